"""What staff did, line by line, in the transaction that did it. The table refuses changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from chassis.clock import Clock
from chassis.logs import current_trace_id
from chassis.pii import mask
from connectors.handoff.models import Staff, StaffAction
from connectors.handoff.rows import to_staff_action
from connectors.handoff.tables import staff_actions


def record(
    connection: Connection,
    staff: Staff,
    action: str,
    *,
    now: datetime,
    conversation_id: str | None = None,
    detail: str = "",
) -> None:
    connection.execute(
        insert(staff_actions).values(
            at=now,
            account=staff.account,
            role=staff.role.value,
            action=action,
            conversation_id=conversation_id,
            detail=mask(detail),
            trace_id=current_trace_id(),
        )
    )


@dataclass(frozen=True)
class AuditTrail:
    engine: Engine
    clock: Clock

    def record_reading(self, staff: Staff, conversation_id: str) -> None:
        with self.engine.begin() as connection:
            record(connection, staff, "read", now=self.clock.now(), conversation_id=conversation_id)

    def read(self, *, before: int | None, limit: int, conversation_id: str | None) -> list[StaffAction]:
        """The latest first, those with a number below `before`."""
        query = select(staff_actions).order_by(staff_actions.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(staff_actions.c.id < before)
        if conversation_id is not None:
            query = query.where(staff_actions.c.conversation_id == conversation_id)
        with self.engine.connect() as connection:
            return [to_staff_action(row) for row in connection.execute(query)]
