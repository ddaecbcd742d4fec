"""Figures of a run: per category, per part, overall, and against the floors."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Protocol

import yaml

from evaluation.answers.rules import Verdict, judge
from evaluation.answers.runs import RunFolder, Said
from evaluation.settings import CONFIGS

# Figures where less is better; all others are shares to be reached.
AT_MOST = frozenset(
    {
        "wrong_fact",
        "failed",
        "false_alarms",
        "lookalikes_alarmed",
        "turned_away",
        "latency_median",
        "latency_p95",
    }
)


@dataclass(frozen=True)
class Figure:
    """A share of `count` questions, or milliseconds over them. None where there was nothing to count."""

    name: str
    value: float | None
    count: int


@dataclass(frozen=True)
class Group:
    """The questions of one category or part."""

    name: str
    count: int
    right: float


@dataclass(frozen=True)
class Shortfall:
    """A figure that misses its floor."""

    figure: str
    value: float | None
    floor: float

    @property
    def bound(self) -> str:
        return "at_most" if self.figure in AT_MOST else "at_least"


class Scored(Protocol):
    """Any evaluation's result with named figures."""

    def figure(self, name: str) -> Figure: ...


@dataclass(frozen=True)
class Score:
    verdicts: list[Verdict]
    figures: list[Figure]
    categories: list[Group]
    parts: list[Group]

    def figure(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def score(run: RunFolder) -> Score:
    """Score a stored run. A question that was never asked counts as failed."""
    said = run.said()
    verdicts = [
        judge(question, said.get(question.id) or _never_asked(question.id)) for question in run.questions()
    ]
    return Score(
        verdicts=verdicts,
        figures=figures_of(verdicts),
        categories=_groups(verdicts, lambda verdict: verdict.category),
        parts=_groups(verdicts, lambda verdict: verdict.part),
    )


def _never_asked(question_id: str) -> Said:
    return Said(id=question_id, ok=False, latency_ms=0.0, body={})


def figures_of(verdicts: Sequence[Verdict]) -> list[Figure]:
    refused = [verdict for verdict in verdicts if "refuse" in verdict.shown]
    to_refuse = [verdict for verdict in verdicts if verdict.expected == "refuse"]
    times = sorted(verdict.latency_ms for verdict in verdicts if not verdict.failed)
    return [
        _share("right", [verdict.right for verdict in verdicts]),
        _share("behaviour_right", [verdict.behaviour_right for verdict in verdicts]),
        _share("wrong_fact", [bool(verdict.wrong_fact) for verdict in verdicts]),
        _share("cited", [verdict.cited for verdict in verdicts]),
        _share("document_right", [verdict.document_right for verdict in verdicts]),
        _share("warnings_right", [verdict.warnings_right for verdict in verdicts]),
        _share("warnings_exact", [verdict.warnings_exact for verdict in verdicts]),
        _share("refusal_precision", [verdict.expected == "refuse" for verdict in refused]),
        _share("refusal_recall", ["refuse" in verdict.shown for verdict in to_refuse]),
        _share("failed", [verdict.failed for verdict in verdicts]),
        Figure("latency_median", median(times) if times else None, len(times)),
        Figure("latency_p95", percentile(times, 0.95) if times else None, len(times)),
    ]


def _share(name: str, outcomes: Iterable[bool | None]) -> Figure:
    counted = [outcome for outcome in outcomes if outcome is not None]
    return Figure(name, sum(counted) / len(counted) if counted else None, len(counted))


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    rank = -int(-share * len(ordered) // 1)
    return ordered[max(rank, 1) - 1]


def _groups(verdicts: Sequence[Verdict], key: Callable[[Verdict], str]) -> list[Group]:
    groups: dict[str, list[bool]] = {}
    for verdict in verdicts:
        groups.setdefault(key(verdict), []).append(verdict.right)
    return [Group(name, len(rights), sum(rights) / len(rights)) for name, rights in groups.items()]


def read_floors(question_set: str, *, path: Path = CONFIGS / "floors.yml") -> dict[str, float]:
    floors: dict[str, dict[str, float]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return floors.get(question_set, {})


def shortfalls(score: Scored, floors: dict[str, float]) -> list[Shortfall]:
    """The figures that miss their floor; one that could not be measured misses it too."""
    return [
        Shortfall(name, value, floor)
        for name, floor in floors.items()
        if (value := score.figure(name).value) is None or not _keeps(name, value, floor)
    ]


def _keeps(name: str, value: float, floor: float) -> bool:
    return value <= floor if name in AT_MOST else value >= floor
