"""Which reviews the knowledge service has heard of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLE, _INDEX = "conversation_reviews", "ix_conversation_reviews_waiting"


def upgrade() -> None:
    """Reviews of before count as heard of: they would be counted on a day on which nobody gave them."""
    op.add_column(_TABLE, sa.Column("passed_on_at", sa.DateTime(timezone=True)))
    op.execute(f"UPDATE {_TABLE} SET passed_on_at = created_at")  # noqa: S608 — a constant
    waiting = sa.text("passed_on_at IS NULL")
    op.create_index(_INDEX, _TABLE, ["created_at"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_index(_INDEX, _TABLE)
    op.drop_column(_TABLE, "passed_on_at")
