"""From rows to the nouns of the desk."""

from typing import Any

from sqlalchemy import Row

from connectors.handoff.models import (
    Alarm,
    AlarmKind,
    AlarmState,
    Ending,
    Handoff,
    HandoffState,
    PresenceStatus,
    Present,
    Reason,
    StaffAction,
)


def to_handoff(row: Row[Any]) -> Handoff:
    return Handoff(
        id=row.id,
        conversation_id=row.conversation_id,
        state=HandoffState(row.state),
        reason=Reason(row.reason),
        note=row.note,
        queued_at=row.queued_at,
        agent=row.agent,
        agent_name=row.agent_name,
        taken_at=row.taken_at,
        ended_at=row.ended_at,
        ending=Ending(row.ending) if row.ending else None,
    )


def to_alarm(row: Row[Any]) -> Alarm:
    return Alarm(
        id=row.id,
        conversation_id=row.conversation_id,
        kind=AlarmKind(row.kind),
        state=AlarmState(row.state),
        message_id=row.message_id,
        times=row.times,
        raised_at=row.raised_at,
        handled_by=row.handled_by,
        handled_at=row.handled_at,
        note=row.note,
    )


def to_present(row: Row[Any]) -> Present:
    return Present(row.account, row.name, PresenceStatus(row.status), row.until)


def to_staff_action(row: Row[Any], *, prefix: str) -> StaffAction:
    """A line of the chain whose action begins with `prefix`."""
    return StaffAction(
        id=row.number,
        at=row.at,
        account=row.account,
        roles=tuple(row.roles),
        action=row.action.removeprefix(prefix),
        conversation_id=row.subject or None,
        detail=row.detail.get("detail", ""),
        trace_id=row.trace_id,
    )
