"""Which figures, dates and names of a statement do not stand in the section that it cites.

A length of time or an age is looked up with its unit, so that a number of days is not borne out by the
number of a row; any other number may have its unit in a table's header. A date is looked up whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from chassis.regions import RegionRegistry
from knowledge_base.answer.claims import names, places
from knowledge_base.answer.numbers import DAY, MONTH, YEAR, Number, numbers
from knowledge_base.answer.text import normalise, squeeze

_CALENDAR = (YEAR, MONTH, DAY)
_TIMES = frozenset({"工作日", "日", "小时", "分钟", "周", "个月", "季度", "年", "岁"})
_APART = "|"
_BETWEEN_CELLS = re.compile(r"[\n\t\u3000]+|(?<=[\d%％]) +(?=\d)")
"""What would otherwise be read as one number: 7.58 10.39."""
_NUMERAL_AND_UNIT = re.compile(r"([\d,]+(?:\.\d+)?)(\D+)")
_IN_PLAIN_SPEECH = re.compile(r"[一两](?:个?人|天|个|家|次|项|件|间|户|条|场)")
"""An article more than a figure: 一个人, 一次."""

Date = tuple[tuple[Decimal, str], ...]


class Claim(StrEnum):
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True)
class Unsupported:
    """What a statement says that does not stand there, as it is written."""

    kind: Claim
    written: str


@dataclass(frozen=True)
class Ground:
    """What may be said: `section` bears out everything, `head` (title, issuer) only names."""

    section: str
    head: str
    regions: RegionRegistry

    def unsupported(self, statement: str, *, names_given: Sequence[str] = ()) -> list[Unsupported]:
        """In reading order, dates and figures before names; each once."""
        told, there = _plain(statement), _plain(self.section)
        found = [*_numbers_missing(told, there), *self._names_missing(told, there, names_given)]
        return list(dict.fromkeys(found))

    def _names_missing(self, told: str, there: str, given: Iterable[str]) -> Iterator[Unsupported]:
        known = there + _APART + _plain(self.head)
        own = [*sorted(names(told), key=told.find), *sorted(places(told, self.regions))]
        asked = (name for name in [*(_plain(name) for name in given), *own])
        yield from (Unsupported(Claim.NAME, name) for name in asked if name not in known)


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    return squeeze(normalise(_BETWEEN_CELLS.sub(_APART, text)))


def _numbers_missing(told: str, there: str) -> Iterator[Unsupported]:
    said, borne_out = numbers(told), _numbers_there(there)
    dates = [_parts(group) for group in _dates(borne_out)]
    for group in _dates(said):
        if not any(_is_within(_parts(group), date) for date in dates):
            yield Unsupported(Claim.DATE, told[group[0].start : group[-1].end])
    for number in said:
        written = told[number.start : number.end]
        if number.unit in _CALENDAR or _IN_PLAIN_SPEECH.fullmatch(written):
            continue
        if not _stands(number, borne_out) and not _is_in_a_cell(written, there, borne_out):
            yield Unsupported(Claim.FIGURE, written)


@lru_cache(maxsize=64)
def _numbers_there(there: str) -> tuple[Number, ...]:
    """Many statements are looked up in one section."""
    return tuple(numbers(there))


def _stands(number: Number, there: Sequence[Number]) -> bool:
    if any(number.equals(other) for other in there):
        return True
    if number.unit in _TIMES:
        return False
    return any(number.value == other.value and not (number.unit and other.unit) for other in there)


def _is_in_a_cell(written: str, there: str, borne_out: Sequence[Number]) -> bool:
    """Whether the numeral has a cell of its own, and its unit another one: 49.91 and 万人."""
    match = _NUMERAL_AND_UNIT.fullmatch(written)
    if match is None or match[2] not in there:
        return False
    value = Decimal(match[1].replace(",", ""))
    return any(not number.unit and number.value == value for number in borne_out)


def _dates(found: Sequence[Number]) -> list[list[Number]]:
    """Years, months and days that are written together."""
    parts = [number for number in found if number.unit in _CALENDAR]
    groups: list[list[Number]] = [parts[:1]] if parts else []
    for before, number in pairwise(parts):
        if before.end == number.start:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _parts(group: Sequence[Number]) -> Date:
    return tuple((number.value, number.unit) for number in group)


def _is_within(said: Date, date: Date) -> bool:
    """2025年12月 is borne out by 2025年12月31日, and so is 12月31日."""
    starts = range(len(date) - len(said) + 1)
    return any(date[start : start + len(said)] == said for start in starts)
