"""`/backoffice/v1/appointments`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from actions.backoffice.handlers.appointments import AppointmentHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, Citizen, Match
from actions.errors import (
    AppointmentsTooMany,
    AppointmentUnknown,
    CalendarUnknown,
    CitizenUnknown,
    ItemUnknown,
    PersonUnknown,
    SlotFull,
    SlotUnknown,
    StepRefused,
    VersionConflict,
)
from actions.wire.appointments import Appointment, Appointments, Booking, BookingChange
from chassis.web import documented

Number = Annotated[
    str, Path(pattern=r"^[A-Z]{2}\d{8}-\d{6,9}$", description="预约编号，例如 YY20261122-000001")
]
BOOKING_REFUSALS = (PersonUnknown, SlotUnknown, CalendarUnknown, ItemUnknown, SlotFull, StepRefused)


def version_required(match: Match) -> int:
    """Without a default, the header must be there."""
    return int(str(match).strip('"'))


def create_router(handler: AppointmentHandler) -> APIRouter:
    router = APIRouter(tags=["预约"])

    @router.get("/appointments", summary="我还没到时间的预约", responses=documented(CitizenUnknown))
    def mine(subject: Citizen) -> Appointments:
        return handler.mine(subject)

    @router.post(
        "/appointments",
        summary="预约",
        status_code=201,
        response_model=Appointment,
        responses=documented(*WRITE_REFUSALS, *BOOKING_REFUSALS, AppointmentsTooMany),
    )
    def book(booking: Booking, subject: Citizen, call: Call) -> Response:
        return handler.book(call, subject, booking)

    @router.put(
        "/appointments/{number}",
        summary="改到别的时段",
        response_model=Appointment,
        responses=documented(*WRITE_REFUSALS, *BOOKING_REFUSALS, AppointmentUnknown, VersionConflict),
    )
    def change(number: Number, change: BookingChange, subject: Citizen, call: Call) -> Response:
        return handler.change(call, subject, number, change)

    @router.delete(
        "/appointments/{number}",
        summary="取消预约",
        response_model=Appointment,
        responses=documented(
            *WRITE_REFUSALS, AppointmentUnknown, PersonUnknown, StepRefused, VersionConflict
        ),
    )
    def cancel(
        number: Number, version: Annotated[int, Depends(version_required)], subject: Citizen, call: Call
    ) -> Response:
        return handler.cancel(call, subject, number, version=version)

    return router
