"""Reports with their timeline and codes; warnings; callbacks."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_reports()
    _create_parts()
    _create_warnings()
    _create_callbacks()


def downgrade() -> None:
    for table in (
        "callbacks",
        "warned_reports",
        "labour_warnings",
        "report_codes",
        "report_timeline",
        "reports",
    ):
        op.drop_table(f"backoffice_{table}")


def _create_reports() -> None:
    op.create_table(
        "backoffice_reports",
        sa.Column("number", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("conversation_id", sa.String(64), index=True),
        sa.Column("subject", sa.String(128), index=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.LargeBinary),
        sa.Column("phone", sa.LargeBinary),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("employer", sa.String(64)),
        sa.Column("risk", sa.String(16), nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("place_in_line", sa.Integer, nullable=False),
        sa.Column("routed_name", sa.Text, nullable=False),
        sa.Column("routed_street", sa.String(40)),
        sa.Column("routed_phone", sa.String(40)),
        sa.Column("routed_demo", sa.Boolean, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
    )
    op.create_index(
        "ix_backoffice_reports_line", "backoffice_reports", ["state", "place_in_line", "received_at"]
    )
    op.create_index(
        "ix_backoffice_reports_employer", "backoffice_reports", ["employer", "region", "received_at"]
    )


def _create_parts() -> None:
    op.create_table(
        "backoffice_report_timeline",
        sa.Column("number", sa.String(40), sa.ForeignKey("backoffice_reports.number"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "backoffice_report_codes",
        sa.Column("number", sa.String(40), sa.ForeignKey("backoffice_reports.number"), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("wrong_since", _MOMENT),
    )


def _create_warnings() -> None:
    op.create_table(
        "backoffice_labour_warnings",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("region", sa.String(6), nullable=False, index=True),
        sa.Column("employer", sa.String(64), index=True),
        sa.Column("employer_name", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.Column("acknowledged_by", sa.String(64)),
        sa.Column("acknowledged_at", _MOMENT),
        sa.Column("note", sa.LargeBinary),
    )
    op.create_table(
        "backoffice_warned_reports",
        sa.Column(
            "warning_id", sa.String(32), sa.ForeignKey("backoffice_labour_warnings.id"), primary_key=True
        ),
        sa.Column(
            "number",
            sa.String(40),
            sa.ForeignKey("backoffice_reports.number"),
            primary_key=True,
            index=True,
        ),
    )


def _create_callbacks() -> None:
    op.create_table(
        "backoffice_callbacks",
        sa.Column("number", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("conversation_id", sa.String(64), index=True),
        sa.Column("subject", sa.String(128), index=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("region", sa.String(6)),
        sa.Column("phone", sa.LargeBinary),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("taken_by", sa.String(64)),
        sa.Column("result", sa.LargeBinary),
    )
