"""Conversations, messages, reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("region", sa.String(12)),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("last_sequence", sa.Integer, nullable=False),
        sa.Column("turn_holder", sa.String(32)),
        sa.Column("turn_until", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation_id", sa.String(32), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("client_message_id", sa.String(64)),
        sa.Column("status", sa.String(16)),
        sa.Column("answers_id", sa.String(32), sa.ForeignKey("messages.id"), index=True),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("replies", sa.JSON, nullable=False),
        sa.Column("failed", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16)),
        sa.Column("trace_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("conversation_id", "sequence", name="uq_messages_sequence"),
        sa.UniqueConstraint("conversation_id", "client_message_id", name="uq_messages_client_message_id"),
    )
    op.create_table(
        "conversation_reviews",
        sa.Column("conversation_id", sa.String(32), sa.ForeignKey("conversations.id"), primary_key=True),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    for name in ("conversation_reviews", "messages", "conversations"):
        op.drop_table(name)
