"""Checks on what an office knows of a person and what the person has answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from pydantic import Field

from actions.wire.base import Code, Wire


class Source(StrEnum):
    FACT = "fact"
    ANSWER = "answer"


class Comparison(StrEnum):
    """How a value is compared. Dates are `YYYY-MM-DD`."""

    IS = "is"
    AT_LEAST = "at_least"
    NOT_AFTER_TODAY = "not_after_today"
    NOT_BEFORE_TODAY = "not_before_today"
    AGE_AT_LEAST = "age_at_least"


class FactCheck(Wire):
    """One check with the reason that it gives when it is met and when it is not.

    What is found is compared with `value`, or with the fact that `same_as` names. Reasons may hold `{found}`,
    and `{year}`, `{month}`, `{day}` of a date. Without `unmet`, a check that is not met is left to a person.
    """

    source: Source
    name: Code
    comparison: Comparison = Comparison.IS
    value: str = ""
    same_as: Code | None = None
    met: str = Field(min_length=1)
    unmet: str | None = Field(default=None, min_length=1)


@dataclass(frozen=True)
class Finding:
    """`met` is None where nothing is known or what is known cannot be compared; then `reason` is empty."""

    met: bool | None
    reason: str = ""


def as_texts(record: Mapping[str, Any]) -> dict[str, str]:
    """The facts of a record in the form that is compared: true and false are words in small letters."""
    return {
        name: str(fact).lower() if isinstance(fact, bool) else str(fact)
        for name, fact in record.items()
        if fact is not None
    }


def check(one: FactCheck, *, facts: Mapping[str, str], answers: Mapping[str, str], today: date) -> Finding:
    found = (facts if one.source is Source.FACT else answers).get(one.name)
    value = facts.get(one.same_as) if one.same_as else one.value
    if not found or value is None:
        return Finding(met=None)
    try:
        met = _COMPARE[one.comparison](found, value, today)
    except (ValueError, InvalidOperation):
        return Finding(met=None)
    reason = one.met if met else one.unmet
    return Finding(met=met, reason=reason.format(**_parts(found))) if reason else Finding(met=None)


def age(born_on: date, today: date) -> int:
    """Full years, counted on the birthday."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def _parts(found: str) -> dict[str, object]:
    """What a reason may tell of what was found."""
    try:
        day = date.fromisoformat(found)
    except ValueError:
        return {"found": found}
    return {"found": found, "year": day.year, "month": day.month, "day": day.day}


_COMPARE: dict[Comparison, Callable[[str, str, date], bool]] = {
    Comparison.IS: lambda found, value, _: found == value,
    Comparison.AT_LEAST: lambda found, value, _: Decimal(found) >= Decimal(value),
    Comparison.NOT_AFTER_TODAY: lambda found, _, today: date.fromisoformat(found) <= today,
    Comparison.NOT_BEFORE_TODAY: lambda found, _, today: date.fromisoformat(found) >= today,
    Comparison.AGE_AT_LEAST: lambda found, value, today: age(date.fromisoformat(found), today) >= int(value),
}
