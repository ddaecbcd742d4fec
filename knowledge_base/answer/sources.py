"""The passages that an answer rests on."""

from datetime import date

from knowledge_base.answer.context import Context, Services
from knowledge_base.models import Chunk, Document, Source
from knowledge_base.terms import validity_on
from knowledge_base.wire import Citation


def stands(chunk: Chunk, services: Services) -> bool:
    """Whether a chunk's quote is in the stored version to the letter, where the chunk says."""
    version = services.store.version(chunk.document_id, chunk.version)
    return version is not None and version.text[chunk.start : chunk.end] == chunk.quote


def cite(context: Context, chunk: Chunk) -> int:
    """The number of a chunk's citation; a chunk cited before keeps its number."""
    for number, quoted in context.quoted.items():
        if quoted.id == chunk.id:
            return number
    number = len(context.quoted) + 1
    context.quoted[number] = chunk
    document = context.documents[chunk.document_id]
    context.citations.append(citation_of(chunk, document, number=number, day=context.as_of))
    return number


def citation_of(chunk: Chunk, document: Document, *, number: int, day: date) -> Citation:
    return Citation(
        n=number,
        document_id=document.id,
        version=chunk.version,
        title=document.title,
        document_number=document.number,
        issuer=document.issuer,
        published_on=document.published_on,
        region=document.region,
        section=list(chunk.path),
        quote=chunk.quote,
        quote_kind="policy_point" if chunk.source is Source.POLICY_POINT else "official",
        validity=validity_on(document, day).value,
        period_to=document.period_to,
        url=document.url,
    )
