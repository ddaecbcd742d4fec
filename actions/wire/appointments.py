"""Visits to a window: where, when, with which queue number."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated

from pydantic import Field, WithJsonSchema

from actions.wire.base import Code, RegionCode, Wire

# JSON Schema's own “time” needs a zone, which an hour at a window has not.
TimeOfDay = Annotated[time, WithJsonSchema({"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}:[0-9]{2}$"})]


class Window(Wire):
    code: Code
    name: str
    region: RegionCode
    street: str
    address: str
    hours: str
    demo: bool = True


class Windows(Wire):
    windows: list[Window]


class Slot(Wire):
    """`free` places are left of `capacity`."""

    id: str
    window: Code
    on: date
    starts: TimeOfDay
    ends: TimeOfDay
    capacity: int
    free: int


class Slots(Wire):
    """`note` says in plain words why there are none, or not more: no working days, too far ahead."""

    slots: list[Slot]
    note: str = ""


class AppointmentState(StrEnum):
    BOOKED = "booked"
    CANCELLED = "cancelled"


class Booking(Wire):
    slot: str = Field(min_length=1, max_length=100)
    item: Code | None = None


class BookingChange(Wire):
    version: int = Field(ge=1)
    slot: str = Field(min_length=1, max_length=100)


class Appointment(Wire):
    """`queue_number` is called out at the window: the slot's letter and the place in it, such as B02."""

    number: str
    version: int
    state: AppointmentState
    window: Window
    on: date
    starts: TimeOfDay
    ends: TimeOfDay
    queue_number: str
    item: Code | None
    booked_at: datetime


class Appointments(Wire):
    appointments: list[Appointment]
