"""What every change of a conversation is made of, inside the caller's transaction.

The row of the conversation is locked first, so that entries are numbered in the order in which they become
visible, on SQLite and PostgreSQL alike.
"""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, update

from bot.wire import Reply
from chassis.logs import current_trace_id
from connectors.conversations.rows import from_message
from connectors.conversations.tables import conversations, messages
from connectors.errors import ConversationUnknown
from connectors.models import Author, ConversationState, Message, TurnStatus


def new_id() -> str:
    return uuid.uuid4().hex


def lock(connection: Connection, conversation_id: str, *, now: datetime) -> Row[Any]:
    """Raises: ConversationUnknown."""
    row = connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(updated_at=now)
        .returning(*conversations.c)
    ).one_or_none()
    if row is None:
        raise ConversationUnknown(repr(conversation_id))
    return row


def change(connection: Connection, conversation_id: str, **values: object) -> None:
    connection.execute(update(conversations).where(conversations.c.id == conversation_id).values(**values))


def next_sequence(connection: Connection, conversation_id: str) -> int:
    return int(
        connection.execute(
            update(conversations)
            .where(conversations.c.id == conversation_id)
            .values(last_sequence=conversations.c.last_sequence + 1)
            .returning(conversations.c.last_sequence)
        ).scalar_one()
    )


def say(connection: Connection, conversation_id: str, reply: Reply, *, now: datetime) -> Message:
    """What the assistant says unasked."""
    entry = Message(
        id=new_id(),
        conversation_id=conversation_id,
        sequence=next_sequence(connection, conversation_id),
        author=Author.ASSISTANT,
        created_at=now,
        topic=reply.topic,
        replies=(reply,),
    )
    store(connection, entry)
    return entry


def enter_state(
    connection: Connection,
    conversation_id: str,
    state: ConversationState,
    *,
    now: datetime,
    payload: str | None = None,
) -> Message:
    """Change who speaks, and say so in the transcript. A `payload` is then to be given to the engine."""
    change(connection, conversation_id, state=state.value)
    entry = Message(
        id=new_id(),
        conversation_id=conversation_id,
        sequence=next_sequence(connection, conversation_id),
        author=Author.SYSTEM,
        created_at=now,
        payload=payload,
        status=TurnStatus.OPEN if payload else None,
        state=state,
    )
    store(connection, entry)
    return entry


def store(connection: Connection, message: Message, *, trace_id: str | None = None) -> None:
    values = from_message(message, trace_id=trace_id or current_trace_id())
    connection.execute(insert(messages).values(values))
