"""Days as staff write them, 2025-01-01."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator

from knowledge_base.errors import DateUnreadable
from knowledge_base.messages import message

_FIRST_YEAR, _LAST_YEAR = 1949, 2100
"""What lies outside is a slip of the keyboard."""
_SHOWN = 20  # characters of what was written instead


def read_day(written: object) -> date:
    """The day that was written; a date is itself.

    Raises:
        DateUnreadable: it is not a day of the calendar, or of another age.
    """
    day = written if isinstance(written, date) else _read(str(written).strip())
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        told = message("date_unreadable", written=str(written)[:_SHOWN], first=_FIRST_YEAR, last=_LAST_YEAR)
        raise DateUnreadable(f"day {written!r}", message=told)
    return day


def _read(written: str) -> date | None:
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        return None


Day = Annotated[date, BeforeValidator(read_day)]
"""A day that a request brings. Pydantic alone would take a number for seconds since 1970."""
