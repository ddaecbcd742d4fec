"""Several reports on one employer within days: which names are one employer's, and when it is a pattern."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from opencc import OpenCC
from pydantic import Field

from actions.rules.readers.written import half_width
from actions.wire.base import Wire

_BRACKETED = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"[\W_]+")
_BRANCH_OF = re.compile(r"^(.{2,}?(?:公司|集团)).*(?:分公司|分店|分厂|门店|项目部)$")
_LEAST = 2
"""Characters that a name must keep."""


class EmployerWords(Wire):
    """`places` stand before a name or in brackets, `forms` after it; `nobody` are names that name nobody."""

    places: list[str]
    forms: list[str]
    nobody: list[str]


class PatternRule(Wire):
    """So many reports within so many days; or from two on, so many people together.

    `reason` may hold `{days}`, `{reports}` and `{people}`.
    """

    days: int = Field(ge=1, le=365)
    reports: int = Field(ge=2)
    people: int = Field(ge=2)
    reason: str = Field(min_length=1)


@dataclass(frozen=True)
class Sighting:
    """A report on the employer that still stands."""

    number: str
    received_at: datetime
    people: int


@dataclass(frozen=True)
class Pattern:
    """`reports`: their numbers, the oldest first."""

    reports: tuple[str, ...]
    reason: str


def normalised_employer(name: str, words: EmployerWords) -> str | None:
    """What the ways to write one employer's name have in common; None where nobody is named.

    广州市鸿运餐饮有限公司, 鴻運餐飲 and 鸿运餐饮（广州）公司 are 鸿运餐饮.
    """
    plain = str(_simplifier().convert(half_width(name))).casefold()
    for bracketed in _BRACKETED.findall(plain):
        if bracketed in words.places:
            plain = plain.replace(f"({bracketed})", "")
    plain = _BETWEEN.sub("", plain)
    if plain in words.nobody or plain in words.forms:
        return None
    plain = _BRANCH_OF.sub(r"\1", plain)
    plain = _without(plain, words.forms, words, at_end=True)
    plain = _without(plain, words.places, words, at_end=False)
    return None if len(plain) < _LEAST or plain in words.nobody else plain


def pattern(sightings: Sequence[Sighting], rule: PatternRule, *, now: datetime) -> Pattern | None:
    """What the reports of the last days amount to, if anything."""
    since = now - timedelta(days=rule.days)
    recent = sorted(
        (one for one in sightings if one.received_at > since), key=lambda one: (one.received_at, one.number)
    )
    people = sum(one.people for one in recent)
    together = len(recent) > 1 and people >= rule.people
    if len(recent) < rule.reports and not together:
        return None
    reason = rule.reason.format(days=rule.days, reports=len(recent), people=people)
    return Pattern(tuple(one.number for one in recent), reason)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def _without(name: str, parts: Sequence[str], words: EmployerWords, *, at_end: bool) -> str:
    """The name without these parts, as long as what is left still names somebody."""
    longest_first = sorted(parts, key=len, reverse=True)
    while True:
        for part in longest_first:
            rest = name.removesuffix(part) if at_end else name.removeprefix(part)
            if rest != name and len(rest) >= _LEAST and rest not in words.nobody:
                name = rest
                break
        else:
            return name
