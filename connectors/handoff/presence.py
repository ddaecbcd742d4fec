"""Who is at the desk. Who sends no heartbeat for a while is not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select, update

from chassis.clock import Clock
from chassis.database import begin_writing, insert_unless_there
from chassis.staff import Person
from connectors.handoff import audit
from connectors.handoff.models import PresenceStatus, Present
from connectors.handoff.rows import to_present
from connectors.handoff.tables import presences


@dataclass(frozen=True)
class PresenceStore:
    engine: Engine
    clock: Clock
    heartbeat_seconds: float

    def report(self, staff: Person, status: PresenceStatus) -> Present:
        """A heartbeat. Only a change of status is worth a line of the audit trail."""
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            before = _find(connection, staff.account)
            was = before.status if before and before.until > now else PresenceStatus.OFFLINE
            if was is not status:
                audit.record(connection, staff, "presence", now=now, detail=status.value)
            return self.write(connection, staff, status, now=now)

    def touch(self, connection: Connection, staff: Person, *, now: datetime) -> None:
        """Whoever does something is there."""
        before = _find(connection, staff.account)
        fresh = before is not None and before.until > now
        self.write(connection, staff, before.status if before and fresh else PresenceStatus.AWAY, now=now)

    def write(
        self, connection: Connection, staff: Person, status: PresenceStatus, *, now: datetime
    ) -> Present:
        gone = status is PresenceStatus.OFFLINE
        until = now if gone else now + timedelta(seconds=self.heartbeat_seconds)
        values = {"name": staff.name, "status": status.value, "until": until}
        if not insert_unless_there(connection, presences, account=staff.account, **values):
            connection.execute(update(presences).where(presences.c.account == staff.account).values(**values))
        return Present(staff.account, staff.name, status, until)


def present(connection: Connection, *, now: datetime) -> list[Present]:
    query = select(presences).where(presences.c.until > now).order_by(presences.c.account)
    return [to_present(row) for row in connection.execute(query)]


def _find(connection: Connection, account: str) -> Present | None:
    row = connection.execute(select(presences).where(presences.c.account == account)).one_or_none()
    return to_present(row) if row else None
