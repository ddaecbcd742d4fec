"""Booking a visit, changing it, cancelling it, being reminded of it.

The person's row is locked first and the slots after it, in the order of their ids: nobody gets more than they
may hold, nobody gets a place twice, and nobody waits for somebody who waits for them.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from fastapi import Response
from sqlalchemy import Connection, Engine

from actions.backoffice.handlers.timetable import AppointmentTexts, Timetable
from actions.backoffice.repository.appointments import AppointmentRepository, StoredAppointment
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.windows import StoredWindow
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import AppointmentsTooMany, StepRefused, VersionConflict
from actions.rules.slots import DaySlot
from actions.wire.appointments import Appointment, Appointments, AppointmentState, Booking, BookingChange

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class AppointmentHandler:
    """`most_open`: how many appointments to come a person may hold."""

    engine: Engine
    writer: Writer
    timetable: Timetable
    appointments: AppointmentRepository
    catalogue: CatalogueRepository
    numbers: CaseRepository
    most_open: int

    def mine(self, subject: str) -> Appointments:
        """Those to come, the next one first."""
        with self.engine.connect() as connection:
            held = self.appointments.to_come(connection, subject, now=self.writer.clock.now())
            return Appointments(appointments=[self._view(connection, one) for one in held])

    def book(self, call: WriteCall, subject: str, booking: Booking) -> Response:
        """Take a place.

        Raises:
            PersonUnknown, SlotUnknown, CalendarUnknown, ItemUnknown.
            AppointmentsTooMany: the person holds as many as are allowed.
            StepRefused: the person is booked there already, or the window is not for that item.
            SlotFull: the last place is gone.
        """

        def work(session: WriteSession) -> Appointment:
            connection = session.connection
            self.appointments.lock_person(connection, subject)
            window, slot = self.timetable.bookable(connection, booking.slot, now=session.now)
            self._check_item(connection, booking.item, window)
            held = self.appointments.to_come(connection, subject, now=session.now)
            self._check_twice(held, slot)
            self._check_number(held)
            self.timetable.windows.take(connection, window, slot)
            return self._add(session, subject, window, slot, item=booking.item)

        return self.writer.write(call, work, status=201)

    def change(self, call: WriteCall, subject: str, number: str, change: BookingChange) -> Response:
        """Take a place elsewhere, then give the old one back; where none is left, all stays as it was.

        Raises:
            AppointmentUnknown, VersionConflict, SlotUnknown, CalendarUnknown, SlotFull.
            StepRefused: it is cancelled or over, or the person is booked there already.
        """

        def work(session: WriteSession) -> Appointment:
            connection = session.connection
            held = self._open(session, subject, number, version=change.version)
            window, slot = self.timetable.bookable(connection, change.slot, now=session.now)
            self._check_item(connection, held.item, window)
            self._check_twice(self.appointments.to_come(connection, subject, now=session.now), slot)
            self.timetable.windows.lock(connection, wanted=(window, slot), held=held.slot_id)
            self.timetable.windows.take(connection, window, slot)
            self.timetable.windows.give_back(connection, held.slot_id)
            return self._move(session, held, window, slot)

        return self.writer.write(call, work)

    def cancel(self, call: WriteCall, subject: str, number: str, *, version: int) -> Response:
        """Give the place back.

        Raises:
            AppointmentUnknown, VersionConflict.
            StepRefused: it is cancelled already, or over.
        """

        def work(session: WriteSession) -> Appointment:
            connection = session.connection
            held = self._open(session, subject, number, version=version)
            self.timetable.windows.give_back(connection, held.slot_id)
            kept = self.appointments.keep(connection, replace(held, state=AppointmentState.CANCELLED))
            self.appointments.forget_reminder(connection, number)
            _record(session, kept, "cancelled")
            return self._view(connection, kept)

        return self.writer.write(call, work)

    def remind(self, session: WriteSession) -> list[str]:
        """Make the reminders that are due, part of the night's round; the numbers of their appointments."""
        numbers = self.appointments.make_reminders(session.connection, now=session.now)
        for number in numbers:
            session.record(subject=f"appointment:{number}", action="appointment.reminded", detail={})
        return numbers

    def _add(
        self, session: WriteSession, subject: str, window: StoredWindow, slot: DaySlot, *, item: str | None
    ) -> Appointment:
        connection = session.connection
        place = self.appointments.free_place(connection, slot.id)
        series = f"{self._texts.number_letters}{session.now:%Y%m%d}"
        added = StoredAppointment(
            number=f"{series}-{self.numbers.next_number(connection, series):06}",
            version=1,
            state=AppointmentState.BOOKED,
            subject=subject,
            window_code=window.code,
            slot_id=slot.id,
            day=slot.day,
            starts=slot.starts,
            ends=slot.ends,
            place=place,
            queue_number=slot.queue_number(place),
            item=item,
            booked_at=session.now,
        )
        self.appointments.add(connection, added)
        self.appointments.remind_on(connection, added.number, due_on=slot.day - _ONE_DAY)
        _record(session, added, "booked")
        return self._view(connection, added)

    def _move(
        self, session: WriteSession, held: StoredAppointment, window: StoredWindow, slot: DaySlot
    ) -> Appointment:
        connection = session.connection
        place = self.appointments.free_place(connection, slot.id)
        moved = replace(
            held,
            window_code=window.code,
            slot_id=slot.id,
            day=slot.day,
            starts=slot.starts,
            ends=slot.ends,
            place=place,
            queue_number=slot.queue_number(place),
        )
        kept = self.appointments.keep(connection, moved)
        self.appointments.remind_on(connection, kept.number, due_on=slot.day - _ONE_DAY)
        _record(session, kept, "changed")
        return self._view(connection, kept)

    def _open(self, session: WriteSession, subject: str, number: str, *, version: int) -> StoredAppointment:
        """One that can still be changed, in the version that the caller knows."""
        self.appointments.lock_person(session.connection, subject)
        held = self.appointments.find(session.connection, number, subject=subject)
        if held.state is AppointmentState.CANCELLED:
            raise StepRefused(repr(number), message=self._texts.refusals.cancelled)
        if held.has_begun(session.now):
            raise StepRefused(repr(number), message=self._texts.refusals.appointment_begun)
        if held.version != version:
            raise VersionConflict(f"{number!r} is at version {held.version}")
        return held

    def _check_item(self, connection: Connection, item: str | None, window: StoredWindow) -> None:
        if item is not None and self.catalogue.item(connection, item).region != window.region:
            raise StepRefused(f"{item!r} at {window.code!r}", message=self._texts.refusals.other_region)

    def _check_twice(self, held: list[StoredAppointment], slot: DaySlot) -> None:
        if any(one.slot_id == slot.id for one in held):
            raise StepRefused(repr(slot.id), message=self._texts.refusals.twice)

    def _check_number(self, held: list[StoredAppointment]) -> None:
        if len(held) >= self.most_open:
            message = self._texts.refusals.too_many.format(held=len(held), most=self.most_open)
            raise AppointmentsTooMany(f"{len(held)} held", message=message)

    def _view(self, connection: Connection, stored: StoredAppointment) -> Appointment:
        return Appointment(
            number=stored.number,
            version=stored.version,
            state=stored.state,
            window=self._texts.view(self.timetable.windows.find(connection, stored.window_code)),
            on=stored.day,
            starts=stored.starts,
            ends=stored.ends,
            queue_number=stored.queue_number,
            item=stored.item,
            booked_at=stored.booked_at,
        )

    @property
    def _texts(self) -> AppointmentTexts:
        return self.timetable.texts


def _record(session: WriteSession, appointment: StoredAppointment, action: str) -> None:
    session.record(
        subject=f"appointment:{appointment.number}",
        action=f"appointment.{action}",
        detail={"slot": appointment.slot_id, "item": appointment.item, "version": appointment.version},
    )
