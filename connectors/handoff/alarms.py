"""Alarms: raised by a turn, acknowledged or dismissed by staff. In the caller's transaction.

A conversation has one live alarm. What raises it again is counted, and wakes one that was acknowledged: the
assistant is only asked while no person speaks, so whoever acknowledged it is not there now.
"""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from chassis.staff import Person
from connectors.conversations.entries import new_id
from connectors.errors import AlarmSettled, AlarmUnknown
from connectors.handoff.models import Alarm, AlarmKind, AlarmState
from connectors.handoff.rows import to_alarm
from connectors.handoff.tables import alarms

LIVE = (AlarmState.OPEN.value, AlarmState.ACKNOWLEDGED.value)


def raise_alarm(
    connection: Connection, conversation_id: str, *, kind: AlarmKind, message_id: str, now: datetime
) -> None:
    live = live_alarm(connection, conversation_id)
    if live is None:
        connection.execute(
            insert(alarms).values(
                id=new_id(),
                conversation_id=conversation_id,
                message_id=message_id,
                kind=kind.value,
                state=AlarmState.OPEN.value,
                times=1,
                raised_at=now,
                note="",
            )
        )
        return
    gravest = AlarmKind.DANGER if AlarmKind.DANGER in (kind, live.kind) else kind
    connection.execute(
        update(alarms)
        .where(alarms.c.id == live.id)
        .values(kind=gravest.value, state=AlarmState.OPEN.value, times=live.times + 1, message_id=message_id)
    )


def live_alarm(connection: Connection, conversation_id: str) -> Alarm | None:
    row = connection.execute(
        select(alarms).where(alarms.c.conversation_id == conversation_id, alarms.c.state.in_(LIVE))
    ).one_or_none()
    return to_alarm(row) if row else None


def find(connection: Connection, alarm_id: str) -> Alarm:
    """Raises: AlarmUnknown."""
    row = connection.execute(select(alarms).where(alarms.c.id == alarm_id)).one_or_none()
    if row is None:
        raise AlarmUnknown(repr(alarm_id[:50]))
    return to_alarm(row)


def settle(
    connection: Connection, alarm: Alarm, state: AlarmState, *, staff: Person, note: str, now: datetime
) -> Alarm:
    """Acknowledge what is open, or dismiss what is live. The same again by the same person changes nothing.

    Raises:
        AlarmSettled: somebody was quicker.
    """
    from_states = LIVE if state is AlarmState.DISMISSED else (AlarmState.OPEN.value,)
    row = connection.execute(
        update(alarms)
        .where(alarms.c.id == alarm.id, alarms.c.state.in_(from_states))
        .values(state=state.value, handled_by=staff.account, handled_at=now, note=note)
        .returning(*alarms.c)
    ).one_or_none()
    if row is not None:
        return to_alarm(row)
    found = find(connection, alarm.id)
    if found.state is state and found.handled_by == staff.account:
        return found
    raise AlarmSettled(f"{alarm.id!r} is {found.state.value}")


def acknowledge_live(connection: Connection, conversation_id: str, *, staff: Person, now: datetime) -> None:
    """Whoever takes the conversation has seen it."""
    connection.execute(
        update(alarms)
        .where(alarms.c.conversation_id == conversation_id, alarms.c.state == AlarmState.OPEN.value)
        .values(state=AlarmState.ACKNOWLEDGED.value, handled_by=staff.account, handled_at=now)
    )


def resolve_live(connection: Connection, conversation_id: str) -> None:
    """The talk that it led to is over."""
    connection.execute(
        update(alarms)
        .where(alarms.c.conversation_id == conversation_id, alarms.c.state == AlarmState.ACKNOWLEDGED.value)
        .values(state=AlarmState.RESOLVED.value)
    )
