"""Which cell of a row stands under which header, when some cells are missing or were cut in two.

A column's profile is learnt from the rows that are whole. The cells of another row are then laid on the
columns in their order at the least cost; two ways of equal cost mean that nobody can tell.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

GAP_COST = 2
MERGE_COST = 2
MISFIT_COST = 5
ODD_VALUE_COST = 3  # words where figures usually stand: rare, but no sign of a shifted row

_DASH = re.compile(r"^[-—–/─]+$")
_UNIT = re.compile(
    r"^[十百千万亿]{0,2}(?:[%‰℃\u4e00-\u9fff]|人次|户次|平方米|平方公里|立方米|公里|公顷|公斤|千克|毫升|小时|分钟|工作日)?"
    r"(?:/[\u4e00-\u9fff]{1,4})?$"
)
_UNIT_HEADER = re.compile("^(?:计量)?单位$")
_NUMBER = re.compile(r"\d")
_LONGEST_NUMBER = 14


class Shape(StrEnum):
    DASH = "dash"
    UNIT = "unit"
    NUMBER = "number"
    ITEMS = "items"
    WORDS = "words"


# A dash stands for a figure that is not there: where one may stand, so may the other.
_VALUES = frozenset({Shape.DASH, Shape.NUMBER})


@dataclass(frozen=True)
class Profile:
    """What stands in a column: its shapes, and its values where they are few and come again."""

    shapes: frozenset[Shape]
    vocabulary: frozenset[str]
    holds_units: bool = False

    def fits(self, cell: str) -> bool:
        if self.holds_units:
            return shape_of(cell) == Shape.UNIT or cell in self.vocabulary
        if self.vocabulary:
            return cell in self.vocabulary
        shape = shape_of(cell)
        return shape in self.shapes or (shape in _VALUES and bool(self.shapes & _VALUES))

    def misfit_cost(self, cell: str) -> int:
        if self.fits(cell):
            return 0
        strict = (
            self.holds_units
            or self.vocabulary
            or (Shape.UNIT in self.shapes and self.shapes <= {Shape.UNIT, Shape.DASH})
        )
        return MISFIT_COST if strict else ODD_VALUE_COST


def shape_of(cell: str) -> Shape:
    if _DASH.match(cell):
        return Shape.DASH
    if _UNIT.match(cell):
        return Shape.UNIT
    if cell.startswith("①"):
        return Shape.ITEMS
    if _NUMBER.search(cell) and len(cell) <= _LONGEST_NUMBER:
        return Shape.NUMBER
    return Shape.WORDS


def profiles_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Profile, ...]:
    """One profile per column, from rows that are whole."""
    columns = zip(*rows, strict=True)
    return tuple(_profile(name, column) for name, column in zip(header, columns, strict=True))


def align(cells: Sequence[str], profiles: Sequence[Profile]) -> tuple[str, ...] | None:
    """The row with every cell in its column and "" where one is missing; None when that is in doubt.

    A row with as many cells as columns is taken as it is, unless it fits perfectly only in another way
    (a name cut in two hides a missing cell).
    """
    whole = tuple(cells) if len(cells) == len(profiles) else None
    if whole and all(map(Profile.fits, profiles, whole)):
        return whole
    _, ways = _lay(tuple(cells), tuple(profiles))
    perfect = [way for way in ways if _fits(way, profiles)]
    return perfect[0] if len(ways) == 1 and perfect else whole


def _fits(row: Sequence[str], profiles: Sequence[Profile]) -> bool:
    return all(not cell or profile.fits(cell) for cell, profile in zip(row, profiles, strict=True))


def _profile(name: str, column: Sequence[str]) -> Profile:
    values = Counter(cell for cell in column if cell)
    if _UNIT_HEADER.match(name):
        return Profile(frozenset({Shape.UNIT}), frozenset(values), holds_units=True)
    words = [cell for cell in values if shape_of(cell) in (Shape.WORDS, Shape.UNIT)]
    closed = len(words) == len(values) and len(column) >= 3 and 2 * len(values) <= len(column)
    return Profile(
        shapes=frozenset(shape_of(cell) for cell in values),
        vocabulary=frozenset(values) if closed and all(len(cell) <= 8 for cell in values) else frozenset(),
    )


_Ways = tuple[int, tuple[tuple[str, ...], ...]]
_IMPOSSIBLE: _Ways = (10**6, ())


def _lay(cells: tuple[str, ...], profiles: tuple[Profile, ...]) -> _Ways:
    """The least cost of laying the cells on the columns, and up to two of the ways that reach it."""

    @cache
    def lay(first: int, column: int) -> _Ways:
        if column == len(profiles):
            return (0, ((),)) if first == len(cells) else _IMPOSSIBLE
        best: _Ways = _IMPOSSIBLE
        for count in _counts(cells[first:], column, len(profiles)):
            taken = cells[first : first + count]
            cost, ways = lay(first + count, column + 1)
            cost += _cost(taken, profiles[column])
            rows = tuple(("".join(taken), *way) for way in ways)
            if cost < best[0]:
                best = (cost, rows)
            elif cost == best[0]:
                best = (cost, tuple(dict.fromkeys(best[1] + rows))[:2])
        return best

    return lay(0, 0)


def _counts(cells: tuple[str, ...], column: int, columns: int) -> range:
    """How many cells the column may take: only the name and the last cell may be cut in two."""
    if column == 0:
        words = 0
        while words < len(cells) and shape_of(cells[words]) == Shape.WORDS:
            words += 1
        return range(1, max(min(words, 4), 1) + 1) if cells else range(0)
    return range(len(cells) + 1) if column == columns - 1 else range(min(len(cells), 1) + 1)


def _cost(taken: tuple[str, ...], profile: Profile) -> int:
    if not taken:
        return GAP_COST
    goes_on = all(shape_of(cell) == Shape.WORDS for cell in taken[1:])
    if len(taken) > 1 and not (goes_on and shape_of(taken[0]) in (Shape.WORDS, Shape.ITEMS)):
        return _IMPOSSIBLE[0]
    return profile.misfit_cost("".join(taken)) + MERGE_COST * (len(taken) - 1)
