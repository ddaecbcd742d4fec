"""Counts as bars whose parts add up to the whole. Percentages, for the attributes of an SVG."""

from dataclasses import dataclass

from knowledge_base.desk_wire.checks import SetCountView

OUTCOMES = ("same", "changed", "broken", "first")


@dataclass(frozen=True)
class Stretch:
    """`start` and `width` in per cent of the bar."""

    outcome: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Bar:
    title: str
    total: int
    asked: int
    stretches: tuple[Stretch, ...]


def bar_of(counted: SetCountView) -> Bar:
    stretches: list[Stretch] = []
    start = 0.0
    for outcome in OUTCOMES:
        count: int = getattr(counted, outcome)
        width = 100 * count / max(counted.total, 1)
        if count:
            stretches.append(Stretch(outcome, count, round(start, 3), round(width, 3)))
        start += width
    return Bar(counted.title, counted.total, counted.asked, tuple(stretches))
