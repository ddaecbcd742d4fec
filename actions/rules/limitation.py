"""By which day arbitration of a labour dispute must be applied for. Pure.

The rule (劳动争议调解仲裁法 第二十七条): one year from knowing, or from when one should have known. Of unpaid
remuneration nothing runs while somebody is employed, and the year runs from the end of it. Claiming it of the
employer, asking an authority for help, or the employer's promise to pay begins the year anew.

Weekends and holidays move no day here: a day told too early harms nobody.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    NOT_RUNNING = "not_running"
    OPEN = "open"
    PASSED = "passed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limitation:
    """`counted_from` and `last_day` are None where nothing runs or no day is known.

    `days_left` counts from today: 0 on the last day itself, negative after it.
    """

    state: State
    counted_from: date | None = None
    last_day: date | None = None
    days_left: int | None = None


def limitation(
    *,
    is_remuneration: bool,
    is_employed: bool,
    begins_on: date | None,
    claimed_on: date | None = None,
    today: date,
) -> Limitation:
    """`begins_on`: when the wrong became known, or of remuneration when the employment ended.

    `claimed_on`: when it was last claimed, reported or promised; counts only if the year had not passed then.
    """
    if is_remuneration and is_employed:
        return Limitation(State.NOT_RUNNING)
    if begins_on is None:
        return Limitation(State.UNKNOWN)
    counted_from = begins_on
    if claimed_on is not None and begins_on <= claimed_on <= one_year_after(begins_on):
        counted_from = claimed_on
    last_day = one_year_after(counted_from)
    state = State.OPEN if today <= last_day else State.PASSED
    return Limitation(state, counted_from, last_day, (last_day - today).days)


def one_year_after(day: date) -> date:
    """The same day of the next year; of 29 February the 28th, the last day of that month."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
