"""Recall and mean reciprocal rank of lists of passages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

DEPTH = 10
"""How far down a list is looked."""
RECALL_AT = (1, 3, 5, 10)
FIGURES = (*(f"recall_at_{k}" for k in RECALL_AT), f"mrr_at_{DEPTH}")


@dataclass(frozen=True)
class Measured:
    """One system over `count` questions: `recall`, shares of questions by depth, and mean reciprocal rank."""

    system: str
    count: int
    recall: dict[int, float]
    mrr: float

    @property
    def values(self) -> list[float]:
        """In the order of `FIGURES`."""
        return [*(self.recall[k] for k in RECALL_AT), self.mrr]

    def figure(self, name: str) -> float:
        return self.values[FIGURES.index(name)]


def rank(found: Sequence[str], right: Collection[str]) -> int | None:
    """The place of the first right passage, counted from 1; None where it is not among the first `DEPTH`."""
    return next((place for place, name in enumerate(found[:DEPTH], 1) if name in right), None)


def measure(system: str, ranks: Sequence[int | None]) -> Measured:
    """Of one or more questions."""
    places = [place for place in ranks if place is not None]
    return Measured(
        system=system,
        count=len(ranks),
        recall={k: sum(place <= k for place in places) / len(ranks) for k in RECALL_AT},
        mrr=sum(1 / place for place in places) / len(ranks),
    )
