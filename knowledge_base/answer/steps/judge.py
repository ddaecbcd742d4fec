"""Is the answer in here at all? Orders the candidates and keeps those that answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from knowledge_base.answer.bars import Bars, Order
from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.dated import is_of_other_years, years_of
from knowledge_base.answer.estimate import judgement, look
from knowledge_base.answer.everyday import formal_words
from knowledge_base.answer.fit import coverage, heading_of, is_official, missed, passage_of, share
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.period import Years, asked_years
from knowledge_base.answer.record import is_of_record
from knowledge_base.answer.wording import subject
from knowledge_base.models import Chunk, Document, Source
from knowledge_base.wire import Status

_NEAR = 3
_SHORT = 2
"""Characters in which a follow-up that asks for a figure names nothing new: 要提到多少."""
_TIME = re.compile(
    r"(?:(?:20)?\d\d|[二2][零〇0][零〇一二三四五六七八九]{2}|[零〇一二三四五六七八九]{2})年(?:[底末初])?(?:的?时候)?|那年|当年|当时|那时候?"
)
_FORMALLY = 0.5
"""Of a follow-up's everyday words a passage has at least so much that has a formal word for one of them."""
_YEARS_APART = 2
"""A passage of the year asked about may lie farther behind: the target of a thing says more of it."""
_LOOKED_AT = 40
"""Passages, the nearest ones, whose words are held against the question's."""
_OFFICIAL_TOLD = 3
"""Sentences of an official text say less each than a point does."""


def judge(context: Context, services: Services) -> None:
    """Keep what answers; set the status where nothing does, or where the district decides."""
    bars = services.bars.current
    years = asked_years(context.question, today=context.as_of)
    for part in context.parts:
        of_years = _OfYears(years if part.want.holds else None, context.documents)
        part.findings = [_judged(part, finding, bars, of_years) for finding in part.findings]
    findings = [finding for part in context.parts for finding in part.findings]
    if not any(part.answered for part in context.parts):
        is_ours = any(finding.subject >= bars.subject_bar for finding in findings)
        context.status = Status.NOT_IN_DOCUMENTS if is_ours else Status.OUT_OF_SCOPE
    elif not context.region_is_known:
        _settle_region(context, bars)


@dataclass(frozen=True)
class _OfYears:
    """Whether a passage's figures may be of the years asked about; `asked` None: any will do."""

    asked: Years | None
    documents: Mapping[str, Document]

    def fits(self, chunk: Chunk) -> bool:
        if self.asked is None:
            return True
        return not is_of_other_years(
            self.asked, years_of(chunk, chunk.kind, self.documents[chunk.document_id])
        )


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


def _judged(part: Part, finding: Finding, bars: Bars, of_years: _OfYears) -> Finding:
    assessed = assess(part, finding)
    if assessed.likelihood < bars.bar:
        return replace(assessed, candidates=[])
    told = _told(part, assessed.candidates, bars, of_years)
    return replace(assessed, candidates=told, beside=None if told else assessed.candidates[0])


def in_order(part: Part, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates ranked, the best first. A document's record counts only where one is asked about."""
    order = Bars.load().order
    of_document = patterns("question", "of_document").search(part.query)
    counted = [one for one in candidates if of_document or not is_of_record(one.chunk)]
    nearest = sorted(counted, key=lambda candidate: candidate.fused, reverse=True)[:_LOOKED_AT]
    ranked = [replace(candidate, rank=_rank(part, candidate, order)) for candidate in nearest]
    return sorted(ranked, key=lambda candidate: candidate.rank, reverse=True)


def _rank(part: Part, candidate: Candidate, order: Order) -> float:
    chunk, query, passage = candidate.chunk, part.query, passage_of(candidate.chunk)
    holds = part.want.holds is not None and part.want.is_met_by_chunk(chunk)
    return (
        candidate.fused
        + order.point * (chunk.source is Source.POLICY_POINT)
        + order.wanted * holds
        + order.said * share(query, passage)
        + order.itself * share(query, chunk.text)
        + order.subject * share(query, heading_of(chunk))
        - order.missed * missed(query, passage)
        + order.own * _own_share(part, candidate)
    )


def _told(part: Part, ordered: list[Candidate], bars: Bars, of_years: _OfYears) -> list[Candidate]:
    """What is told: passages that hold what is asked for and are close to the best of all.

    What holds it but lies far behind is of something else: of 16 such passages that the tuning questions
    found, two were right.
    """
    fitting = [candidate for candidate in ordered if of_years.fits(candidate.chunk)]
    if not fitting or fitting[0].rank < ordered[0].rank - _YEARS_APART * bars.beside:
        return []
    wanted = _own_share_wanted(part, ordered)
    answering = [
        candidate
        for candidate in fitting
        if part.want.is_met_by_chunk(candidate.chunk)
        and _own_share(part, candidate) >= wanted
        and candidate.rank >= fitting[0].rank - bars.beside
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
    if not own:
        return 0.0
    said = coverage(own, candidate.chunk)
    formal = (word for words in formal_words(own).values() for word in words)
    return said or _FORMALLY * any(word in passage_of(candidate.chunk) for word in formal)


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
