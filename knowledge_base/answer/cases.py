"""A rule with several cases, told with the reader's own case first.

Where nobody named a case, the passage's own order is as good as any, and nothing is changed.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from knowledge_base.answer.lexicon import load
from knowledge_base.answer.numbers import numbers
from knowledge_base.answer.text import normalise, numerals
from knowledge_base.models import Chunk, PointKind, Source

_RULES = (PointKind.LIMIT, PointKind.CONDITION, PointKind.MEASURE, PointKind.DEFINITION)
"""Kinds whose cases are alternatives; the cases of a record or a target are figures that all hold."""
_PIECE = re.compile(r"[^,，。;；]+[,，。;；]?")
_ENDS = ",，。;；"
_AT_ONCE = re.compile("即时|当场|立等|随时|申报|认定|处理|查处|帮扶")
_COLUMN = re.compile(r"^[^:：]{1,12}[:：]\s*")
_CAVEAT = re.compile(r"[^。]*规划没有写[^。]*。")


@dataclass(frozen=True)
class _Kind:
    """One circumstance of `cases.yml`."""

    name: str
    asks: re.Pattern[str]
    holds: re.Pattern[str]


@dataclass(frozen=True)
class _Branch:
    """What holds in one case, and which circumstances that is."""

    kinds: frozenset[str]
    told: str


def by_case(question: str, chunk: Chunk) -> str | None:
    """All cases of a passage in the shortest form, the reader's own first.

    None where the passage has no cases, where none was named, or where the one named comes first anyway.
    Every figure stands in the passage's quote. `question` is simplified and half width.
    """
    if chunk.kind is not None and chunk.kind not in _RULES:
        return None
    branches = _branches(chunk)
    own = _named(question, branches)
    if own is None or own == 0:
        return None
    ordered = [branches[own], *(branch for branch in branches if branch != branches[own])]
    told = f"{_head(chunk)}{'；'.join(branch.told for branch in ordered)}。{_caveats(chunk)}"
    return told if numerals(told) <= numerals(f"{chunk.quote}\n{chunk.subject}") else None


def _branches(chunk: Chunk) -> list[_Branch]:
    if chunk.cases:
        return [_Branch(kinds=_kinds_in(case.when), told=f"{case.when}，{case.then}") for case in chunk.cases]
    return _branches_of_text(chunk) if chunk.source is Source.OFFICIAL else []


def _branches_of_text(chunk: Chunk) -> list[_Branch]:
    """The clauses of an official row or sentence, one stretch a case; none where they are no cases."""
    for text in _stretches(chunk):
        groups: list[tuple[frozenset[str], str]] = []
        for piece in _PIECE.findall(text):
            kinds = _kinds_in(piece)
            if not groups or (kinds and not kinds & groups[-1][0]):
                groups.append((kinds, piece))
            else:
                groups[-1] = (groups[-1][0] | kinds, groups[-1][1] + piece)
        branches = [_Branch(kinds, told.strip(_ENDS + " ")) for kinds, told in groups]
        decide = any if chunk.is_table_row else all
        if sum(bool(branch.kinds) for branch in branches) > 1 and decide(map(_decides, branches)):
            return branches
    return []


def _stretches(chunk: Chunk) -> list[str]:
    """The cells of a row without their headers; of prose, two sentences at a time and each alone."""
    if chunk.is_table_row:
        return [_COLUMN.sub("", cell) for cell in re.split(r";\s+", chunk.text)]
    sentences = re.findall(r"[^。]+。?", chunk.text)
    pairs = [first + second for first, second in pairwise(sentences)]
    return [*sentences, *pairs]


def _decides(branch: _Branch) -> bool:
    """Whether a clause says what holds, by a figure or a word for it."""
    return bool(numbers(normalise(branch.told)) or _AT_ONCE.search(branch.told))


def _kinds_in(text: str) -> frozenset[str]:
    return frozenset(kind.name for kind in _kinds() if kind.holds.search(text))


def _named(question: str, branches: list[_Branch]) -> int | None:
    """Which branch the question names; None where it names none, or several."""
    asked = {kind.name for kind in _kinds() if kind.asks.search(question.lower())}
    named = [at for at, branch in enumerate(branches) if branch.kinds & asked]
    return named[0] if len(named) == 1 and len(branches) > 1 else None


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(name=entry["name"], asks=re.compile(entry["asks"]), holds=re.compile(entry["holds"]))
        for entry in load("cases")
    )


def _head(chunk: Chunk) -> str:
    return f"{chunk.subject}：" if chunk.subject else ""


def _caveats(chunk: Chunk) -> str:
    """What a point says that its document leaves open."""
    return "".join(_CAVEAT.findall(chunk.quote)) if chunk.cases else ""
