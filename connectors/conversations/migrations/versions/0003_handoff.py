"""The queue for a person, alarms, presence, agents' messages, staff actions, notices."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_REFUSAL = "staff_actions is append-only"
_TABLES = (
    "notices_taken", "staff_actions", "agent_messages", "desk_presences", "handoff_alarms", "handoffs"
)  # fmt: skip


def upgrade() -> None:
    _create_queue()
    _create_desk()
    op.create_table(
        "notices_taken",
        sa.Column("notice_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.String(32), sa.ForeignKey("messages.id")),
        sa.Column("at", _MOMENT, nullable=False),
    )
    unanswered = sa.text("author = 'system' AND status = 'open'")
    op.create_index(
        "ix_messages_handed_back",
        "messages",
        ["conversation_id"],
        sqlite_where=unanswered,
        postgresql_where=unanswered,
    )
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


def downgrade() -> None:
    op.drop_index("ix_messages_handed_back", "messages")
    for name in _TABLES:
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_staff_action_change")


def _create_queue() -> None:
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(32), primary_key=True),
        _conversation(index=True),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("queued_at", _MOMENT, nullable=False),
        sa.Column("agent", sa.String(64)),
        sa.Column("agent_name", sa.String(64)),
        sa.Column("taken_at", _MOMENT),
        sa.Column("ended_at", _MOMENT, index=True),
        sa.Column("ending", sa.String(16)),
    )
    op.create_table(
        "handoff_alarms",
        sa.Column("id", sa.String(32), primary_key=True),
        _conversation(index=True),
        sa.Column("message_id", sa.String(32), sa.ForeignKey("messages.id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.Column("handled_by", sa.String(64)),
        sa.Column("handled_at", _MOMENT),
        sa.Column("note", sa.Text, nullable=False),
    )
    _one_each("uq_handoffs_not_ended", "handoffs", where="state <> 'ended'")
    _one_each("uq_handoff_alarms_live", "handoff_alarms", where="state IN ('open', 'acknowledged')")


def _create_desk() -> None:
    op.create_table(
        "desk_presences",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
    )
    op.create_table(
        "agent_messages",
        sa.Column("message_id", sa.String(32), sa.ForeignKey("messages.id"), primary_key=True),
        _conversation(),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("client_message_id", sa.String(64), nullable=False),
        sa.UniqueConstraint(
            "conversation_id", "account", "client_message_id", name="uq_agent_messages_client_message_id"
        ),
    )
    op.create_table(
        "staff_actions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(32), index=True),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("trace_id", sa.String(64), nullable=False),
    )


def _conversation(*, index: bool = False) -> sa.Column:
    return sa.Column(
        "conversation_id", sa.String(32), sa.ForeignKey("conversations.id"), nullable=False, index=index
    )


def _one_each(name: str, table: str, *, where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, ["conversation_id"], unique=True, sqlite_where=condition, postgresql_where=condition
    )


def _refuse_changes_on_sqlite() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER staff_actions_no_{change.lower()} BEFORE {change} ON staff_actions "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_staff_action_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    for change in ("UPDATE OR DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER staff_actions_no_{change.split()[0].lower()} BEFORE {change} "
            "ON staff_actions FOR EACH STATEMENT EXECUTE FUNCTION refuse_staff_action_change()"
        )
