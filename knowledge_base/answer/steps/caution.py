"""What a reader must know beside the fact, in words; and for a refusal, what is near and whom to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.dated import is_of_other_years, years_of
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.period import Years, asked_years, meet, years_in
from knowledge_base.answer.replies import reply
from knowledge_base.answer.text import squeeze
from knowledge_base.kinds import kinds_told
from knowledge_base.models import Chunk, Document, DocumentKind, PointKind, Validity
from knowledge_base.terms import gave_way, in_force, nothing_before, validity_on
from knowledge_base.wire import AnswerWarning, Status

_NEAR_SUBJECTS = 3
_OF_THE_PAPER = (("文件说明",), ("文件信息",))
"""Headings under which stands what is said of the paper as a whole."""

Warned = Iterator[tuple[AnswerWarning, str]]


@dataclass(frozen=True)
class _Told:
    """A passage that a sentence rests on, and the kind of what the sentence tells of it."""

    chunk: Chunk
    kind: PointKind | None


def caution(context: Context, services: Services) -> None:
    """Set the warnings and the notes that stand under the answer."""
    answers = context.status in (Status.ANSWERED, Status.PARTLY_ANSWERED)
    if answers or context.segments:
        _warn(context, services)
    if not answers:
        context.notes = [*context.notes, *_refusal(context, services)]


def _warn(context: Context, services: Services) -> None:
    """By the passage that each sentence tells, not by the one that is cited beside it."""
    told = [
        _Told(chunk, kind)
        for segment in context.segments
        if segment.citations and (chunk := context.quoted[segment.citations[0]])
        for kind in kinds_told(chunk, segment.text)
    ]
    years = asked_years(context.question, today=context.as_of)
    found = [warned for passage in told for warned in _warnings(passage, context, years)]
    found += _superseded_since(told, context, services)
    found += _beside(context)
    context.warnings = list(dict.fromkeys([*context.warnings, *(warning for warning, _ in found)]))
    notes = [note for _, note in found] + [*_other_year(told, context, years), *_other_day(context, services)]
    context.notes = list(dict.fromkeys([*context.notes, *notes]))


def _beside(context: Context) -> Warned:
    """Another place that was asked about together with ours."""
    if context.elsewhere:
        yield AnswerWarning.OTHER_REGION, reply("elsewhere_beside", place=context.elsewhere)


def _warnings(told: _Told, context: Context, years: Years | None) -> Warned:
    """Validity first; then what applies of its kind. A record of the past is no promise."""
    document = context.documents[told.chunk.document_id]
    yield from _validity(document, context)
    if document.kind is not DocumentKind.PLAN or _is_of_the_paper(told, document):
        return
    if told.kind is PointKind.RECORD:
        yield from _record(context)
    elif told.kind is not PointKind.TARGET:
        yield AnswerWarning.PLAN_NOT_RULE, reply("warning_plan_not_rule")
    elif not _asks_for_its_past(told.chunk, document, context.question, years):
        yield from _target(told.chunk.period_to or document.period_to, context.as_of)
        if _asks_for_use(context):
            yield AnswerWarning.PLAN_NOT_RULE, reply("warning_plan_not_rule")


def _is_of_the_paper(told: _Told, document: Document) -> bool:
    """What is said of the paper as a whole offers nothing; but its period may have ended."""
    ended = told.kind is PointKind.TARGET and document.validity is Validity.IN_FORCE
    return told.chunk.path[-1:] in _OF_THE_PAPER and not ended


def _record(context: Context) -> Warned:
    """What was done need not be on offer now, where somebody asks how to use it."""
    if _asks_for_use(context):
        yield AnswerWarning.PLAN_NOT_RULE, reply("warning_record_now")


def _asks_for_use(context: Context) -> bool:
    return bool(patterns("tense", "now").search(squeeze(context.question)))


def _validity(document: Document, context: Context) -> Warned:
    validity = validity_on(document, context.as_of)
    if validity is not Validity.IN_FORCE:
        name = "warning_expired" if validity is Validity.EXPIRED else "warning_repealed"
        yield AnswerWarning.EXPIRED, reply(name, title=document.title)
    if gave_way(document, context.as_of):
        yield AnswerWarning.SUPERSEDED, _gave_way(document, context)


def _gave_way(document: Document, context: Context) -> str:
    newer = context.documents.get(document.superseded_by or "")
    name = newer.title if newer else document.superseded_by or ""
    return reply("warning_superseded", title=document.title, newer=name)


def _target(last_day: date | None, as_of: date) -> Warned:
    if last_day and last_day < as_of:
        yield AnswerWarning.PERIOD_ENDED, reply("warning_period_ended", year=str(last_day.year))
    elif last_day:
        yield AnswerWarning.PLAN_NOT_RULE, reply("warning_target_open", year=str(last_day.year))
    else:
        yield AnswerWarning.PLAN_NOT_RULE, reply("warning_target_undated")


def _asks_for_its_past(chunk: Chunk, document: Document, question: str, years: Years | None) -> bool:
    """Whether a passage with a target is asked only for the figure that it began from."""
    if years is None or document.period_from is None or years[1] >= document.period_from.year:
        return False
    if patterns("tense", "aim").search(squeeze(question)):
        return False
    return any(meet(years, named) for named in years_in(chunk.text))


def _superseded_since(told: list[_Told], context: Context, services: Services) -> Warned:
    """For an earlier day: what was told then and is told otherwise now."""
    today = services.clock.today()
    if context.as_of >= today:
        return
    holding = in_force(services.terms(), today)
    for chunk in (passage.chunk for passage in told):
        document = context.documents[chunk.document_id]
        if gave_way(document, today):
            yield AnswerWarning.SUPERSEDED, _gave_way(document, context)
        elif (chunk.document_id, chunk.version) not in holding:
            yield AnswerWarning.SUPERSEDED, reply("warning_amended", title=document.title)


def _other_year(told: list[_Told], context: Context, years: Years | None) -> Iterator[str]:
    """A figure is not passed off as that of another year."""
    held = [
        years_of(passage.chunk, passage.kind, context.documents[passage.chunk.document_id])
        for passage in told
    ]
    if (
        years is None
        or years[0] != years[1]
        or not all(is_of_other_years(years, stretches) for stretches in held)
    ):
        return
    known = "、".join(dict.fromkeys(str(last) for stretches in held for _, last in stretches))
    if known:
        yield reply("no_figure_for_year", asked=str(years[0]), known=known)


def _other_day(context: Context, services: Services) -> Iterator[str]:
    if context.as_of != services.clock.today():
        yield reply("as_of", day=_told_day(context.as_of))


def _told_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _refusal(context: Context, services: Services) -> list[str]:
    status = context.status
    if status is Status.NOT_IN_DOCUMENTS and context.elsewhere:
        context.warnings.append(AnswerWarning.OTHER_REGION)
        return [reply("elsewhere", place=context.elsewhere)]
    if status is Status.NOT_IN_DOCUMENTS:
        told = [] if context.segments else _not_in_documents(context, services)
        return [*told, reply("whom_to_ask")]
    if status is Status.CLARIFY_REGION:
        return [reply("clarify_region", regions="还是".join(_names(context, services)))]
    if status is Status.UNSAFE and patterns("attack", "abuse").search(squeeze(context.question)):
        return [reply("abuse")]
    return [reply(str(status))]


def _not_in_documents(context: Context, services: Services) -> Iterator[str]:
    region = "和".join(_names(context, services))
    first = _first_day(context, services)
    if first:
        day, from_day = _told_day(context.as_of), _told_day(first)
        yield reply("not_yet", region=region, day=day, first=from_day)
        return
    yield reply("not_in_documents", region=region)
    near = _near_subjects(context)
    if near:
        yield reply("near", subjects="、".join(near))
    yield from _other_day(context, services)


def _first_day(context: Context, services: Services) -> date | None:
    """When our first document of these regions begins, where the question is about a day before it."""
    if context.request.as_of is None:
        return None
    return nothing_before(services.terms(), context.as_of, regions=context.regions)


def _names(context: Context, services: Services) -> list[str]:
    return [region.short_name for code in context.regions if (region := services.regions.find(code))]


def _near_subjects(context: Context) -> list[str]:
    candidates = [near for part in context.parts for finding in part.findings for near in finding.near]
    candidates.sort(key=lambda candidate: candidate.rank, reverse=True)
    subjects = [candidate.chunk.subject for candidate in candidates if candidate.chunk.subject]
    return list(dict.fromkeys(subjects))[:_NEAR_SUBJECTS]
