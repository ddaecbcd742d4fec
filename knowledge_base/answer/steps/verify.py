"""Nothing leaves that its source does not say, whoever worded it."""

import re
from collections.abc import Iterator

from chassis.logs import get_logger
from chassis.pii import mask
from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.faithful import Wording, objection
from knowledge_base.answer.record import figures_on_record, is_of_record
from knowledge_base.answer.sources import stands
from knowledge_base.answer.text import numerals
from knowledge_base.models import Chunk
from knowledge_base.ports import ModelTask
from knowledge_base.wire import Segment, Status

_LINK = re.compile(r"(?:https?://|www\.)[\w./?=&%#:+~@-]+", re.ASCII)
_SENTENCE_ENDS = ("。", "！", "？", "；", "!", "?", ";")
_LOGGED_CHARACTERS = 200


def verify(context: Context, services: Services) -> None:
    """Drop a segment whose quote is not in the stored version to the letter, or whose figures are not in
    its quotes; strip links. What is left decides whether the question counts as answered.

    A model's wording takes the place of a composed sentence that holds, where it says the same.
    """
    sound = {number for number, chunk in context.quoted.items() if stands(chunk, services)}
    bare = [_without_links(segment) for segment in context.segments]
    holds = [_holds(segment, sound, context, services) for segment in bare]
    _take_back(context, [segment for segment, held in zip(bare, holds, strict=True) if not held])
    kept = [
        _worded(position, segment, context, services)
        for position, (segment, held) in enumerate(zip(bare, holds, strict=True))
        if held
    ]
    used = {number for segment in kept for number in segment.citations}
    context.segments = kept if used else []
    context.citations = [citation for citation in context.citations if citation.n in used]
    context.quoted = {number: chunk for number, chunk in context.quoted.items() if number in used}
    context.status = _status(context)


def _worded(position: int, segment: Segment, context: Context, services: Services) -> Segment:
    """The segment in the model's words, or as it was composed: for each it is decided alone."""
    use, proposed = services.model, context.wordings.get(position)
    if use is None or not proposed:
        return segment
    said = "".join(_ended(" ".join(sentence.split())) for sentence in proposed)
    sources = "\n".join(_sources(segment, context))
    reason = objection(Wording(said=said, composed=segment.text, sources=sources, regions=services.regions))
    use.usage.judged(ModelTask.WORD, reason or "used")
    if reason:
        get_logger().warning("wording_refused", reason=reason, wording=mask(said)[:_LOGGED_CHARACTERS])
        return segment
    return segment.model_copy(update={"text": said})


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith(_SENTENCE_ENDS) else f"{sentence}。"


def _sources(segment: Segment, context: Context) -> Iterator[str]:
    """All that a wording may draw on beside the composed sentence."""
    for chunk in (context.quoted[number] for number in segment.citations):
        yield chunk.quote
        yield from chunk.path
        document = context.documents.get(chunk.document_id)
        if document:
            yield from (document.title, document.issuer)


def _take_back(context: Context, dropped: list[Segment]) -> None:
    """A finding whose segment was dropped is no answer."""
    if not dropped:
        return
    get_logger().error("segments_dropped", dropped=len(dropped))
    lost = {context.quoted[segment.citations[0]].id for segment in dropped}
    for part in context.parts:
        for finding in part.findings:
            finding.candidates = [
                candidate for candidate in finding.candidates if candidate.chunk.id not in lost
            ]


def _status(context: Context) -> Status:
    if not context.citations:
        return Status.NOT_IN_DOCUMENTS
    findings = [finding for part in context.parts for finding in part.findings]
    return Status.ANSWERED if all(finding.candidates for finding in findings) else Status.PARTLY_ANSWERED


def _holds(segment: Segment, sound: set[int], context: Context, services: Services) -> bool:
    if not segment.citations:
        return True
    if not set(segment.citations) <= sound:
        return False
    quoted = [context.quoted[number] for number in segment.citations]
    said = numerals(segment.text)
    figures = _figures(quoted) | _figures_on_record(quoted, context)
    return said <= figures or said <= figures | _figures_of_tables(quoted, services)


def _figures(quoted: list[Chunk]) -> set[str]:
    return numerals("\n".join(chunk.quote for chunk in quoted))


def _figures_on_record(quoted: list[Chunk], context: Context) -> set[str]:
    """Of a document itself, what is on record may be said."""
    documents = {context.documents[chunk.document_id].id for chunk in quoted if is_of_record(chunk)}
    return numerals("\n".join(figures_on_record(context.documents[name]) for name in documents))


def _figures_of_tables(quoted: list[Chunk], services: Services) -> set[str]:
    """The numerals of a row's header and cells may be said of it too: the header stands above the row, and a
    merged cell in the row where it begins."""
    said: list[str] = []
    for chunk in (chunk for chunk in quoted if chunk.is_table_row):
        for section in services.store.sections(chunk.document_id, chunk.version):
            if section.table and (chunk.start, chunk.end) in section.row_spans:
                row = section.table.rows[section.row_spans.index((chunk.start, chunk.end))]
                said += [*section.table.header, *row]
    return numerals("\n".join(said))


def _without_links(segment: Segment) -> Segment:
    return segment.model_copy(update={"text": _LINK.sub("", segment.text)})
