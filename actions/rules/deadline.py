"""By which day a case must be decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from actions.errors import CalendarUnknown
from actions.rules.working_days import last_day
from actions.wire.catalogue import Limit, LimitKind, Way


@dataclass(frozen=True)
class Deadline:
    """`on` is None where no number of days is fixed, or where `unknown_year` has no calendar yet.

    `limits` are those that hold for the case: more than one where nobody has said which of them.
    """

    on: date | None
    limits: tuple[Limit, ...]
    unknown_year: bool = False


def deadline(limits: Sequence[Limit], *, accepted_on: date, way: Way, said: Collection[str]) -> Deadline:
    """The promised day where there is a promise in days, the legal one otherwise.

    `said` holds what the applicant has answered. Where an item has a limit for each of several cases, the one
    whose case was answered holds, else the one for all cases; none is guessed.
    """
    of_way = [limit for limit in limits if limit.way in (way, Way.ANY)]
    for kind in (LimitKind.PROMISED, LimitKind.LEGAL):
        if limit := _in_days([limit for limit in of_way if limit.kind is kind], said):
            return _counted(limit, accepted_on)
    promised = [limit for limit in of_way if limit.kind is LimitKind.PROMISED]
    return Deadline(on=None, limits=tuple(promised or of_way))


def _in_days(limits: Sequence[Limit], said: Collection[str]) -> Limit | None:
    """The one limit in days that holds, if there is just one."""
    answered = [limit for limit in limits if limit.case and limit.case in said]
    holding = answered or [limit for limit in limits if not limit.case]
    in_days = [limit for limit in holding if limit.days is not None]
    return in_days[0] if len(in_days) == 1 else None


def _counted(limit: Limit, accepted_on: date) -> Deadline:
    try:
        on = last_day(accepted_on, days=limit.days or 0, kind=limit.day_kind)
    except CalendarUnknown:
        return Deadline(on=None, limits=(limit,), unknown_year=True)
    return Deadline(on=on, limits=(limit,))
