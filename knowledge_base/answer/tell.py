"""Policy points by id, for a flow that knows which fact it needs: cited and cautioned as in an answer."""

from collections.abc import Iterable, Iterator
from datetime import date

from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.documents import DocumentsOnDemand
from knowledge_base.answer.sources import cite, stands
from knowledge_base.answer.steps.caution import caution
from knowledge_base.models import Chunk, Document, Source
from knowledge_base.terms import gave_way, is_withdrawn
from knowledge_base.wire import AnswerRequest, PointTold, Segment, Status


def tell(ids: Iterable[str], services: Services) -> list[PointTold]:
    """Those that are published, in the order asked. `ids` are `document:point`.

    A point of a document that another one has taken the place of, or that was withdrawn, is not told: a flow
    tells what to do now.
    """
    if Source.POLICY_POINT not in services.sources:
        return []
    return list(_told(dict.fromkeys(ids), services))


def _told(ids: Iterable[str], services: Services) -> Iterator[PointTold]:
    for id_ in ids:
        chunk = _chunk(id_, services)
        if chunk is not None and stands(chunk, services):
            yield _point(id_, chunk, services)


def _chunk(id_: str, services: Services) -> Chunk | None:
    document_id, _, point = id_.partition(":")
    version = services.store.published_version(document_id, Source.POLICY_POINT)
    document = services.store.document(document_id)
    if version is None or document is None or _is_gone(document, services.clock.today()):
        return None
    chunk_id = f"{document_id}:{version.number}:{point}"
    return services.store.chunks([chunk_id]).get(chunk_id)


def _is_gone(document: Document, day: date) -> bool:
    return gave_way(document, day) or is_withdrawn(document, day)


def _point(id_: str, chunk: Chunk, services: Services) -> PointTold:
    context = Context(
        request=AnswerRequest(question=chunk.subject),
        trace_id="",
        as_of=services.clock.today(),
        regions=(chunk.region,),
        documents=DocumentsOnDemand(services.store),
        status=Status.ANSWERED,
    )
    context.segments.append(Segment(text=chunk.quote, citations=[cite(context, chunk)]))
    caution(context, services)
    [citation] = context.citations
    return PointTold(
        id=id_, text=chunk.quote, citation=citation, warnings=context.warnings, notes=context.notes
    )
