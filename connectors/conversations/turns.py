"""One turn in two transactions: what was asked is stored before the engine hears of it, what was said after.

A conversation has one turn at a time. The row of the conversation is locked first in both transactions, so
that entries are numbered in the order in which they become visible, on SQLite and PostgreSQL alike. The
lease in that row outlives the transaction and keeps other gateways from answering the same message.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from bot.wire import Reply
from chassis.clock import Clock
from connectors.conversations.repository import new_id
from connectors.conversations.rows import from_message, to_conversation, to_message
from connectors.conversations.tables import conversations, messages
from connectors.errors import ConversationClosed, ConversationUnknown, PayloadUnknown
from connectors.models import (
    Author,
    Conversation,
    ConversationState,
    IncomingMessage,
    Message,
    Turn,
    TurnStatus,
)


@dataclass(frozen=True)
class Claimed:
    """The message is stored and ours to answer."""

    conversation: Conversation
    message: Message
    holder: str


@dataclass(frozen=True)
class Settled:
    """Nothing to do: it was answered before, or a person will answer it."""

    turn: Turn


@dataclass(frozen=True)
class Busy:
    """Another turn of this conversation is still running."""


@dataclass(frozen=True)
class TurnStore:
    engine: Engine
    clock: Clock
    lease_seconds: float

    def begin(
        self, conversation_id: str, incoming: IncomingMessage, *, trace_id: str
    ) -> Claimed | Settled | Busy:
        """Store the citizen's message, or find it, and claim the turn.

        Raises:
            ConversationUnknown, ConversationClosed, PayloadUnknown: nothing was stored.
        """
        now = self.clock.now()
        with self.engine.begin() as connection:
            row = _lock(connection, conversation_id, now=now)
            conversation = to_conversation(row)
            message = _find(connection, conversation_id, incoming.client_message_id)
            if message and message.status in (TurnStatus.ANSWERED, TurnStatus.FORWARDED):
                return Settled(_settled(connection, conversation, message))
            if conversation.state is ConversationState.CLOSED:
                raise ConversationClosed(repr(conversation_id))
            if row.turn_holder and row.turn_until > now:
                return Busy()
            if message is None:
                message = _store(connection, row, incoming, now=now, trace_id=trace_id)
            if conversation.state is not ConversationState.BOT:
                return Settled(
                    Turn(_mark(connection, message, TurnStatus.FORWARDED), None, conversation.state)
                )
            holder = new_id()
            until = now + timedelta(seconds=self.lease_seconds)
            _update(connection, conversation_id, turn_holder=holder, turn_until=until)
        return Claimed(conversation, message, holder)

    def finish(self, claimed: Claimed, replies: list[Reply], *, failed: bool, trace_id: str) -> Turn:
        """Store what is said, unless the lease was lost or a person stepped in meanwhile."""
        message, now = claimed.message, self.clock.now()
        with self.engine.begin() as connection:
            row = _lock(connection, message.conversation_id, now=now)
            conversation = to_conversation(row)
            if row.turn_holder != claimed.holder:
                return _settled(connection, conversation, message)
            if conversation.state is not ConversationState.BOT:
                _update(connection, message.conversation_id, turn_holder=None, turn_until=None)
                return Turn(_mark(connection, message, TurnStatus.FORWARDED), None, conversation.state)
            answer = Message(
                id=new_id(),
                conversation_id=message.conversation_id,
                sequence=row.last_sequence + 1,
                author=Author.ASSISTANT,
                created_at=now,
                answers_id=message.id,
                topic=replies[0].topic,
                replies=tuple(replies),
                failed=failed,
                state=conversation.state,
            )
            connection.execute(insert(messages).values(from_message(answer, trace_id=trace_id)))
            message = _mark(connection, message, TurnStatus.FAILED if failed else TurnStatus.ANSWERED)
            _update(
                connection,
                message.conversation_id,
                last_sequence=answer.sequence,
                turn_holder=None,
                turn_until=None,
            )
        return Turn(message, answer, conversation.state)

    def release_all(self) -> None:
        """Forget every lease. Only for a database that no other gateway uses."""
        with self.engine.begin() as connection:
            connection.execute(update(conversations).values(turn_holder=None, turn_until=None))


def _lock(connection: Connection, conversation_id: str, *, now: datetime) -> Row[Any]:
    row = connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(updated_at=now)
        .returning(*conversations.c)
    ).one_or_none()
    if row is None:
        raise ConversationUnknown(repr(conversation_id))
    return row


def _update(connection: Connection, conversation_id: str, **values: object) -> None:
    connection.execute(update(conversations).where(conversations.c.id == conversation_id).values(**values))


def _find(connection: Connection, conversation_id: str, client_message_id: str) -> Message | None:
    row = connection.execute(
        select(messages).where(
            messages.c.conversation_id == conversation_id,
            messages.c.client_message_id == client_message_id,
        )
    ).one_or_none()
    return to_message(row) if row else None


def _store(
    connection: Connection, row: Row[Any], incoming: IncomingMessage, *, now: datetime, trace_id: str
) -> Message:
    text = incoming.text
    if incoming.payload is not None:
        text = _title_of(connection, row.id, incoming.payload)
    message = Message(
        id=new_id(),
        conversation_id=row.id,
        sequence=row.last_sequence + 1,
        author=Author.CITIZEN,
        created_at=now,
        text=text,
        payload=incoming.payload,
        client_message_id=incoming.client_message_id,
        status=TurnStatus.OPEN,
    )
    connection.execute(insert(messages).values(from_message(message, trace_id=trace_id)))
    _update(connection, row.id, last_sequence=message.sequence)
    return message


def _title_of(connection: Connection, conversation_id: str, payload: str) -> str:
    """What the button said, if the last replies offered it. An apology takes no buttons away."""
    row = connection.execute(
        select(messages.c.replies)
        .where(
            messages.c.conversation_id == conversation_id,
            messages.c.author == Author.ASSISTANT.value,
            messages.c.failed.is_(False),
        )
        .order_by(messages.c.sequence.desc())
        .limit(1)
    ).one_or_none()
    for reply in row.replies if row else []:
        for button in reply["buttons"]:
            if button["payload"] == payload:
                return str(button["title"])
    raise PayloadUnknown(repr(payload[:100]))


def _settled(connection: Connection, conversation: Conversation, message: Message) -> Turn:
    row = connection.execute(
        select(messages)
        .where(messages.c.answers_id == message.id)
        .order_by(messages.c.sequence.desc())
        .limit(1)
    ).one_or_none()
    answer = to_message(row) if row else None
    if message.status is TurnStatus.FORWARDED:
        answer = None
    return Turn(message, answer, conversation.state)


def _mark(connection: Connection, message: Message, status: TurnStatus) -> Message:
    connection.execute(update(messages).where(messages.c.id == message.id).values(status=status.value))
    return replace(message, status=status)
