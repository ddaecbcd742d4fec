"""Appointments and their reminders. Each method works in the caller's transaction."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from actions.backoffice.tables.appointments import appointments, reminders
from actions.backoffice.tables.people import people
from actions.errors import AppointmentUnknown, PersonUnknown, VersionConflict
from actions.wire.appointments import AppointmentState


@dataclass(frozen=True)
class StoredAppointment:
    number: str
    version: int
    state: AppointmentState
    subject: str
    window_code: str
    slot_id: str
    day: date
    starts: time
    ends: time
    place: int
    queue_number: str
    item: str | None
    booked_at: datetime

    def has_begun(self, now: datetime) -> bool:
        return (self.day, self.starts) <= (now.date(), now.time())


class AppointmentRepository:
    def lock_person(self, connection: Connection, subject: str) -> None:
        """One booking of a person at a time: what they hold is counted before they get more.

        Raises:
            PersonUnknown.
        """
        query = select(people.c.subject).where(people.c.subject == subject).with_for_update()
        if connection.scalar(query) is None:
            raise PersonUnknown(repr(subject))

    def to_come(self, connection: Connection, subject: str, *, now: datetime) -> list[StoredAppointment]:
        """Those that a person has booked and that have not begun, the next one first."""
        query = (
            select(appointments)
            .where(
                appointments.c.subject == subject,
                appointments.c.state == AppointmentState.BOOKED,
                _begins_after(now),
            )
            .order_by(appointments.c.day, appointments.c.starts, appointments.c.number)
        )
        return [_to_appointment(row) for row in connection.execute(query)]

    def find(self, connection: Connection, number: str, *, subject: str) -> StoredAppointment:
        """The person's own.

        Raises:
            AppointmentUnknown: there is none, or it is somebody else's.
        """
        query = select(appointments).where(appointments.c.number == number, appointments.c.subject == subject)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise AppointmentUnknown(repr(number))
        return _to_appointment(row)

    def free_place(self, connection: Connection, slot_id: str) -> int:
        """The lowest that nobody has who is booked in the slot."""
        query = select(appointments.c.place).where(
            appointments.c.slot_id == slot_id, appointments.c.state == AppointmentState.BOOKED
        )
        used = set(connection.scalars(query))
        return next(place for place in count(1) if place not in used)

    def add(self, connection: Connection, appointment: StoredAppointment) -> None:
        connection.execute(insert(appointments).values(**asdict(appointment)))

    def keep(self, connection: Connection, changed: StoredAppointment) -> StoredAppointment:
        """Its next version.

        Raises:
            VersionConflict: somebody else changed it in the meantime.
        """
        kept = replace(changed, version=changed.version + 1)
        result = connection.execute(
            update(appointments)
            .where(appointments.c.number == changed.number, appointments.c.version == changed.version)
            .values(**asdict(kept))
        )
        if result.rowcount != 1:
            raise VersionConflict(f"{changed.number!r} is not at version {changed.version}")
        return kept

    def remind_on(self, connection: Connection, number: str, *, due_on: date) -> None:
        """In place of the reminder that was there, made or not."""
        self.forget_reminder(connection, number)
        connection.execute(insert(reminders).values(appointment=number, due_on=due_on))

    def forget_reminder(self, connection: Connection, number: str) -> None:
        connection.execute(delete(reminders).where(reminders.c.appointment == number))

    def make_reminders(self, connection: Connection, *, now: datetime) -> list[str]:
        """Those that are due, each once; the numbers of the appointments. What has begun needs none."""
        due = (
            select(reminders.c.appointment)
            .join(appointments)
            .where(reminders.c.made_at.is_(None), reminders.c.due_on <= now.date(), _begins_after(now))
            .order_by(reminders.c.appointment)
        )
        numbers = list(connection.scalars(due.with_for_update(of=reminders)))
        connection.execute(update(reminders).where(reminders.c.appointment.in_(numbers)).values(made_at=now))
        return numbers


def _to_appointment(row: Row[Any]) -> StoredAppointment:
    return StoredAppointment(**{**row._mapping, "state": AppointmentState(row.state)})


def _begins_after(now: datetime) -> ColumnElement[bool]:
    later_today = (appointments.c.day == now.date()) & (appointments.c.starts > now.time())
    return or_(appointments.c.day > now.date(), later_today)
