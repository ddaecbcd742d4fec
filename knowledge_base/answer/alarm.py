"""How much a text reads like danger: an estimate over its characters and pairs of characters.

Expressions find what they were written for; people say it in ever new words. The weights are fitted by
`python -m evaluation safety --fit` on phrasings of danger, on what only looks like them, and on ordinary
questions. They stand in `danger.json`; here is only added up.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from knowledge_base.answer.lexicon import patterns

MODEL = Path(__file__).with_name("danger.json")
GAP = "|"
"""Stands where an expression was taken out, so that its neighbours do not become one word."""

_FEWEST_GRAMS = 8
_SENTENCE_END = re.compile(r"[。!?;\n]+")


@dataclass(frozen=True)
class Alarm:
    """`surely`: from this log odds on a text is danger, whatever else it asks. `maybe`: from here on it is
    where nothing else can be made of it."""

    bias: float
    weights: Mapping[str, float]
    surely: float
    maybe: float

    def of(self, text: str) -> float:
        """Log odds that a squeezed, simplified text, or its most alarming sentence, speaks of danger."""
        return max(map(self._of_piece, pieces_of(without_lookalikes(text))))

    def _of_piece(self, text: str) -> float:
        grams = grams_of(text)
        return self.bias + sum(self.weights.get(gram, 0.0) for gram in grams) / length_of(grams)


def without_lookalikes(text: str) -> str:
    return patterns("danger", "not_danger").sub(GAP, text)


def pieces_of(text: str) -> list[str]:
    """The text as a whole first, then its sentences."""
    return list(dict.fromkeys([text, *(piece for piece in _SENTENCE_END.split(text) if piece)]))


def grams_of(text: str) -> set[str]:
    """The distinct characters and pairs of neighbouring characters."""
    return set(text) | {text[i : i + 2] for i in range(len(text) - 1)}


def length_of(grams: Collection[str]) -> float:
    """What a text's weights are divided by. One or two characters alone say little, so they count as more."""
    return sqrt(max(len(grams), _FEWEST_GRAMS))


@cache
def alarm() -> Alarm:
    """The fitted estimate."""
    return Alarm(**json.loads(MODEL.read_text(encoding="utf-8")))
