"""Whether a model's wording says what the composed sentence says: all of it, no more, and of the same things.

The wording may add the words of `claims.yml` that claim nothing, leave out padding, and change the order of
clauses. Every other word must stand in the composed sentence or in the passages it cites, and every word of
the composed sentence must come back. So a fluent lie has nothing to be made of; what is refused too often
costs only fluency, for the composed sentence is told instead.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from chassis.regions import RegionRegistry
from knowledge_base.answer.claims import (
    Figure,
    denials,
    exceptions,
    figures,
    has_link,
    is_simplified_chinese,
    limits,
    loose_numerals,
    marks,
    names,
    places,
    promises,
    verdict,
)
from knowledge_base.answer.cover import Ground, Piece
from knowledge_base.answer.lexicon import load, patterns
from knowledge_base.answer.text import squeeze
from knowledge_base.tokens import words

_CLAUSE = re.compile(r"[,。;!?:\n]+")
_APART = "|"
"""Between lines, which say nothing together."""
_MOST_TIMES = 1.6
_MOST_ADDED = 40


@dataclass(frozen=True)
class Wording:
    """What a model said in place of a composed sentence. `sources`: all text that it may draw on.

    All three are kept as they came, and compared squeezed.
    """

    said: str
    composed: str
    sources: str
    regions: RegionRegistry

    @cached_property
    def plain(self) -> str:
        return squeeze(self.said)

    @cached_property
    def told(self) -> str:
        return squeeze(self.composed)

    @cached_property
    def allowed(self) -> str:
        return squeeze(f"{self.composed}\n{self.sources}".replace("\n", _APART))

    @cached_property
    def figures(self) -> list[Figure]:
        return figures(self.plain)

    @cached_property
    def pieces(self) -> list[Piece]:
        spans = {figure.start: figure.end for figure in self.figures}
        return list(Ground(source=self.allowed, free=_may_add()).cover(self.plain, spans=spans))


def objection(wording: Wording) -> str | None:
    """The first reason, as a word to count by, why the composed sentence is told instead; None: it stands."""
    return next((reason for reason, found in _OBJECTIONS if found(wording)), None)


def _is_empty(wording: Wording) -> bool:
    return not wording.plain


def _has_markup(wording: Wording) -> bool:
    return bool(marks(wording.said) - marks(wording.composed))


def _is_not_simplified_chinese(wording: Wording) -> bool:
    return not is_simplified_chinese(wording.said)


def _is_too_long(wording: Wording) -> bool:
    return len(wording.plain) > _MOST_TIMES * len(wording.told) + _MOST_ADDED


def _obeys_an_attack(wording: Wording) -> bool:
    return bool(patterns("attack", "attack").search(wording.plain))


def _promises(wording: Wording) -> bool:
    return any(promise not in wording.allowed for promise in promises(wording.plain))


def _gives_a_verdict(wording: Wording) -> bool:
    given = verdict(wording.plain)
    return given is not None and not wording.told.startswith(given)


def _changes_figures(wording: Wording) -> bool:
    said, told = (
        Counter(figure.claim for figure in found) for found in (wording.figures, figures(wording.told))
    )
    return said != told or loose_numerals(wording.plain) != loose_numerals(wording.told)


def _changes_limits(wording: Wording) -> bool:
    return limits(wording.plain) != limits(wording.told)


def _changes_places(wording: Wording) -> bool:
    said, told, allowed = (
        places(text, wording.regions) for text in (wording.plain, wording.told, wording.allowed)
    )
    return not told <= said <= allowed


def _changes_names(wording: Wording) -> bool:
    invented = any(name not in wording.allowed for name in names(wording.plain))
    return (
        invented or any(name not in wording.plain for name in names(wording.told)) or _joins_a_name(wording)
    )


def _joins_a_name(wording: Wording) -> bool:
    """A name put together from words that the sources do not have side by side: 越秀 + 人才 + 平台."""
    ends = tuple(load("claims")["name_ends"])
    return any(
        piece.text.startswith(ends) and not piece.is_free and not before.is_free and before.end == piece.start
        for before, piece in pairwise(wording.pieces)
    )


def _changes_denials(wording: Wording) -> bool:
    return denials(wording.plain) != denials(wording.told)


def _changes_exceptions(wording: Wording) -> bool:
    return exceptions(wording.plain) != exceptions(wording.told)


def _adds_words(wording: Wording) -> bool:
    return any(not piece.is_covered for piece in wording.pieces)


def _loses_words(wording: Wording) -> bool:
    """Even one that is said twice: what it is said of the second time would be gone."""
    return any(wording.plain.count(word) < wording.told.count(word) for word in _content(wording.told))


def _exchanges_words(wording: Wording) -> bool:
    """Each clause's words stay together and in their order; the clauses may change places."""
    seen: list[tuple[int, int]] = []
    for at, clause in enumerate(_CLAUSE.split(wording.told)):
        seen += ((at, where) for where in _positions(clause, wording))
    by_place = sorted(seen, key=lambda pair: pair[1])
    order = [at for at, _ in by_place]
    together = sum(a != b for a, b in pairwise(order)) == len(set(order)) - 1
    return bool(order) and not (together and _rises_in_each_clause(seen))


def _rises_in_each_clause(seen: list[tuple[int, int]]) -> bool:
    return all(first < second for (at, first), (next_at, second) in pairwise(seen) if at == next_at)


def _positions(clause: str, wording: Wording) -> Iterator[int]:
    """Where the wording has the words and figures of a clause that stand once in both texts."""
    found = [
        (clause.index(word), wording.plain.index(word))
        for word in _content(clause)
        if wording.told.count(word) == 1 and wording.plain.count(word) == 1
    ]
    found += [
        (figure.start, there[0].start)
        for figure in figures(clause)
        if len(there := [other for other in wording.figures if other.claim == figure.claim]) == 1
    ]
    yield from (position for _, position in sorted(found))


def _content(text: str) -> list[str]:
    """The words of a squeezed text that may not be left out. Figures are compared by what they say."""
    for figure in reversed(figures(text)):
        text = text[: figure.start] + _APART + text[figure.end :]
    dropped = _may_drop()
    return [word for word in words(text) if len(word) > 1 and word.isalpha() and word not in dropped]


@cache
def _may_add() -> frozenset[str]:
    return frozenset(load("claims")["may_add"])


@cache
def _may_drop() -> frozenset[str]:
    return frozenset(load("claims")["may_drop"])


_OBJECTIONS: tuple[tuple[str, Callable[[Wording], bool]], ...] = (
    ("empty", _is_empty),
    ("link", lambda wording: has_link(wording.plain) and not has_link(wording.told)),
    ("markup", _has_markup),
    ("language", _is_not_simplified_chinese),
    ("too_long", _is_too_long),
    ("attack", _obeys_an_attack),
    ("promise", _promises),
    ("verdict", _gives_a_verdict),
    ("figure", _changes_figures),
    ("limit", _changes_limits),
    ("region", _changes_places),
    ("name", _changes_names),
    ("negation", _changes_denials),
    ("exception", _changes_exceptions),
    ("added", _adds_words),
    ("lost", _loses_words),
    ("exchanged", _exchanges_words),
)
"""In the order in which they are tried: the plainest first."""
