"""When people are at the desk: on working days of the official calendar, within the hours of the day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from actions.rules.slots import Period
from actions.rules.working_days import supposed_working_day

_PERIOD = re.compile(r"(?P<opens>\d{1,2}:\d{2})-(?P<closes>\d{1,2}:\d{2})")
_MOST_DAYS_AHEAD = 31


@dataclass(frozen=True)
class OfficeTime:
    """`opens_at`: when the desk opens next, None while it is open.

    `guessed_year`: the year whose holidays are not known, and whose days were judged by the weekday alone.
    """

    is_open: bool
    opens_at: datetime | None
    guessed_year: int | None = None


def periods_of(written: str) -> list[Period]:
    """Of `09:00-12:00,14:00-17:30`, in the order of the day.

    Raises:
        ValueError: not of that form, or one ends before it begins.
    """
    periods: list[Period] = []
    for part in written.split(","):
        match = _PERIOD.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"not a period of the day: {part!r}")
        opens, closes = (time.fromisoformat(match[name].zfill(5)) for name in ("opens", "closes"))
        if opens >= closes or (periods and periods[-1][1] > opens):
            raise ValueError(f"periods that do not follow each other: {written!r}")
        periods.append((opens, closes))
    return periods


def office_time(now: datetime, periods: Sequence[Period], *, every_day: bool = False) -> OfficeTime:
    """`now` in the zone of the office. `every_day`: on days off and holidays, too."""
    guessed: int | None = None
    for ahead in range(_MOST_DAYS_AHEAD):
        day = now.date() + timedelta(days=ahead)
        works, year = (True, None) if every_day else supposed_working_day(day)
        guessed = guessed or year
        for opens, closes in periods if works else ():
            begins, ends = (datetime.combine(day, moment, now.tzinfo) for moment in (opens, closes))
            if begins <= now < ends:
                return OfficeTime(is_open=True, opens_at=None, guessed_year=guessed)
            if now < begins:
                return OfficeTime(is_open=False, opens_at=begins, guessed_year=guessed)
    return OfficeTime(is_open=False, opens_at=None, guessed_year=guessed)
