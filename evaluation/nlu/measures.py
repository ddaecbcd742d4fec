"""Precision, recall and F1 from counts. None where nothing was taken, or nothing meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """`right` of both; `taken`: what was found; `meant`: what should have been."""

    right: int
    taken: int
    meant: int

    @property
    def precision(self) -> float | None:
        return self.right / self.taken if self.taken else None

    @property
    def recall(self) -> float | None:
        return self.right / self.meant if self.meant else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.taken + self.meant) if self.taken or self.meant else None


def counts_by_class(pairs: Sequence[tuple[str, str]]) -> dict[str, Counts]:
    """Of (meant, taken as), for every class that stands on either side."""
    return {
        name: Counts(
            right=sum(meant == taken == name for meant, taken in pairs),
            taken=sum(taken == name for _, taken in pairs),
            meant=sum(meant == name for meant, _ in pairs),
        )
        for name in dict.fromkeys(name for pair in pairs for name in pair)
    }


def macro_f1(classes: Iterable[Counts]) -> float | None:
    """Every class weighs the same, however rare. One that was taken but never meant counts as 0."""
    found = [counts.f1 or 0.0 for counts in classes]
    return sum(found) / len(found) if found else None
