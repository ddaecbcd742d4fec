"""Times of one kind of measurement, and the ratio that matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from evaluation.answers.score import percentile


@dataclass(frozen=True)
class Summary:
    name: str
    count: int
    median_ms: float
    p95_ms: float


def summarise(name: str, milliseconds: Sequence[float]) -> Summary:
    return Summary(name, len(milliseconds), median(milliseconds), percentile(sorted(milliseconds), 0.95))


def ratio(summaries: Sequence[Summary], *, over: str, under: str) -> float:
    by_name = {summary.name: summary.median_ms for summary in summaries}
    return by_name[over] / by_name[under]
