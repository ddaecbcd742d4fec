"""One turn in two transactions: what was asked is stored before the engine hears of it, what was said after.

A conversation has one turn at a time. The row of the conversation is locked first in both transactions (see
`entries.py`). The lease in that row outlives the transaction and keeps other gateways from answering the same
message. While a citizen waits for a person the assistant goes on answering; once the person is there it is
silent, and what it had thought of meanwhile is dropped.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from bot.wire import Reply
from chassis.clock import Clock
from connectors.conversations import entries
from connectors.conversations.entries import new_id
from connectors.conversations.rows import to_conversation, to_message
from connectors.conversations.tables import conversations, messages
from connectors.errors import ConversationClosed, PayloadUnknown
from connectors.handoff.joining import Joining
from connectors.handoff.texts import LEAVE, handoff_texts
from connectors.models import (
    Author,
    Conversation,
    ConversationState,
    IncomingMessage,
    Message,
    Turn,
    TurnStatus,
)

_ASSISTANT_ANSWERS = (ConversationState.BOT, ConversationState.QUEUED)
_HANDED_BACK = (messages.c.author == Author.SYSTEM.value, messages.c.status == TurnStatus.OPEN.value)


@dataclass(frozen=True)
class Claimed:
    """The message is stored and ours to answer."""

    conversation: Conversation
    message: Message
    holder: str

    @property
    def waited(self) -> bool:
        """Whether the citizen was waiting for a person."""
        return self.conversation.state is ConversationState.QUEUED


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
    joining: Joining = field(default_factory=Joining)

    def begin(
        self, conversation_id: str, incoming: IncomingMessage, *, trace_id: str
    ) -> Claimed | Settled | Busy:
        """Store the citizen's message, or find it, and claim the turn.

        Raises:
            ConversationUnknown, ConversationClosed, PayloadUnknown: nothing was stored.
        """
        now = self.clock.now()
        with self.engine.begin() as connection:
            row = entries.lock(connection, conversation_id, now=now)
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
            if conversation.state not in _ASSISTANT_ANSWERS:
                return Settled(
                    Turn(_mark(connection, message, TurnStatus.FORWARDED), None, conversation.state)
                )
            return self._claim(connection, conversation, message, now=now)

    def begin_return(self, conversation_id: str) -> Claimed | Busy | None:
        """Claim the turn in which the engine hears that an agent has handed back. None: it has heard."""
        now = self.clock.now()
        with self.engine.begin() as connection:
            row = entries.lock(connection, conversation_id, now=now)
            conversation = to_conversation(row)
            message = _handed_back(connection, conversation_id)
            if message is None:
                return None
            if conversation.state not in _ASSISTANT_ANSWERS:
                _mark(connection, message, TurnStatus.FORWARDED)
                return None
            if row.turn_holder and row.turn_until > now:
                return Busy()
            return self._claim(connection, conversation, message, now=now)

    def returns(self) -> list[str]:
        """The conversations that were handed back and whose engine has not heard of it."""
        with self.engine.connect() as connection:
            found = connection.execute(select(messages.c.conversation_id).where(*_HANDED_BACK).distinct())
            return list(found.scalars())

    def finish(self, claimed: Claimed, replies: list[Reply], *, failed: bool, trace_id: str) -> Turn:
        """Store what is said, unless the lease was lost or a person stepped in meanwhile."""
        message, now = claimed.message, self.clock.now()
        with self.engine.begin() as connection:
            row = entries.lock(connection, message.conversation_id, now=now)
            conversation = to_conversation(row)
            if row.turn_holder != claimed.holder:
                return _settled(connection, conversation, message)
            entries.change(connection, conversation.id, turn_holder=None, turn_until=None)
            if conversation.state not in _ASSISTANT_ANSWERS:
                return Turn(_mark(connection, message, TurnStatus.FORWARDED), None, conversation.state)
            joined = self.joining.settle(connection, conversation, message, replies, failed=failed, now=now)
            answer = Message(
                id=new_id(),
                conversation_id=conversation.id,
                sequence=entries.next_sequence(connection, conversation.id),
                author=Author.ASSISTANT,
                created_at=now,
                answers_id=message.id,
                topic=replies[0].topic,
                replies=joined.replies,
                failed=failed,
                state=joined.state,
            )
            entries.store(connection, answer, trace_id=trace_id)
            message = _mark(connection, message, TurnStatus.FAILED if failed else TurnStatus.ANSWERED)
            if joined.state is not conversation.state:
                entries.enter_state(connection, conversation.id, joined.state, now=now)
        return Turn(message, answer, joined.state)

    def release_all(self) -> None:
        """Forget every lease. Only for a database that no other gateway uses."""
        with self.engine.begin() as connection:
            connection.execute(update(conversations).values(turn_holder=None, turn_until=None))

    def _claim(
        self, connection: Connection, conversation: Conversation, message: Message, *, now: datetime
    ) -> Claimed:
        holder = new_id()
        until = now + timedelta(seconds=self.lease_seconds)
        entries.change(connection, conversation.id, turn_holder=holder, turn_until=until)
        return Claimed(conversation, message, holder)


def _handed_back(connection: Connection, conversation_id: str) -> Message | None:
    row = connection.execute(
        select(messages)
        .where(messages.c.conversation_id == conversation_id, *_HANDED_BACK)
        .order_by(messages.c.sequence.desc())
        .limit(1)
    ).one_or_none()
    return to_message(row) if row else None


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
    text, payload = incoming.text, incoming.payload
    if payload is not None and not text:
        text = _title_of(connection, row, payload)
    if payload is None and row.state == ConversationState.QUEUED.value and handoff_texts().is_leaving(text):
        payload = LEAVE
    message = Message(
        id=new_id(),
        conversation_id=row.id,
        sequence=entries.next_sequence(connection, row.id),
        author=Author.CITIZEN,
        created_at=now,
        text=text,
        payload=payload,
        client_message_id=incoming.client_message_id,
        status=TurnStatus.OPEN,
    )
    entries.store(connection, message, trace_id=trace_id)
    return message


def _title_of(connection: Connection, row: Row[Any], payload: str) -> str:
    """What the button said, if the last replies offered it. Who waits may always stop waiting."""
    for reply in _last_offers(connection, row.id):
        for button in reply["buttons"]:
            if button["payload"] == payload:
                return str(button["title"])
    if payload == LEAVE and row.state == ConversationState.QUEUED.value:
        return handoff_texts().leave_words
    raise PayloadUnknown(repr(payload[:100]))


def _last_offers(connection: Connection, conversation_id: str) -> list[Any]:
    """The replies of the last answer. An apology takes no buttons away, nor does what is said unasked."""
    answers = (
        select(messages.c.replies)
        .where(
            messages.c.conversation_id == conversation_id,
            messages.c.author == Author.ASSISTANT.value,
            messages.c.answers_id.is_not(None),
        )
        .order_by(messages.c.sequence.desc())
        .limit(1)
    )
    last = connection.execute(answers).scalar_one_or_none() or []
    last_that_succeeded = answers.where(messages.c.failed.is_(False))
    return [*last, *(connection.execute(last_that_succeeded).scalar_one_or_none() or [])]


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
