"""Lists of postings in place of the two word indexes before. The indexes are rebuilt at the next start.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP TABLE knowledge_passages")
    op.execute("DROP TABLE IF EXISTS knowledge_postings")
    op.create_table(
        "knowledge_posting_lists",
        sa.Column("token", sa.String(200), primary_key=True),
        sa.Column("region", sa.String(6), primary_key=True),
        sa.Column("source", sa.String(20), primary_key=True),
        sa.Column("positions", sa.LargeBinary, nullable=False),
        sa.Column("weights", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "knowledge_indexed_passages",
        sa.Column("region", sa.String(6), primary_key=True),
        sa.Column("source", sa.String(20), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("chunk_id", sa.String(200), nullable=False),
    )
