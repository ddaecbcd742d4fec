"""What the documents do say of the matter, where they do not hold what was asked.

“六免是哪六样”: the plan names the six and does not list them. Who is told so need not wonder what we missed.
"""

from collections.abc import Iterator

from knowledge_base.answer.context import Candidate, Context, Part, Services
from knowledge_base.answer.plain import tell
from knowledge_base.answer.record import is_of_record
from knowledge_base.answer.replies import reply
from knowledge_base.answer.sources import cite, stands
from knowledge_base.models import Chunk, Source
from knowledge_base.wire import Segment, Status


def tell_beside(context: Context, services: Services) -> None:
    """Write the nearest passage, cited, under a refusal whose question it is about."""
    if context.status is not Status.NOT_IN_DOCUMENTS or context.segments or context.elsewhere:
        return
    nearest = max(_beside(context), key=lambda candidate: candidate.rank, default=None)
    if nearest is None or is_of_record(nearest.chunk) or not stands(nearest.chunk, services):
        return
    region = services.regions.find(context.documents[nearest.chunk.document_id].region)
    told = reply("beside", region=region.short_name if region else "", told=_told(context, nearest.chunk))
    context.segments = [Segment(text=told, citations=[cite(context, nearest.chunk)])]


def _beside(context: Context) -> Iterator[Candidate]:
    for part in context.parts:
        yield from (finding.beside for finding in part.findings if finding.beside)


def _told(context: Context, chunk: Chunk) -> str:
    if chunk.source is Source.POLICY_POINT:
        return chunk.quote
    part = next(part for part in context.parts if chunk in _chunks_beside(part))
    return tell(chunk, query=part.query, want=part.want)


def _chunks_beside(part: Part) -> list[Chunk]:
    return [finding.beside.chunk for finding in part.findings if finding.beside]
