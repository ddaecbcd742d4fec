"""What visits ask of the back office. Every method raises BackofficeError."""

from datetime import date
from typing import Protocol

from actions.backoffice_calls import Caller
from actions.wire.appointments import Appointment, Booking, BookingChange, Slots, Window


class AppointmentDesk(Protocol):
    async def windows(self, *, region: str | None = None, street: str | None = None) -> list[Window]: ...

    async def slots(
        self, window: str, *, on: date | None = None, first: date | None = None, last: date | None = None
    ) -> Slots: ...

    async def appointments(self, caller: Caller) -> list[Appointment]: ...

    async def book(self, booking: Booking, *, caller: Caller, key: str) -> Appointment: ...

    async def change_appointment(
        self, number: str, change: BookingChange, *, caller: Caller, key: str
    ) -> Appointment: ...

    async def cancel_appointment(
        self, number: str, *, version: int, caller: Caller, key: str
    ) -> Appointment: ...
