"""Applications; cases with their materials, timeline, promises and checks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_applications()
    _create_cases()
    _create_promises()


def downgrade() -> None:
    for table in (
        "checks",
        "promises",
        "promise_texts",
        "timeline",
        "case_materials",
        "cases",
        "number_series",
        "applications",
    ):
        op.drop_table(f"backoffice_{table}")


def _create_applications() -> None:
    op.create_table(
        "backoffice_applications",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(128), index=True),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("life_event", sa.String(80)),
        sa.Column("items", sa.Text, nullable=False),
        sa.Column("answers", sa.LargeBinary),
        sa.Column("materials", sa.Text, nullable=False),
        sa.Column("commitment", sa.Boolean),
        sa.Column("step", sa.String(100), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False, index=True),
        sa.Column("number", sa.String(40), unique=True),
    )


def _create_cases() -> None:
    op.create_table(
        "backoffice_number_series",
        sa.Column("series", sa.String(20), primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "backoffice_cases",
        sa.Column("number", sa.String(40), primary_key=True),
        sa.Column("common_number", sa.String(40), index=True),
        sa.Column("application_id", sa.String(32), sa.ForeignKey("backoffice_applications.id"), index=True),
        sa.Column("subject", sa.String(128), nullable=False, index=True),
        sa.Column("item", sa.String(80), nullable=False),
        sa.Column("item_version", sa.Integer, nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("life_event", sa.String(80)),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("modes", sa.Text, nullable=False),
        sa.Column("submitted_at", _MOMENT, nullable=False),
        sa.Column("accepted_at", _MOMENT),
        sa.Column("runs_from", sa.Date),
        sa.Column("due_on", sa.Date),
        sa.Column("due_note", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("reasons", sa.Text, nullable=False),
    )
    op.create_table(
        "backoffice_case_materials",
        sa.Column("case_number", sa.String(40), sa.ForeignKey("backoffice_cases.number"), primary_key=True),
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("choice", sa.String(16), nullable=False),
        sa.Column("due_on", sa.Date, index=True),
        sa.Column("delivered_at", _MOMENT),
    )
    op.create_table(
        "backoffice_timeline",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column(
            "case_number", sa.String(40), sa.ForeignKey("backoffice_cases.number"), nullable=False, index=True
        ),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )


def _create_promises() -> None:
    op.create_table(
        "backoffice_promise_texts",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "backoffice_promises",
        sa.Column("case_number", sa.String(40), sa.ForeignKey("backoffice_cases.number"), primary_key=True),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("text_hash", sa.String(64), sa.ForeignKey("backoffice_promise_texts.hash"), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("signed_at", _MOMENT, nullable=False),
        sa.Column("guardian_of", sa.LargeBinary),
        sa.Column("withdrawn_at", _MOMENT),
    )
    op.create_table(
        "backoffice_checks",
        sa.Column("case_number", sa.String(40), sa.ForeignKey("backoffice_cases.number"), primary_key=True),
        sa.Column("drawn", sa.Boolean, nullable=False),
        sa.Column("checked_at", _MOMENT),
        sa.Column("checked_by", sa.String(100)),
        sa.Column("truthful", sa.Boolean),
        sa.Column("finding", sa.LargeBinary),
        sa.Column("recover_cents", sa.BigInteger),
    )
