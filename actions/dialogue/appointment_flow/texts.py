"""What is said of visits, read once from `texts/appointment.yml`."""

from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from actions.wire.appointments import Appointment, Slot, Window

_SOURCE = Path(__file__).parents[1] / "texts" / "appointment.yml"


class AppointmentTexts(BaseModel):
    """By name; see the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: str
    street: str
    window: str
    day: str
    day_line: str
    no_days: str
    slot: str
    slot_line: str
    no_slots: str
    confirm: str
    confirm_change: str
    sign_in: str
    sign_in_mine: str
    sign_in_again: str
    booked: str
    changed: str
    notes: str
    mine: str
    mine_line: str
    none: str
    which: dict[str, str]
    cancel: str
    cancelled: str
    left_alone: str
    left: str
    again: str
    number: str
    yes_button: str
    cancel_button: str
    change_button: str
    no_button: str
    keep_button: str
    more_button: str
    leave_button: str
    day_of: str
    weekdays: list[str]
    demo: str

    @staticmethod
    @cache
    def load() -> "AppointmentTexts":
        return AppointmentTexts.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))

    def of_day(self, day: date) -> dict[str, str]:
        return {
            "day": self.day_of.format(month=day.month, day=day.day),
            "weekday": self.weekdays[day.weekday()],
        }

    def of_window(self, window: Window) -> dict[str, str]:
        demo = self.demo if window.demo else ""
        return {"window": window.name, "address": window.address, "demo": demo}

    def of_slot(self, slot: Slot | Appointment) -> dict[str, Any]:
        return {**self.of_day(slot.on), "starts": _clock(slot.starts), "ends": _clock(slot.ends)}

    def of_appointment(self, booked: Appointment) -> dict[str, Any]:
        facts = {"queue": booked.queue_number, "number": booked.number}
        return {**self.of_slot(booked), **self.of_window(booked.window), **facts}

    def numbered(self, lines: list[str]) -> str:
        return "\n".join(self.number.format(number=number, line=line) for number, line in enumerate(lines, 1))


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"
