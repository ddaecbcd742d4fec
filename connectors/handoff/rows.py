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
    Role,
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


def to_staff_action(row: Row[Any]) -> StaffAction:
    return StaffAction(
        id=row.id,
        at=row.at,
        account=row.account,
        role=Role(row.role),
        action=row.action,
        conversation_id=row.conversation_id,
        detail=row.detail,
        trace_id=row.trace_id,
    )
