"""What a turn does to the queue, in its own transaction: join it, raise an alarm, leave it, offer it."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from bot.wire import HandoffAsk, HandoffReason, Reply
from connectors.conversations.rows import to_message
from connectors.conversations.tables import messages
from connectors.handoff import queue
from connectors.handoff.alarms import raise_alarm
from connectors.handoff.asks import first_ask
from connectors.handoff.models import AlarmKind, Ending, Reason, Wait
from connectors.handoff.offering import REMEMBERED, Said, reason_to_offer
from connectors.handoff.queue import Waits
from connectors.handoff.texts import LEAVE, handoff_texts
from connectors.models import Author, Conversation, ConversationState, Message

_ALARMS = {HandoffReason.DANGER: AlarmKind.DANGER, HandoffReason.WARNING: AlarmKind.WARNING}


@dataclass(frozen=True)
class Joined:
    """What is said in the end, and who speaks from then on."""

    replies: tuple[Reply, ...]
    state: ConversationState


@dataclass(frozen=True)
class Joining:
    """`human_first`: the topics with which a person is offered at once."""

    waits: Waits = field(default_factory=Waits)
    human_first: frozenset[str] = frozenset()

    def settle(
        self,
        connection: Connection,
        conversation: Conversation,
        message: Message,
        replies: list[Reply],
        *,
        failed: bool,
        now: datetime,
    ) -> Joined:
        """The conversation is with the assistant or queued, and its row is locked."""
        said = tuple(reply.model_copy(update={"handoff": None}) for reply in replies)
        ask = first_ask(replies)
        if ask is not None:
            return self._join(connection, conversation, message, said, ask, now=now)
        if message.payload == LEAVE and conversation.state is ConversationState.QUEUED:
            leave(connection, conversation.id, now=now)
            return Joined(said, ConversationState.BOT)
        if message.author is Author.CITIZEN and conversation.state is ConversationState.BOT:
            said += self._offer(connection, message, said, failed=failed)
        return Joined(said, conversation.state)

    def _join(
        self,
        connection: Connection,
        conversation: Conversation,
        message: Message,
        said: tuple[Reply, ...],
        ask: HandoffAsk,
        *,
        now: datetime,
    ) -> Joined:
        waiting = conversation.state is ConversationState.QUEUED
        if not waiting:
            queue.enter(
                connection, conversation.id, reason=Reason(ask.reason.value), note=ask.summary, now=now
            )
        if kind := _ALARMS.get(ask.reason):
            raise_alarm(connection, conversation.id, kind=kind, message_id=message.id, now=now)
        wait = self.waits.of(connection, conversation.id, now=now)
        spoken = tuple(reply for reply in said if reply.text or reply.card)
        added = (_told(ask, wait, waiting=waiting),) if wait else ()
        return Joined((*spoken, *added), ConversationState.QUEUED)

    def _offer(
        self, connection: Connection, message: Message, said: tuple[Reply, ...], *, failed: bool
    ) -> tuple[Reply, ...]:
        texts = handoff_texts()
        offers = frozenset(texts.offers.values())
        reason = reason_to_offer(
            Said.of(said, failed=failed, offers=offers),
            [
                Said.of(past.replies, failed=past.failed, offers=offers)
                for past in _last_answers(connection, message.conversation_id)
            ],
            text=message.text,
            topic=said[0].topic,
            human_first=self.human_first,
        )
        return (texts.offer(reason),) if reason else ()


def leave(connection: Connection, conversation_id: str, *, now: datetime) -> None:
    """The citizen no longer waits. An alarm stays until somebody has looked at it."""
    if handoff := queue.current(connection, conversation_id):
        queue.end(connection, handoff.id, Ending.LEFT, now=now)


def _told(ask: HandoffAsk, wait: Wait, *, waiting: bool) -> Reply:
    texts = handoff_texts()
    if ask.reason is HandoffReason.DANGER:
        return texts.danger(wait)
    return texts.waiting(texts.still_queued if waiting else texts.queued, wait)


def _last_answers(connection: Connection, conversation_id: str) -> list[Message]:
    """The latest first."""
    rows = connection.execute(
        select(messages)
        .where(
            messages.c.conversation_id == conversation_id,
            messages.c.author == Author.ASSISTANT.value,
            messages.c.answers_id.is_not(None),
        )
        .order_by(messages.c.sequence.desc())
        .limit(REMEMBERED)
    )
    return [to_message(row) for row in rows]
