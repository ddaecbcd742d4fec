"""How well the judge tells questions that the documents answer from those that they do not, bar by bar."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evaluation.answers.score import Figure
from evaluation.calibration.observe import Mode, Observed

_BINS = 10
BARS = tuple(round(0.02 * step, 2) for step in range(1, 50))


@dataclass(frozen=True)
class Point:
    """At one bar: the shares of each kind that would be answered."""

    bar: float
    answerable: float
    near: float
    off_topic: float


@dataclass(frozen=True)
class Bin:
    """Of the questions whose probability lies about there, how many are answered by the documents."""

    probability: float
    answerable: float
    count: int


@dataclass(frozen=True)
class Curve:
    """One mode and part. `auc_...`: the chance that an answerable question lies above one of that kind."""

    mode: Mode
    part: str
    counts: dict[str, int]
    auc_near: float
    auc_off_topic: float
    points: list[Point]
    bins: list[Bin]


@dataclass(frozen=True)
class CalibrationScore:
    figures: list[Figure]
    curves: list[Curve]

    def figure(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def measure(
    observed: Sequence[Observed], probabilities: Sequence[float], *, part: str, bar: float
) -> CalibrationScore:
    """The curves by mode, and the figures at the bar in use, of the questions of one part."""
    pairs = [(one, p) for one, p in zip(observed, probabilities, strict=True) if one.part == part]
    modes = dict.fromkeys(one.mode for one, _ in pairs)
    curves = [_curve(mode, part, [pair for pair in pairs if pair[0].mode == mode]) for mode in modes]
    return CalibrationScore([figure for curve in curves for figure in _figures(curve, bar)], curves)


def _figures(curve: Curve, bar: float) -> Iterator[Figure]:
    point = min(curve.points, key=lambda point: abs(point.bar - bar))
    for name, value, count in (
        ("kept", point.answerable, curve.counts["answerable"]),
        ("near_refused", 1 - point.near, curve.counts["near"]),
        ("off_topic_refused", 1 - point.off_topic, curve.counts["off_topic"]),
        ("auc_near", curve.auc_near, curve.counts["near"]),
        ("auc_off_topic", curve.auc_off_topic, curve.counts["off_topic"]),
    ):
        yield Figure(f"{curve.mode}_{curve.part}_{name}", value, count)


def _curve(mode: Mode, part: str, pairs: Sequence[tuple[Observed, float]]) -> Curve:
    by_kind = {
        kind: [p if one.holds else 0.0 for one, p in pairs if one.kind == kind]
        for kind in ("answerable", "near", "off_topic")
    }
    return Curve(
        mode=mode,
        part=part,
        counts={kind: len(found) for kind, found in by_kind.items()},
        auc_near=auc(by_kind["answerable"], by_kind["near"]),
        auc_off_topic=auc(by_kind["answerable"], by_kind["off_topic"]),
        points=[Point(bar, **{kind: _above(found, bar) for kind, found in by_kind.items()}) for bar in BARS],
        bins=list(_bins(pairs)),
    )


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """The share of pairs in the right order; a tie counts half."""
    if not higher or not lower:
        return 0.0
    won = sum((one > other) + 0.5 * (one == other) for one in higher for other in lower)
    return won / (len(higher) * len(lower))


def _above(probabilities: Sequence[float], bar: float) -> float:
    return sum(p >= bar for p in probabilities) / max(len(probabilities), 1)


def _bins(pairs: Sequence[tuple[Observed, float]]) -> Iterator[Bin]:
    for number in range(_BINS):
        inside = [(one, p) for one, p in pairs if number <= min(p * _BINS, _BINS - 1e-9) < number + 1]
        if inside:
            yield Bin(
                probability=sum(p for _, p in inside) / len(inside),
                answerable=sum(one.kind == "answerable" for one, _ in inside) / len(inside),
                count=len(inside),
            )
