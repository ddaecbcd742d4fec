"""Contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backoffice_contacts",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("region", sa.String(6), index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("phone", sa.String(40)),
        sa.Column("hours", sa.String(200)),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("backoffice_contacts")
