"""Files of conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "backoffice_files",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False, index=True),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "backoffice_file_attachments",
        sa.Column("file_id", sa.String(32), sa.ForeignKey("backoffice_files.id"), primary_key=True),
        sa.Column("attached_to", sa.String(80), primary_key=True, index=True),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "backoffice_file_allowances",
        sa.Column("conversation_id", sa.String(64), primary_key=True),
        sa.Column("origin", sa.String(16), primary_key=True),
        sa.Column("files", sa.Integer, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("file_allowances", "file_attachments", "files"):
        op.drop_table(f"backoffice_{table}")
