"""The last day of a time limit, on the official calendar with its holidays and make-up working days.

The calendar is that of `chinesecalendar`, which has a year once the State Council has announced its holidays.
"""

from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar

from actions.errors import CalendarUnknown
from actions.wire.catalogue import DayKind

_ONE_DAY = timedelta(days=1)
_WORKDAYS_A_WEEK = 5


def is_working_day(day: date) -> bool:
    """Whether offices work on that day.

    Raises:
        CalendarUnknown: the holidays of that year are not known.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise CalendarUnknown(
            f"no holidays known for {day.year}",
            message=f"{day.year} 年的放假安排还没有公布，算不出是哪一天。",
        ) from error


def last_day(start: date, *, days: int, kind: DayKind) -> date:
    """The last day of a limit that begins on `start`; the day after it is the first that counts.

    No days at all is `start` itself. Calendar days are counted straight on, holidays among them.

    Raises:
        CalendarUnknown: working days reach into a year whose holidays are not known.
    """
    if kind is DayKind.CALENDAR:
        return start + timedelta(days=days)
    return working_days_later(start, days, works=is_working_day)


def working_days_later(start: date, days: int, *, works: Callable[[date], bool]) -> date:
    """The last of so many days that `works` counts; the day after `start` is the first that may."""
    day = start
    for _ in range(days):
        day += _ONE_DAY
        while not works(day):
            day += _ONE_DAY
    return day


def supposed_working_day(day: date) -> tuple[bool, int | None]:
    """Whether offices work on that day; judged by the weekday alone where the holidays of its year are not
    known, and then with that year."""
    try:
        return is_working_day(day), None
    except CalendarUnknown:
        return day.weekday() < _WORKDAYS_A_WEEK, day.year
