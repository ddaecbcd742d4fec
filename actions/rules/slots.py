"""The slots of a window's day: opening hours cut into pieces of equal length."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Period = tuple[time, time]
"""From opening to closing."""

MOST_SLOTS = 26
"""A letter for each slot of a day."""

_ID = re.compile(r"(?P<window>[a-z0-9][a-z0-9._-]{0,79})\.(?P<day>\d{8})t(?P<starts>\d{4})", re.ASCII)


@dataclass(frozen=True)
class DaySlot:
    """`letter` names it at the window: A is the first of the day."""

    id: str
    day: date
    starts: time
    ends: time
    letter: str

    def queue_number(self, place: int) -> str:
        return f"{self.letter}{place:02}"


def cut(window: str, day: date, periods: Sequence[Period], *, slot_minutes: int) -> list[DaySlot]:
    """In the order of the day. What is left at the end of a period, shorter than a slot, is none."""
    length = timedelta(minutes=slot_minutes)
    found: list[DaySlot] = []
    for opens, closes in periods:
        starts = datetime.combine(day, opens)
        while (ends := starts + length) <= datetime.combine(day, closes):
            letter = chr(ord("A") + len(found))
            id_ = f"{window}.{starts:%Y%m%dt%H%M}"
            found.append(DaySlot(id_, day, starts.time(), ends.time(), letter))
            starts = ends
    return found


def window_and_day(slot_id: str) -> tuple[str, date] | None:
    """What the id of a slot names; None for what is no such id."""
    match = _ID.fullmatch(slot_id)
    if match is None:
        return None
    try:
        return match["window"], datetime.strptime(match["day"], "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None
