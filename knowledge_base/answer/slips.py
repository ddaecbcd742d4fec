"""Slips of the keyboard and of the eye: 失业带遇 for 失业待遇, 劳动监查 for 劳动监察, 培川 for 培训.

Only proposals are made here: a stretch that the vocabulary does not know, and a word of the vocabulary that
sounds or looks like it. Whether a reading is used is for the search to say: it must find clearly better.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from knowledge_base.answer.lexicon import load
from knowledge_base.answer.pinyin import confused, readings
from knowledge_base.answer.vocabulary import LONGEST, Vocabulary, look
from knowledge_base.tokens import frequency, segments

_MOST = 3
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_LETTERS = re.compile(r"[a-z]+(?:['\s][a-z]+)*", re.IGNORECASE)
_FEWEST_LETTERS = 5
_SHORTEST = 2
_OFTEN = 6000
"""From this frequency on, a single character is a word of its own, and no slip: 搞技能 is not 高技能."""
_LONG = 5
"""Characters. A longer stretch that is like a word is hardly so by chance."""


@dataclass(frozen=True)
class Change:
    """A stretch as it was typed, and the word it may be meant for."""

    typed: str
    meant: str


@dataclass(frozen=True)
class Correction:
    """Another reading of a query, the likeliest first."""

    query: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class _Candidate:
    start: int
    end: int
    change: Change
    differing: int

    def rank(self) -> tuple[int, int]:
        """Long words that differ little go first."""
        return self.end - self.start - 2 * self.differing, -self.start


def corrections(query: str, vocabulary: Vocabulary) -> list[Correction]:
    """Readings of a query (simplified, half width) with its unknown stretches as words of the vocabulary.

    The first changes all that can be changed; the others take another word at one place. Empty where nothing
    is unknown, or nothing is like it.
    """
    best: list[_Candidate] = []
    rest: list[_Candidate] = []
    for candidate in sorted(_candidates(query, vocabulary), key=_Candidate.rank, reverse=True):
        overlaps = any(candidate.start < other.end and other.start < candidate.end for other in best)
        (rest if overlaps else best).append(candidate)
    if not best:
        return []
    found = [_correct(query, best)]
    for candidate in rest:
        others = [other for other in best if other.end <= candidate.start or candidate.end <= other.start]
        found.append(_correct(query, [*others, candidate]))
    distinct: dict[str, Correction] = {}
    for correction in found:
        distinct.setdefault(correction.query, correction)
    return list(distinct.values())[:_MOST]


def _correct(query: str, candidates: list[_Candidate]) -> Correction:
    text, at = "", 0
    in_order = sorted(candidates, key=lambda candidate: candidate.start)
    for candidate in in_order:
        text += query[at : candidate.start] + candidate.change.meant
        at = candidate.end
    return Correction(query=text + query[at:], changes=tuple(candidate.change for candidate in in_order))


def _candidates(query: str, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    for run in _CHINESE.finditer(query):
        yield from _in_characters(run[0], run.start(), vocabulary)
    for run in _LETTERS.finditer(query):
        letters = re.sub(r"['\s]", "", run[0]).lower()
        if len(letters) >= _FEWEST_LETTERS:
            for meant in vocabulary.by_letters.get(letters, ()):
                yield _Candidate(run.start(), run.end(), Change(run[0], meant), differing=0)


def _in_characters(run: str, offset: int, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    sounds = [confused(found[0]) if (found := readings(character)) else "" for character in run]
    looks = look(run)
    cut: _Cut | None = None
    for start in range(len(run)):
        for end in range(start + _SHORTEST, min(len(run), start + LONGEST) + 1):
            typed = run[start:end]
            if typed in vocabulary.known:
                continue
            by_sound = vocabulary.by_sound.get("".join(sounds[start:end]), ())
            for meant in dict.fromkeys((*by_sound, *vocabulary.by_look.get(looks[start:end], ()))):
                if len(meant) != len(typed):
                    continue
                cut = cut or _Cut.of(run)
                differing = [at for at in range(start, end) if run[at] != meant[at - start]]
                if cut.allows_slip(start, end, differing):
                    change = Change(typed, meant)
                    yield _Candidate(offset + start, offset + end, change, differing=len(differing))


@dataclass(frozen=True)
class _Cut:
    """A run of characters cut at the words of the dictionaries. A slip leaves single characters behind."""

    run: str
    edges: frozenset[int]
    alone: frozenset[int]

    @staticmethod
    def of(run: str) -> "_Cut":
        ends = list(accumulate(len(word) for word in segments(run)))
        starts = [0, *ends[:-1]]
        return _Cut(
            run=run,
            edges=frozenset((0, *ends)),
            alone=frozenset(start for start, end in zip(starts, ends, strict=True) if end - start == 1),
        )

    def allows_slip(self, start: int, end: int, differing: list[int]) -> bool:
        """Whether a stretch may be a slip at these places: it cuts no word, and keeps half its characters."""
        if (end - start - len(differing)) * 2 < end - start or not {start, end} <= self.edges:
            return False
        if end - start >= _LONG:
            return True
        if any(self.run[at] in load("question")["particles"] for at in differing):
            return False
        alone = [at for at in range(start, end) if at in self.alone]
        common = all(frequency(self.run[at]) >= _OFTEN for at in alone)
        if end - start == _SHORTEST:
            return len(alone) == _SHORTEST and not common
        return not (common and alone == differing)
