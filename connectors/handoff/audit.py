"""What staff did at the desk: lines of the gateway's chain, in the transaction that did it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from chassis.audit import Action, append
from chassis.clock import Clock
from chassis.database import begin_writing
from chassis.pii import mask
from chassis.staff import Person
from connectors.console.staff.tables import audit
from connectors.handoff.models import StaffAction
from connectors.handoff.rows import to_staff_action

PREFIX = "desk_"
"""By which lines of the desk are known among all lines of the chain."""


def record(
    connection: Connection,
    staff: Person,
    action: str,
    *,
    now: datetime,
    conversation_id: str | None = None,
    detail: str = "",
) -> None:
    told = {"detail": mask(detail)} if detail else {}
    append(connection, audit, staff, Action(PREFIX + action, conversation_id or "", told), at=now)


@dataclass(frozen=True)
class AuditTrail:
    engine: Engine
    clock: Clock

    def record_reading(self, staff: Person, conversation_id: str) -> None:
        with begin_writing(self.engine) as connection:
            record(connection, staff, "read", now=self.clock.now(), conversation_id=conversation_id)

    def record_feedback(self, staff: Person, conversation_id: str, kind: str) -> None:
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            record(connection, staff, "feedback", now=now, conversation_id=conversation_id, detail=kind)

    def read(self, *, before: int | None, limit: int, conversation_id: str | None) -> list[StaffAction]:
        """The latest first, those with a number below `before`."""
        query = (
            select(audit)
            .where(audit.c.action.startswith(PREFIX, autoescape=True))
            .order_by(audit.c.number.desc())
            .limit(limit)
        )
        if before is not None:
            query = query.where(audit.c.number < before)
        if conversation_id is not None:
            query = query.where(audit.c.subject == conversation_id)
        with self.engine.connect() as connection:
            return [to_staff_action(row, prefix=PREFIX) for row in connection.execute(query)]
