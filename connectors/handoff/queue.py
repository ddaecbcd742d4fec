"""The queue in SQL: who waits, in which order, and what is known of the wait. In the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, case, insert, select, update

from chassis.staff import Person
from connectors.conversations.entries import new_id
from connectors.handoff.alarms import LIVE
from connectors.handoff.models import (
    AlarmKind,
    Ending,
    Handoff,
    HandoffState,
    PresenceStatus,
    Reason,
    Wait,
)
from connectors.handoff.rows import to_handoff
from connectors.handoff.tables import alarms, handoffs, presences
from connectors.handoff.waits import expected_minutes

_FIRST, _RETURNED, _PRESSING, _ORDINARY = range(4)
PRIORITIES = {
    Reason.DANGER: _FIRST,
    Reason.WARNING: _FIRST,
    Reason.RETURNED: _RETURNED,
    Reason.DISPLEASURE: _PRESSING,
    Reason.FAILURES: _PRESSING,
    Reason.HUMAN_FIRST: _PRESSING,
    Reason.REFUSALS: _ORDINARY,
    Reason.ASKED: _ORDINARY,
    Reason.STEPPED_IN: _ORDINARY,
}
_TALKS_THAT_COUNT = (Ending.TO_BOT.value, Ending.CLOSED.value)
_IN_ORDER = (
    case({AlarmKind.DANGER.value: 0, AlarmKind.WARNING.value: 1}, value=alarms.c.kind, else_=2),
    handoffs.c.priority,
    handoffs.c.queued_at,
    handoffs.c.id,
)


def enter(
    connection: Connection, conversation_id: str, *, reason: Reason, note: str, now: datetime
) -> Handoff:
    """A new handoff. Only where the conversation has none that is not ended."""
    return _insert(connection, conversation_id, reason=reason, note=note, now=now)


def enter_taken(connection: Connection, conversation_id: str, *, staff: Person, now: datetime) -> Handoff:
    """A handoff that nobody waited for: the agent stepped in."""
    return _insert(
        connection,
        conversation_id,
        reason=Reason.STEPPED_IN,
        note="",
        now=now,
        state=HandoffState.TAKEN.value,
        agent=staff.account,
        agent_name=staff.name,
        taken_at=now,
    )


def take(connection: Connection, handoff_id: str, *, staff: Person, now: datetime) -> Handoff:
    row = connection.execute(
        update(handoffs)
        .where(handoffs.c.id == handoff_id, handoffs.c.state == HandoffState.QUEUED.value)
        .values(state=HandoffState.TAKEN.value, agent=staff.account, agent_name=staff.name, taken_at=now)
        .returning(*handoffs.c)
    ).one()
    return to_handoff(row)


def end(connection: Connection, handoff_id: str, ending: Ending, *, now: datetime) -> None:
    connection.execute(
        update(handoffs)
        .where(handoffs.c.id == handoff_id)
        .values(state=HandoffState.ENDED.value, ended_at=now, ending=ending.value)
    )


def current(connection: Connection, conversation_id: str) -> Handoff | None:
    """The handoff that is not ended."""
    row = connection.execute(
        select(handoffs).where(
            handoffs.c.conversation_id == conversation_id, handoffs.c.state != HandoffState.ENDED.value
        )
    ).one_or_none()
    return to_handoff(row) if row else None


def in_order(connection: Connection) -> Sequence[Row[Any]]:
    """The columns of the handoff, and `alarm`, its kind. First comes who is to be served first."""
    live = and_(alarms.c.conversation_id == handoffs.c.conversation_id, alarms.c.state.in_(LIVE))
    query = (
        select(handoffs)
        .add_columns(alarms.c.kind.label("alarm"))
        .select_from(handoffs.outerjoin(alarms, live))
        .where(handoffs.c.state == HandoffState.QUEUED.value)
        .order_by(*_IN_ORDER)
    )
    return connection.execute(query).all()


@dataclass(frozen=True)
class Waits:
    """What is known of waits, from the talks that ended in the last `hours`."""

    hours: float = 4.0

    def of(self, connection: Connection, conversation_id: str, *, now: datetime) -> Wait | None:
        """None: it does not wait."""
        for place, row in enumerate(in_order(connection), start=1):
            if row.conversation_id == conversation_id:
                return self._expect(connection, place, now=now)
        return None

    def _expect(self, connection: Connection, place: int, *, now: datetime) -> Wait:
        agents = set(
            connection.execute(
                select(presences.c.account).where(
                    presences.c.status == PresenceStatus.AVAILABLE.value, presences.c.until > now
                )
            ).scalars()
        )
        talking = set(
            connection.execute(
                select(handoffs.c.agent).where(handoffs.c.state == HandoffState.TAKEN.value)
            ).scalars()
        )
        minutes = expected_minutes(
            place=place,
            agents=len(agents),
            busy=len(agents & talking),
            talk_minutes=self._talk_minutes(connection, now=now),
        )
        return Wait(place, len(agents), minutes)

    def _talk_minutes(self, connection: Connection, *, now: datetime) -> list[float]:
        rows = connection.execute(
            select(handoffs.c.taken_at, handoffs.c.ended_at).where(
                handoffs.c.ended_at > now - timedelta(hours=self.hours),
                handoffs.c.ending.in_(_TALKS_THAT_COUNT),
            )
        )
        return [(row.ended_at - row.taken_at).total_seconds() / 60 for row in rows]


def _insert(
    connection: Connection,
    conversation_id: str,
    *,
    reason: Reason,
    note: str,
    now: datetime,
    state: str = HandoffState.QUEUED.value,
    agent: str | None = None,
    agent_name: str | None = None,
    taken_at: datetime | None = None,
) -> Handoff:
    row = connection.execute(
        insert(handoffs)
        .values(
            id=new_id(),
            conversation_id=conversation_id,
            state=state,
            reason=reason.value,
            priority=PRIORITIES[reason],
            note=note,
            queued_at=now,
            agent=agent,
            agent_name=agent_name,
            taken_at=taken_at,
        )
        .returning(*handoffs.c)
    ).one()
    return to_handoff(row)
