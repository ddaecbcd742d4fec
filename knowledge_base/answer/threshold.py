"""Somebody's own number set against the limit that a passage names.

It says on which side the number lies, in the words of both, and never that somebody is entitled.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from knowledge_base.answer.lexicon import load
from knowledge_base.answer.numbers import DAY, MONTH, YEAR, Number, numbers
from knowledge_base.answer.replies import reply
from knowledge_base.answer.text import normalise
from knowledge_base.models import Chunk, PointKind

_RULES = (PointKind.LIMIT, PointKind.CONDITION, PointKind.MEASURE, PointKind.DEFINITION, PointKind.LIST, None)
_CLAUSE = re.compile(r"[^,，。;；:：!?！？]+")
_AGE = "岁"
_SPANS = ("个月", "日", "工作日", "小时", "分钟")
_CALENDAR = (YEAR, MONTH, DAY)
_REACH = 8
"""Characters before a number in which what it is of may stand."""
_TO = re.compile(r"\s*(?:-|~|–|—|至|到)\s*")


class _Side(StrEnum):
    """Where a number lies. `edge`: a length of time that is just the limit; the exact day decides."""

    REACHED = "reached"
    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"
    EDGE = "edge"


@dataclass(frozen=True)
class _Told:
    """A number with what it is of, as it is worded."""

    value: Decimal
    unit: str
    anchors: frozenset[str]
    wording: str


@dataclass(frozen=True)
class _Limit:
    """From `low` to `high`, each included or not; None is open."""

    unit: str
    anchors: frozenset[str]
    wording: str
    low: Decimal | None = None
    high: Decimal | None = None
    excludes_high: bool = False
    excludes_low: bool = False


def set_against(question: str, chunk: Chunk) -> str | None:
    """What the passage's limit says to the number that somebody told of themselves; None where nothing fits.

    `question` is simplified and half width. Both numbers are shown as they were written, so the sentence
    holds a figure that is not in the passage.
    """
    if chunk.kind not in _RULES:
        return None
    own = _own_number(question)
    if own is None:
        return None
    fitting = [limit for limit in _limits(normalise(chunk.quote)) if _fits(own, limit)]
    if len(fitting) != 1:
        return None
    side = _side(own, fitting[0])
    return reply(f"own_{side}", own=own.wording, rule=fitting[0].wording)


def _own_number(question: str) -> _Told | None:
    """The one number that the question tells of somebody; None where there are several or none."""
    told = []
    for clause in _clauses(question):
        for number in _countable(clause.group()):
            before = clause.group()[: number.start]
            if re.search(load("thresholds")["asked"], before):
                continue
            told.append(_told(clause.group(), number))
    own = re.search(load("thresholds")["own"], question)
    return told[0] if own and len(told) == 1 else None


def _clauses(text: str) -> list[re.Match[str]]:
    return list(_CLAUSE.finditer(text))


def _countable(clause: str) -> list[Number]:
    return [number for number in numbers(clause) if number.unit and number.unit not in _CALENDAR]


def _told(clause: str, number: Number) -> _Told:
    value, unit = number.in_smaller()
    start = _anchor_start(clause, number.start)
    return _Told(value, unit, _anchors(clause), clause[start : number.end].strip())


def _anchors(clause: str) -> frozenset[str]:
    """What a clause's numbers may be of."""
    for said, meant in load("thresholds")["own_words"].items():
        clause = re.sub(said, meant, clause)
    return frozenset(anchor for anchor in load("thresholds")["anchors"] if re.search(anchor, clause))


def _anchor_start(clause: str, position: int) -> int:
    """Where the wording of a number begins: at what it is of, where that stands close before it."""
    near = clause[max(0, position - _REACH) : position]
    found = list(_any_anchor().finditer(near))
    return position - len(near) + found[-1].start() if found else position


@cache
def _any_anchor() -> re.Pattern[str]:
    return re.compile("|".join(load("thresholds")["anchors"]))


def _limits(text: str) -> list[_Limit]:
    """All limits of a passage."""
    found: list[_Limit] = []
    for clause in _clauses(text):
        counted = _countable(clause.group())
        for at, number in enumerate(counted):
            following = counted[at + 1] if at + 1 < len(counted) else None
            if following and _is_range(clause.group(), number, following):
                found.append(_range(clause.group(), number, following))
            elif at == 0 or not _is_range(clause.group(), counted[at - 1], number):
                found += _bounded(clause.group(), number)
    return found


def _is_range(clause: str, first: Number, second: Number) -> bool:
    return first.unit == second.unit and bool(_TO.fullmatch(clause, first.end, second.start))


def _range(clause: str, first: Number, second: Number) -> _Limit:
    (low, unit), (high, _) = first.in_smaller(), second.in_smaller()
    return _Limit(unit, _anchors(clause), clause[first.start : second.end], low=low, high=high)


def _bounded(clause: str, number: Number) -> list[_Limit]:
    """The limit that words before or behind a number make of it; none where there are none."""
    before = _bound("before", clause[: number.start])
    after = _bound("after", clause[number.end :])
    bound = after or before
    if bound is None:
        return []
    start = _anchor_start(clause, before[1] if before else number.start)
    end = number.end + (after[1] if after else 0)
    value, unit = number.in_smaller()
    wording = clause[start:end].strip()
    if bound[0] in ("most", "under"):
        return [_Limit(unit, _anchors(clause), wording, high=value, excludes_high=bound[0] == "under")]
    return [_Limit(unit, _anchors(clause), wording, low=value, excludes_low=bound[0] == "beyond")]


def _bound(side: str, text: str) -> tuple[str, int] | None:
    """Which limit the words next to a number set, and where they begin (before it) or end (behind it)."""
    for name, expression in load("thresholds")[side].items():
        pattern = rf"(?:{expression})(?:了|足|够)?\s*$" if side == "before" else rf"\s*(?:{expression})"
        match = re.search(pattern, text) if side == "before" else re.match(pattern, text)
        if match:
            return name, match.start() if side == "before" else match.end()
    return None


def _fits(own: _Told, limit: _Limit) -> bool:
    """Of the same unit, and of the same thing; an age is of nothing else."""
    return own.unit == limit.unit and (own.unit == _AGE or bool(own.anchors & limit.anchors))


def _side(own: _Told, limit: _Limit) -> _Side:
    value = own.value
    if own.unit in _SPANS and value == limit.high:
        return _Side.EDGE
    if limit.low is not None and (value < limit.low or (limit.excludes_low and value == limit.low)):
        return _Side.BELOW
    if limit.high is not None and (value > limit.high or (limit.excludes_high and value == limit.high)):
        return _Side.ABOVE
    return _Side.REACHED if limit.high is None else _Side.WITHIN
