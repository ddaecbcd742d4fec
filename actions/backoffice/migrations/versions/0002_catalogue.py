"""Writes and their audit trail, the data key, the catalogue, people."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_REFUSAL = "backoffice_audit is append-only"


def upgrade() -> None:
    _create_writes()
    _create_catalogue()
    _create_people()
    op.create_table(
        "backoffice_data_keys",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


def downgrade() -> None:
    for table in ("data_keys", "false_promises", "people", "life_events", "item_versions", "items"):
        op.drop_table(f"backoffice_{table}")
    op.drop_table("backoffice_audit")
    op.drop_table("backoffice_writes")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION backoffice_refuse_audit_change")


def _create_writes() -> None:
    op.create_table(
        "backoffice_writes",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("route", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("reply", sa.LargeBinary),
        sa.Column("at", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "backoffice_audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False, index=True),
        sa.Column("action", sa.String(100), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("trace_id", sa.String(64), nullable=False),
    )


def _create_catalogue() -> None:
    op.create_table(
        "backoffice_items",
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("region", sa.String(6), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_by", sa.String(80), nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "backoffice_item_versions",
        sa.Column("code", sa.String(80), sa.ForeignKey("backoffice_items.code"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("changed_by", sa.String(80), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "backoffice_life_events",
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("region", sa.String(6), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
    )


def _create_people() -> None:
    op.create_table(
        "backoffice_people",
        sa.Column("subject", sa.String(128), primary_key=True),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("identity_number", sa.LargeBinary, nullable=False),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "backoffice_false_promises",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("subject", sa.String(128), nullable=False, index=True),
        sa.Column("case_number", sa.String(40), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("repaired_at", _MOMENT),
        sa.Column("repaired_by", sa.String(100)),
        sa.Column("repair_reason", sa.Text),
        sa.UniqueConstraint("subject", "case_number"),
    )


def _refuse_changes_on_sqlite() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER backoffice_audit_no_{change.lower()} BEFORE {change} ON backoffice_audit "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION backoffice_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    for change in ("UPDATE OR DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER backoffice_audit_no_{change.split()[0].lower()} BEFORE {change} "
            "ON backoffice_audit FOR EACH STATEMENT EXECUTE FUNCTION backoffice_refuse_audit_change()"
        )
