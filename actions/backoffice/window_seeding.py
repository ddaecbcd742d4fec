"""Reads the windows that ship with the product into the database. What people booked is left alone."""

from datetime import date, time
from pathlib import Path
from typing import Self

import yaml
from pydantic import Field, model_validator

from actions.backoffice.repository.windows import StoredWindow, WindowRepository
from actions.backoffice.writes import Writer
from actions.rules.slots import MOST_SLOTS, cut
from actions.wire.base import Code, RegionCode, Wire

SOURCE = Path(__file__).with_name("seed") / "windows.yml"


class SeededWindow(Wire):
    """`name` and `address` may hold `{street}`."""

    code: Code
    region: RegionCode
    street: str = Field(min_length=1, max_length=40)
    name: str = Field(min_length=1)
    address: str = Field(min_length=1)
    periods: tuple[tuple[time, time], ...]
    slot_minutes: int = Field(ge=5, le=240)
    capacity: int = Field(ge=1, le=99)
    demo: bool

    @model_validator(mode="after")
    def has_slots(self) -> Self:
        slots = cut(self.code, date.min, self.periods, slot_minutes=self.slot_minutes)
        if not 1 <= len(slots) <= MOST_SLOTS:
            raise ValueError(f"{self.code!r} has {len(slots)} slots a day, not 1 to {MOST_SLOTS}")
        return self

    def at(self, position: int) -> StoredWindow:
        filled = {
            "name": self.name.format(street=self.street),
            "address": self.address.format(street=self.street),
        }
        return StoredWindow(**{**self.model_dump(), **filled}, position=position)


def seed_windows(writer: Writer, windows: WindowRepository, source: Path = SOURCE) -> None:
    """List the windows of the file, and no others."""
    seed = yaml.safe_load(source.read_text(encoding="utf-8"))
    seeded = [SeededWindow.model_validate({**seed["every"], **entry}) for entry in seed["windows"]]
    stored = [window.at(position) for position, window in enumerate(seeded)]
    writer.run("system", lambda session: windows.replace(session.connection, stored))
