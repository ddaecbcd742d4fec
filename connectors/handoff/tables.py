"""The queue, alarms, who is at the desk, what agents said and did.

A conversation has at most one handoff that is not ended and at most one alarm that is live: two partial
indexes see to it, besides the lock on the row of the conversation that every change takes first.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from chassis.database import Moment
from connectors.conversations.tables import metadata

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False, index=True),
    Column("reason", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("agent", String(64)),
    Column("agent_name", String(64)),
    Column("taken_at", Moment),
    Column("ended_at", Moment, index=True),
    Column("ending", String(16)),
)
_not_ended = text("state <> 'ended'")
Index(
    "uq_handoffs_not_ended",
    handoffs.c.conversation_id,
    unique=True,
    sqlite_where=_not_ended,
    postgresql_where=_not_ended,
)

alarms = Table(
    "handoff_alarms",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("message_id", ForeignKey("messages.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("times", Integer, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("handled_by", String(64)),
    Column("handled_at", Moment),
    Column("note", Text, nullable=False),
)
_live = text("state IN ('open', 'acknowledged')")
Index(
    "uq_handoff_alarms_live",
    alarms.c.conversation_id,
    unique=True,
    sqlite_where=_live,
    postgresql_where=_live,
)

presences = Table(
    "desk_presences",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("until", Moment, nullable=False),
)

# Apart from `messages`, whose `client_message_id` is the citizen's to choose.
agent_messages = Table(
    "agent_messages",
    metadata,
    Column("message_id", ForeignKey("messages.id"), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("account", String(64), nullable=False),
    Column("client_message_id", String(64), nullable=False),
    UniqueConstraint(
        "conversation_id", "account", "client_message_id", name="uq_agent_messages_client_message_id"
    ),
)

notices_taken = Table(
    "notices_taken",
    metadata,
    Column("notice_id", Integer, primary_key=True, autoincrement=False),
    Column("message_id", ForeignKey("messages.id")),
    Column("at", Moment, nullable=False),
)
