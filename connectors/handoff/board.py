"""What every desk shows, and what one conversation looks like from it. Reads only."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select

from chassis.clock import Clock
from chassis.pii import mask
from chassis.staff import Person
from connectors.conversations.tables import conversations, messages
from connectors.handoff import queue
from connectors.handoff.alarms import LIVE
from connectors.handoff.models import (
    Alarm,
    AlarmKind,
    Board,
    Handoff,
    HandoffState,
    Queued,
    Talk,
    Wait,
)
from connectors.handoff.presence import present
from connectors.handoff.queue import Waits
from connectors.handoff.rows import to_alarm, to_handoff
from connectors.handoff.tables import agent_messages, alarms, handoffs
from connectors.models import Author


@dataclass(frozen=True)
class BoardStore:
    engine: Engine
    clock: Clock
    waits: Waits

    def read(self) -> Board:
        now = self.clock.now()
        with self.engine.connect() as connection:
            live = _live_alarms(connection)
            kinds = {alarm.conversation_id: alarm.kind for alarm in live}
            return Board(_waiting(connection), _talks(connection, kinds), live, present(connection, now=now))

    def wait_of(self, conversation_id: str) -> Wait | None:
        """None: it does not wait for a person."""
        with self.engine.connect() as connection:
            return self.waits.of(connection, conversation_id, now=self.clock.now())

    def handoffs(self, conversation_id: str) -> list[Handoff]:
        """Oldest first."""
        query = (
            select(handoffs)
            .where(handoffs.c.conversation_id == conversation_id)
            .order_by(handoffs.c.queued_at, handoffs.c.id)
        )
        with self.engine.connect() as connection:
            return [to_handoff(row) for row in connection.execute(query)]

    def alarms(self, conversation_id: str) -> list[Alarm]:
        """Oldest first, those that are over too."""
        query = select(alarms).where(alarms.c.conversation_id == conversation_id).order_by(alarms.c.raised_at)
        with self.engine.connect() as connection:
            return [to_alarm(row) for row in connection.execute(query)]

    def senders(self, conversation_id: str) -> dict[str, str]:
        """The account behind each message of an agent, by the message's id."""
        query = select(agent_messages.c.message_id, agent_messages.c.account).where(
            agent_messages.c.conversation_id == conversation_id
        )
        with self.engine.connect() as connection:
            return {row.message_id: row.account for row in connection.execute(query)}

    def concerns(self, conversation_id: str, staff: Person) -> bool:
        """Whether it waits, raises an alarm, or is or was with this agent."""
        handed = select(handoffs.c.id).where(
            handoffs.c.conversation_id == conversation_id,
            (handoffs.c.state == HandoffState.QUEUED.value) | (handoffs.c.agent == staff.account),
        )
        alarmed = select(alarms.c.id).where(
            alarms.c.conversation_id == conversation_id, alarms.c.state.in_(LIVE)
        )
        with self.engine.connect() as connection:
            return connection.execute(handed.union_all(alarmed).limit(1)).first() is not None


def _live_alarms(connection: Connection) -> list[Alarm]:
    """Danger first, then the older."""
    query = select(alarms).where(alarms.c.state.in_(LIVE)).order_by(alarms.c.kind, alarms.c.raised_at)
    return [to_alarm(row) for row in connection.execute(query)]


def _waiting(connection: Connection) -> list[Queued]:
    rows = queue.in_order(connection)
    ids = [row.conversation_id for row in rows]
    found = connection.execute(
        select(conversations.c.id, conversations.c.region, conversations.c.channel).where(
            conversations.c.id.in_(ids)
        )
    )
    places = {row.id: row for row in found}
    words = _last_words(connection, ids)
    return [
        Queued(
            place=place,
            handoff=to_handoff(row),
            alarm=AlarmKind(row.alarm) if row.alarm else None,
            region=places[row.conversation_id].region,
            channel=places[row.conversation_id].channel,
            last_text=mask(words.get(row.conversation_id, "")),
        )
        for place, row in enumerate(rows, start=1)
    ]


def _last_words(connection: Connection, conversation_ids: list[str]) -> dict[str, str]:
    """What each citizen said last."""
    last = (
        select(messages.c.conversation_id, func.max(messages.c.sequence).label("sequence"))
        .where(messages.c.conversation_id.in_(conversation_ids), messages.c.author == Author.CITIZEN.value)
        .group_by(messages.c.conversation_id)
        .subquery()
    )
    rows = connection.execute(
        select(messages.c.conversation_id, messages.c.text).join(
            last,
            (messages.c.conversation_id == last.c.conversation_id) & (messages.c.sequence == last.c.sequence),
        )
    )
    return {row.conversation_id: row.text for row in rows}


def _talks(connection: Connection, kinds: dict[str, AlarmKind]) -> list[Talk]:
    """The longest first."""
    rows = connection.execute(
        select(handoffs)
        .add_columns(conversations.c.last_sequence, messages.c.author)
        .join(conversations, conversations.c.id == handoffs.c.conversation_id)
        .outerjoin(
            messages,
            (messages.c.conversation_id == conversations.c.id)
            & (messages.c.sequence == conversations.c.last_sequence),
        )
        .where(handoffs.c.state == HandoffState.TAKEN.value)
        .order_by(handoffs.c.taken_at, handoffs.c.id)
    )
    return [
        Talk(
            handoff=to_handoff(row),
            alarm=kinds.get(row.conversation_id),
            last_sequence=row.last_sequence,
            waits=row.author == Author.CITIZEN.value,
        )
        for row in rows
    ]
