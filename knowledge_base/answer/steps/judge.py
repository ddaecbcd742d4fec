"""Is the answer in here at all? Orders the candidates and keeps those that answer."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.estimate import judgement, look
from knowledge_base.answer.fit import coverage, is_official, passage_of, share
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.record import is_of_record
from knowledge_base.answer.wording import subject
from knowledge_base.models import Source
from knowledge_base.wire import Status

_NEAR = 3
_SHORT = 2
"""Characters in which a follow-up that asks for a figure names nothing new: 要提到多少."""
_TIME = re.compile(r"(?:20)?\d\d年(?:[底末初])?(?:的?时候)?")
_OWN_WEIGHT = 3.0
"""What a follow-up says itself weighs more than what was said before."""
_WANT_BONUS = 0.3
"""A passage that holds the kind of thing asked for goes before one that does not."""
_POINT_BONUS = 0.3
"""Our own plain words go before the official sentence that says the same."""
_SAID_WEIGHT = 0.5
"""A passage that says more of the question, in the same or in formal words, goes first."""
_OFFICIAL_TOLD = 3
"""Sentences of an official text say less each than a point does."""


@dataclass(frozen=True)
class Bars:
    """`judge.yml` says what each is."""

    bar: float
    maybe: float
    subject_bar: float
    beside: float

    @staticmethod
    @cache
    def load() -> "Bars":
        source = (Path(__file__).parent.parent / "judge.yml").read_text(encoding="utf-8")
        return Bars(**yaml.safe_load(source))


def judge(context: Context, services: Services) -> None:
    """Keep what answers; set the status where nothing does, or where the district decides."""
    del services
    bars = Bars.load()
    for part in context.parts:
        part.findings = [_judged(part, finding, bars) for finding in part.findings]
    findings = [finding for part in context.parts for finding in part.findings]
    if not any(part.answered for part in context.parts):
        is_ours = any(finding.subject >= bars.subject_bar for finding in findings)
        context.status = Status.NOT_IN_DOCUMENTS if is_ours else Status.OUT_OF_SCOPE
    elif not context.region_is_known:
        _settle_region(context, bars)


def assess(part: Part, finding: Finding) -> Finding:
    """The finding with its candidates in order, and how likely they answer."""
    ordered = in_order(part, finding.candidates)
    if not ordered:
        return replace(finding, near=[], likelihood=0.0, subject=0.0)
    seen = look(part.query, part.want, ordered)
    return replace(
        finding,
        candidates=ordered,
        near=ordered[:_NEAR],
        likelihood=judgement().answers.of(seen),
        subject=judgement().subject.of(seen),
    )


def _judged(part: Part, finding: Finding, bars: Bars) -> Finding:
    assessed = assess(part, finding)
    answers = assessed.likelihood >= bars.bar
    return replace(assessed, candidates=_told(part, assessed.candidates, bars) if answers else [])


def in_order(part: Part, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates ranked, the best first. A document's record counts only where one is asked about."""
    of_document = patterns("question", "of_document").search(part.query)
    ranked = [
        replace(candidate, rank=_rank(part, candidate))
        for candidate in candidates
        if of_document or not is_of_record(candidate.chunk)
    ]
    return sorted(ranked, key=lambda candidate: candidate.rank, reverse=True)


def _rank(part: Part, candidate: Candidate) -> float:
    point = _POINT_BONUS if candidate.chunk.source is Source.POLICY_POINT else 0.0
    wanted = _WANT_BONUS if part.want.holds and part.want.is_met_by_chunk(candidate.chunk) else 0.0
    said = _SAID_WEIGHT * share(part.query, passage_of(candidate.chunk))
    return candidate.fused + point + wanted + said + _OWN_WEIGHT * _own_share(part, candidate)


def _told(part: Part, ordered: list[Candidate], bars: Bars) -> list[Candidate]:
    """What is told: passages that hold what is asked for and are close to the best of all.

    What holds it but lies far behind is of something else: of 16 such passages that the tuning questions
    found, two were right.
    """
    wanted = _own_share_wanted(part, ordered)
    answering = [
        candidate
        for candidate in ordered
        if part.want.is_met_by_chunk(candidate.chunk)
        and _own_share(part, candidate) >= wanted
        and candidate.rank >= ordered[0].rank - bars.beside
    ]
    if not answering:
        return []
    best = answering[0]
    most = max(part.want.told, _OFFICIAL_TOLD) if is_official(best.chunk) else part.want.told
    same_source = [candidate for candidate in answering if candidate.chunk.source is best.chunk.source]
    return same_source[:most]


def _own_share_wanted(part: Part, seen: list[Candidate]) -> float:
    """Where a follow-up names something new, a passage must have something of it; and where there is one that
    has all of it, most of it: 失业登记 has two of three pairs of 就业登记 and is another thing."""
    own = _own_words(part)
    if not part.names_something_new or (len(subject(own)) <= _SHORT and part.want.holds is not None):
        return 0.0
    found_whole = any(_own_share(part, candidate) == 1.0 for candidate in seen)
    return 0.7 if found_whole else 0.01


def _own_share(part: Part, candidate: Candidate) -> float:
    """How much of what a completed question says itself the passage has."""
    own = _own_words(part)
    return coverage(own, candidate.chunk) if own else 0.0


def _own_words(part: Part) -> str:
    """What a follow-up says itself, without the year that it only asks for."""
    return _TIME.sub("", part.own)


def _settle_region(context: Context, bars: Bars) -> None:
    """Without a district: ask, unless nothing of another district comes near."""
    findings = [finding for part in context.parts for finding in part.findings]
    answering = {finding.region for finding in findings if finding.candidates}
    near = {finding.region for finding in findings if finding.likelihood >= bars.maybe}
    if len(answering | near) > 1:
        context.status = Status.CLARIFY_REGION
        return
    context.regions = tuple(answering)
    for part in context.parts:
        part.findings = [finding for finding in part.findings if finding.region in answering]
