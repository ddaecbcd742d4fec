"""Counts as the columns of a plot: where each stands and how high it is, in the plot's own units."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.desk_wire.asked import Count

WIDTH, HEIGHT = 600, 120
_GAP = 0.2
"""Share of a column's place that stays free."""


@dataclass(frozen=True)
class Column:
    label: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Columns:
    """`highest` is the highest count; `peak` what it stands for, empty where nothing was counted."""

    columns: list[Column]
    highest: int
    peak: str
    width: int = WIDTH
    height: int = HEIGHT


def columns_of(counts: Sequence[Count]) -> Columns:
    """The plot of counts, in their order."""
    highest = max((counted.count for counted in counts), default=0)
    place = WIDTH / max(len(counts), 1)
    columns = []
    for position, counted in enumerate(counts):
        height = HEIGHT * counted.count / highest if highest else 0.0
        columns.append(
            Column(
                label=counted.label,
                count=counted.count,
                x=round(position * place + place * _GAP / 2, 1),
                y=round(HEIGHT - height, 1),
                width=round(place * (1 - _GAP), 1),
                height=round(height, 1),
            )
        )
    peak = next((column.label for column in columns if highest and column.count == highest), "")
    return Columns(columns, highest, peak)
