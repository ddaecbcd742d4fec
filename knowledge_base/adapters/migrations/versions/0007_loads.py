"""Files on their way into the knowledge base, and what people put right in them.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

from chassis.database import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_loads",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=False, index=True),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("region", sa.String(6)),
        sa.Column("effective_from", sa.Date),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("doubts", sa.JSON, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("document_id", sa.String(100)),
        sa.Column("number", sa.Integer),
        sa.Column("proposal_id", sa.Integer),
        sa.Column("number_key", sa.String(200), index=True),
        sa.Column("source_key", sa.String(64)),
        sa.Column("claim", sa.String(32)),
    )
    op.create_table(
        "knowledge_load_files",
        sa.Column("load_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("blocks", sa.JSON),
        sa.Column("corrections", sa.JSON, nullable=False),
    )
    op.create_table(
        "knowledge_corrections",
        sa.Column("source_key", sa.String(64), primary_key=True),
        sa.Column("corrections", sa.JSON, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
