"""Is the answer in here at all? Orders the candidates and keeps those that answer."""

from dataclasses import dataclass, replace
from functools import cache
from math import exp, log1p
from pathlib import Path

import yaml

from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.fit import coverage
from knowledge_base.answer.steps.understand import bare_words
from knowledge_base.models import Source
from knowledge_base.wire import Status

_NEAR = 3
_OWN_WEIGHT = 3.0
"""What a follow-up says itself weighs more than what was said before."""
_POINT_BONUS = 0.15
"""Our own plain words go before the official sentence that says the same."""


@dataclass(frozen=True)
class Weights:
    """The judge's parameters; `judge.yml` says what each is."""

    bias: float
    dense: float
    coverage: float
    lexical: float
    bar: float
    scope_bar: float
    beside: float

    @staticmethod
    @cache
    def load() -> "Weights":
        source = yaml.safe_load((Path(__file__).parent.parent / "judge.yml").read_text(encoding="utf-8"))
        weights = source.pop("weights")
        return Weights(**source, **weights)


def judge(context: Context, services: Services) -> None:
    """Keep what answers; set the status where nothing does, or where the district decides."""
    del services
    weights = Weights.load()
    for part in context.parts:
        for finding in part.findings:
            _judge_finding(part, finding, weights)
    findings = [finding for part in context.parts for finding in part.findings]
    best = max(_likelihood_of_best(finding) for finding in findings)
    if not any(part.answered for part in context.parts):
        context.status = Status.NOT_IN_DOCUMENTS if best >= weights.scope_bar else Status.OUT_OF_SCOPE
    elif not context.region_is_known:
        _settle_region(context, weights)


def _judge_finding(part: Part, finding: Finding, weights: Weights) -> None:
    seen = [
        replace(
            candidate,
            coverage=(covered := coverage(part.query, candidate.chunk)),
            likelihood=likelihood(candidate, covered, weights),
        )
        for candidate in finding.candidates
    ]
    seen.sort(key=lambda candidate: _rank(part, candidate), reverse=True)
    finding.near = seen[:_NEAR]
    wanted = _own_share_wanted(part, seen)
    answering = [
        candidate for candidate in seen if _answers(part, candidate, weights, own_share_wanted=wanted)
    ]
    finding.candidates = [
        candidate
        for candidate in answering[: part.want.told]
        if candidate.likelihood >= answering[0].likelihood - weights.beside
    ]


def _answers(part: Part, candidate: Candidate, weights: Weights, *, own_share_wanted: float) -> bool:
    return (
        candidate.likelihood >= weights.bar
        and part.want.is_met_by(candidate.chunk.text)
        and _own_share(part, candidate) >= own_share_wanted
    )


def _own_share_wanted(part: Part, seen: list[Candidate]) -> float:
    """Where a follow-up names something new, a passage must have something of it; and where there is one that
    has all of it, most of it: 失业登记 has two of three pairs of 就业登记 and is another thing."""
    if not (part.names_something_new and bare_words(part.own)):
        return 0.0
    found_whole = any(_own_share(part, candidate) == 1.0 for candidate in seen)
    return 0.7 if found_whole else 0.01


def _own_share(part: Part, candidate: Candidate) -> float:
    """How much of what a completed question says itself the passage has."""
    return coverage(part.own, candidate.chunk) if part.own else 0.0


def likelihood(candidate: Candidate, covered: float, weights: Weights) -> float:
    """The estimate that a candidate answers, between 0 and 1."""
    total = (
        weights.bias
        + weights.dense * (candidate.dense - 0.90) / 0.02
        + weights.coverage * covered
        + weights.lexical * (log1p(candidate.lexical) - 3.5)
    )
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _rank(part: Part, candidate: Candidate) -> float:
    bonus = _POINT_BONUS if candidate.chunk.source is Source.POLICY_POINT else 0.0
    own = _OWN_WEIGHT * _own_share(part, candidate)
    return candidate.fused + candidate.coverage + bonus + own


def _settle_region(context: Context, weights: Weights) -> None:
    """Without a district: ask, unless nothing of another district comes near."""
    findings = [finding for part in context.parts for finding in part.findings]
    answering = {finding.region for finding in findings if finding.candidates}
    near = {finding.region for finding in findings if _likelihood_of_best(finding) >= weights.scope_bar}
    if len(answering | near) > 1:
        context.status = Status.CLARIFY_REGION
        return
    context.regions = tuple(answering)
    for part in context.parts:
        part.findings = [finding for finding in part.findings if finding.region in answering]


def _likelihood_of_best(finding: Finding) -> float:
    return max((candidate.likelihood for candidate in finding.near), default=0.0)
