"""Conversations, their entries, and their reviews.

`passed_on_at` of a review is when the knowledge service took its level for the figures.
`turn_holder` and `turn_until` are the lease of the one turn a conversation has at a time. `sequence` orders
the entries and is what `Last-Event-ID` counts in.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from chassis.database import Moment

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("region", String(12)),
    Column("language", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("last_sequence", Integer, nullable=False),
    Column("turn_holder", String(32)),
    Column("turn_until", Moment),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("author", String(16), nullable=False),
    Column("text", Text, nullable=False, default=""),
    Column("payload", Text),
    Column("client_message_id", String(64)),
    Column("status", String(16)),
    Column("answers_id", ForeignKey("messages.id"), index=True),
    Column("topic", String(32), nullable=False, default=""),
    Column("replies", JSON, nullable=False, default=list),
    Column("failed", Boolean, nullable=False, default=False),
    Column("state", String(16)),
    Column("trace_id", String(64), nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("conversation_id", "sequence", name="uq_messages_sequence"),
    UniqueConstraint("conversation_id", "client_message_id", name="uq_messages_client_message_id"),
)

reviews = Table(
    "conversation_reviews",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("level", String(16), nullable=False),
    Column("comment", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("passed_on_at", Moment),
)
