"""What a reader must know beside the fact, in words; and for a refusal, what is near and whom to ask."""

from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.replies import reply
from knowledge_base.answer.text import squeeze
from knowledge_base.models import Chunk, Document, DocumentKind, PointKind, Validity
from knowledge_base.wire import AnswerWarning, Status

_NEAR_SUBJECTS = 3


def caution(context: Context, services: Services) -> None:
    """Set the warnings and the notes that stand under the answer."""
    if context.status in (Status.ANSWERED, Status.PARTLY_ANSWERED):
        _warn(context)
    else:
        context.notes = [*_refusal(context, services)]


def _warn(context: Context) -> None:
    """By the passage that each sentence tells, not by the one that is cited beside it."""
    told = dict.fromkeys(segment.citations[0] for segment in context.segments if segment.citations)
    for chunk in (context.quoted[number] for number in told):
        document = context.documents[chunk.document_id]
        for warning, note in _warnings(chunk, document, context):
            if warning not in context.warnings:
                context.warnings.append(warning)
            if note not in context.notes:
                context.notes.append(note)


def _warnings(chunk: Chunk, document: Document, context: Context) -> list[tuple[AnswerWarning, str]]:
    """Validity first; then what applies of the chunk's kind. A record of the past is no promise."""
    found: list[tuple[AnswerWarning, str]] = []
    if document.validity is not Validity.IN_FORCE:
        name = "warning_expired" if document.validity is Validity.EXPIRED else "warning_repealed"
        found.append((AnswerWarning.EXPIRED, reply(name, title=document.title)))
    if document.kind is not DocumentKind.PLAN or chunk.kind is PointKind.RECORD:
        return found
    if chunk.kind is PointKind.TARGET:
        last_day = chunk.period_to or document.period_to
        if last_day and last_day < context.as_of:
            year = str(last_day.year)
            found.append((AnswerWarning.PERIOD_ENDED, reply("warning_period_ended", year=year)))
        return found
    found.append((AnswerWarning.PLAN_NOT_RULE, reply("warning_plan_not_rule")))
    return found


def _refusal(context: Context, services: Services) -> list[str]:
    status = context.status
    if status is Status.NOT_IN_DOCUMENTS and context.elsewhere:
        context.warnings.append(AnswerWarning.OTHER_REGION)
        return [reply("elsewhere", place=context.elsewhere)]
    if status is Status.NOT_IN_DOCUMENTS:
        near = _near_subjects(context)
        return [
            reply("not_in_documents", region="和".join(_names(context, services))),
            *([reply("near", subjects="、".join(near))] if near else []),
            reply("whom_to_ask"),
        ]
    if status is Status.CLARIFY_REGION:
        return [reply("clarify_region", regions="还是".join(_names(context, services)))]
    if status is Status.UNSAFE and patterns("attack", "abuse").search(squeeze(context.question)):
        return [reply("abuse")]
    return [reply(str(status))]


def _names(context: Context, services: Services) -> list[str]:
    return [region.short_name for code in context.regions if (region := services.regions.find(code))]


def _near_subjects(context: Context) -> list[str]:
    candidates = [near for part in context.parts for finding in part.findings for near in finding.near]
    candidates.sort(key=lambda candidate: candidate.likelihood, reverse=True)
    subjects = [candidate.chunk.subject for candidate in candidates if candidate.chunk.subject]
    return list(dict.fromkeys(subjects))[:_NEAR_SUBJECTS]
