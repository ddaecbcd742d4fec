"""What is seen of the passages found for a question, and how likely they answer it.

The estimates are sums of small trees, fitted by `python -m evaluation calibrate` on questions of which
it is known whether the documents answer them. They stand in `judge.json`; here is only added up.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from math import exp, log1p
from pathlib import Path

from knowledge_base.answer.context import Candidate, Want
from knowledge_base.answer.fit import heading_of, is_official, missed, passage_of, share

MODEL = Path(__file__).with_name("judge.json")
_TOP = 3
_FOURTH = 3


@dataclass(frozen=True)
class Seen:
    """What is seen of a question and the passages found for it, the best one first.

    `dense` is scaled: (cosine similarity - 0.90) / 0.02; `words` is ln(1 + BM25). `said` is the share of the
    question that the best passage says too, `missed` how telling the word is that it lacks most, `subject`
    the share that its heading says. `wanted` is 1 where it holds the kind of thing asked for, -1 where it
    does not, 0 where any will do. `..._top` are of the best three passages, the `gap_...`s how far the next
    ones are behind.
    """

    dense: float
    words: float
    said: float
    missed: float
    subject: float
    wanted: float
    dense_top: float
    words_top: float
    said_top: float
    said_together: float
    fused: float
    gap_second: float
    gap_fourth: float
    official: float
    table_row: float


NAMES = tuple(field.name for field in fields(Seen))

RISING = {
    "dense": 1, "words": 1, "said": 1, "missed": -1, "subject": 1, "wanted": 1,
    "dense_top": 1, "words_top": 1, "said_top": 1, "said_together": 1, "fused": 1,
}  # fmt: skip
"""Which way each makes an answer likelier, whatever the data of a fit say; the others may go either way."""


def look(query: str, want: Want, candidates: Sequence[Candidate]) -> Seen:
    """What is seen of a question's candidates, best first; there must be one."""
    best, top = candidates[0], candidates[:_TOP]
    passages = [passage_of(candidate.chunk) for candidate in top]
    shares = [share(query, passage) for passage in passages]
    return Seen(
        dense=_dense(best),
        words=log1p(best.lexical),
        said=shares[0],
        missed=missed(query, passages[0]),
        subject=share(query, heading_of(best.chunk)),
        wanted=_wanted(want, best),
        dense_top=max(map(_dense, top)),
        words_top=max(log1p(candidate.lexical) for candidate in top),
        said_top=max(shares),
        said_together=share(query, "\n".join(passages)),
        fused=best.fused,
        gap_second=best.fused - candidates[1].fused if len(candidates) > 1 else 0.0,
        gap_fourth=best.fused - candidates[_FOURTH].fused if len(candidates) > _FOURTH else 0.0,
        official=float(is_official(best.chunk)),
        table_row=float(best.chunk.is_table_row),
    )


def _dense(candidate: Candidate) -> float:
    return (candidate.dense - 0.90) / 0.02


def _wanted(want: Want, candidate: Candidate) -> float:
    if want.holds is None:
        return 0.0
    return 1.0 if want.is_met_by_chunk(candidate.chunk) else -1.0


@dataclass(frozen=True)
class Node:
    """A fork, or a leaf where `feature` is -1. `left` is taken up to the threshold."""

    feature: int
    threshold: float
    left: int
    right: int
    value: float


@dataclass(frozen=True)
class Estimate:
    """The probability of one statement about what was seen."""

    baseline: float
    trees: tuple[tuple[Node, ...], ...]

    def of(self, seen: Seen) -> float:
        """Between 0 and 1."""
        values = astuple(seen)
        total = self.baseline + sum(_leaf(tree, values) for tree in self.trees)
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _leaf(tree: tuple[Node, ...], values: Sequence[float]) -> float:
    node = tree[0]
    while node.feature >= 0:
        node = tree[node.left if values[node.feature] <= node.threshold else node.right]
    return node.value


@dataclass(frozen=True)
class Judgement:
    """The fitted estimates: that a passage answers, and that the question is of our subject at all."""

    answers: Estimate
    subject: Estimate


@cache
def judgement() -> Judgement:
    return read_judgement(MODEL)


def read_judgement(path: Path) -> Judgement:
    """The estimates of a fit.

    Raises:
        ValueError: it was fitted on other features than these.
    """
    source = json.loads(path.read_text(encoding="utf-8"))
    if tuple(source["features"]) != NAMES:
        raise ValueError(f"{path.name} was fitted on {source['features']}")
    return Judgement(answers=_estimate(source["answers"]), subject=_estimate(source["subject"]))


def _estimate(source: dict[str, object]) -> Estimate:
    trees = source["trees"]
    if not isinstance(trees, list) or not isinstance(baseline := source["baseline"], int | float):
        raise ValueError("no trees")
    return Estimate(
        baseline=float(baseline),
        trees=tuple(tuple(Node(*node) for node in tree) for tree in trees),
    )
