"""Documents nobody wrote: as many as a measurement of growth needs, the same for the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from string import Formatter
from typing import Any

import yaml

from evaluation.settings import HERE

_CLAUSES = (2, 3, 4)
"""In one chunk: about 100 characters, as in a real plan. One sentence, so that a chunk has one vector."""
_YEARS = (2024, 2035)
_MOST = 300


@dataclass(frozen=True)
class Words:
    """The words of one kind. The n-th is drawn with weight 1/n, as words are in real texts."""

    words: Sequence[str]
    weights: Sequence[float]

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self.words, cum_weights=self.weights)[0]


def texts(count: int, *, seed: int) -> Iterator[str]:
    """`count` chunks of text."""
    chance = random.Random(seed)
    for _ in range(count):
        yield "，".join(_clause(chance) for _ in range(chance.choice(_CLAUSES))) + "。"


def _clause(chance: random.Random) -> str:
    kinds, clauses = _vocabulary()
    drawn = []
    for before, kind, _, _ in Formatter().parse(chance.choice(clauses)):
        drawn.append(before)
        if kind == "number":
            drawn.append(str(chance.randint(1, _MOST)))
        elif kind == "year":
            drawn.append(str(chance.randint(*_YEARS)))
        elif kind:
            drawn.append(kinds[kind].draw(chance))
    return "".join(drawn)


@cache
def _vocabulary() -> tuple[dict[str, Words], list[str]]:
    source: dict[str, Any] = yaml.safe_load((HERE / "load" / "vocabulary.yml").read_text(encoding="utf-8"))
    clauses: list[str] = source.pop("clauses")
    kinds = {
        kind: Words(words, list(accumulate(1 / rank for rank in range(1, len(words) + 1))))
        for kind, words in source.items()
    }
    return kinds, clauses
