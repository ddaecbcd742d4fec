"""Visits to windows."""

from datetime import date

from actions.backoffice_calls import Caller, at
from actions.backoffice_subjects.subject import Subject
from actions.wire.appointments import (
    Appointment,
    Appointments,
    Booking,
    BookingChange,
    Slots,
    Window,
    Windows,
)


class AppointmentCalls(Subject):
    async def windows(self, *, region: str | None = None, street: str | None = None) -> list[Window]:
        """北京街, 北京街道 and 北京 are the same street."""
        query = {"region": region, "street": street}
        return (await self._calls.read(at("windows"), Windows, query=query)).windows

    async def slots(
        self,
        window: str,
        *,
        on: date | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> Slots:
        """Of a day, of some days, or of the week to come. Its `note` says why there are none, or not more."""
        days = {"on": on, "from": first, "to": last}
        query = {name: day.isoformat() if day else None for name, day in days.items()}
        return await self._calls.read(at("windows", window, "slots"), Slots, query=query)

    async def appointments(self, caller: Caller) -> list[Appointment]:
        """Those to come, the next one first."""
        return (await self._calls.read(at("appointments"), Appointments, caller=caller)).appointments

    async def book(self, booking: Booking, *, caller: Caller, key: str) -> Appointment:
        path = at("appointments")
        return await self._calls.write("POST", path, Appointment, body=booking, caller=caller, key=key)

    async def change_appointment(
        self, number: str, change: BookingChange, *, caller: Caller, key: str
    ) -> Appointment:
        path = at("appointments", number)
        return await self._calls.write("PUT", path, Appointment, body=change, caller=caller, key=key)

    async def cancel_appointment(self, number: str, *, version: int, caller: Caller, key: str) -> Appointment:
        path = at("appointments", number)
        return await self._calls.write("DELETE", path, Appointment, version=version, caller=caller, key=key)
