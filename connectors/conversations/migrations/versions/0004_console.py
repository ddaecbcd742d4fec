"""Accounts of staff, their sessions, tries to sign in, and the chain of what was done."""

import sqlalchemy as sa
from alembic import op

from chassis.audit import Action, append, audit_table, refuse_changes
from chassis.database import Moment
from chassis.logs import bind_trace_id
from chassis.staff import Person, Role

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_DESK = sa.Table(
    "staff_actions",
    sa.MetaData(),
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("at", Moment),
    sa.Column("account", sa.String),
    sa.Column("role", sa.String),
    sa.Column("action", sa.String),
    sa.Column("conversation_id", sa.String),
    sa.Column("detail", sa.Text),
    sa.Column("trace_id", sa.String),
)


def upgrade() -> None:
    op.create_table(
        "console_accounts",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("must_change_password", sa.Boolean, nullable=False),
        sa.Column("issuer", sa.Text),
        sa.Column("subject", sa.String(255)),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("issuer", "subject", name="uq_console_accounts_subject"),
    )
    op.create_table(
        "console_sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False, unique=True),
        sa.Column(
            "account", sa.String(64), sa.ForeignKey("console_accounts.account"), nullable=False, index=True
        ),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("device", sa.String(200), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
    )
    op.create_table(
        "console_sign_in_attempts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("next_path", sa.Text, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "console_sign_in_failures",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("until", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "console_audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("account", sa.String(100), nullable=False, index=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("action", sa.String(60), nullable=False, index=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("trace_id", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    _take_over_the_desks_lines()
    refuse_changes(op.get_bind(), "console_audit")


def _take_over_the_desks_lines() -> None:
    """They were refused changes one by one; in the chain they also hold one another."""
    connection = op.get_bind()
    chain = audit_table(sa.MetaData(), "console_audit")
    for row in connection.execute(_DESK.select().order_by(_DESK.c.id)).all():
        bind_trace_id(row.trace_id)
        person = Person(row.account, row.account, frozenset({Role(row.role)}))
        detail = {"detail": row.detail} if row.detail else {}
        action = Action(f"desk_{row.action}", row.conversation_id or "", detail)
        append(connection, chain, person, action, at=row.at)
    op.drop_table("staff_actions")
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_staff_action_change")


def downgrade() -> None:
    """Not back: the lines of the chain have no other place."""
    raise NotImplementedError("0004 joins the desk's lines into the chain for good")
