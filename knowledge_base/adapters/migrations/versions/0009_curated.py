"""What staff write beside the shipped policy points, and who keeps what true until when.

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op

from chassis.database import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_point_changes",
        sa.Column("document_id", sa.String(100), sa.ForeignKey("knowledge_documents.id"), primary_key=True),
        sa.Column("point", sa.String(100), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.JSON),
        sa.Column("shipped_hash", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("returned", sa.Text, nullable=False),
        sa.Column("suggestion_id", sa.String(100)),
        sa.Column("decided_by", sa.JSON),
        sa.Column("decided_at", Moment),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "knowledge_point_suggestions",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("region", sa.String(6)),
        sa.Column("conversations", sa.JSON, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("suggested_by", sa.String(100), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("document_id", sa.String(100)),
        sa.Column("point", sa.String(100)),
        sa.Column("decided_by", sa.JSON),
        sa.Column("decided_at", Moment),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "knowledge_care",
        sa.Column("document_id", sa.String(100), sa.ForeignKey("knowledge_documents.id"), primary_key=True),
        sa.Column("point", sa.String(100), primary_key=True),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("verified_on", sa.Date),
        sa.Column("verified_by", sa.String(100), nullable=False),
        sa.Column("check_on", sa.Date),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "knowledge_watch_notices",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("raised_at", Moment, nullable=False),
    )
