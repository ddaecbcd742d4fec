"""The fact first, each sentence with the passage it rests on."""

from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.fit import coverage
from knowledge_base.answer.plain import tell
from knowledge_base.answer.replies import reply
from knowledge_base.answer.text import numerals
from knowledge_base.models import Chunk, Document, Source
from knowledge_base.wire import Citation, Segment

_FOLLOW_UPS = 3


def compose(context: Context, services: Services) -> None:
    """Write segments and citations; of a part that nothing answers, say so."""
    for part in context.parts:
        for finding in part.findings:
            _compose_finding(context, part, finding, services)
    context.follow_ups = _follow_ups(context)


def _compose_finding(context: Context, part: Part, finding: Finding, services: Services) -> None:
    several = len(part.findings) > 1
    name = services.regions.find(finding.region)
    place = reply("place", region=name.short_name) if several and name else ""
    if not finding.candidates:
        subject = part.text if len(context.parts) > 1 else ""
        context.segments.append(Segment(text=place + reply("part_missing", question=subject)))
        return
    for position, candidate in enumerate(finding.candidates):
        told = _tell(part, candidate.chunk)
        if any(told in segment.text for segment in context.segments):
            continue
        numbers = [_cite(context, candidate.chunk)]
        support = _official_support(candidate.chunk, finding)
        if support:
            numbers.append(_cite(context, support))
        context.segments.append(Segment(text=(place if position == 0 else "") + told, citations=numbers))


def _tell(part: Part, chunk: Chunk) -> str:
    if chunk.source is Source.POLICY_POINT:
        return chunk.quote
    return tell(chunk, query=part.query, want=part.want)


def _official_support(chunk: Chunk, finding: Finding) -> Chunk | None:
    """The official passage behind a policy point, where the official text is loaded and was found too."""
    if chunk.source is not Source.POLICY_POINT:
        return None
    figures = numerals(chunk.quote)
    for candidate in finding.near:
        other = candidate.chunk
        same_place = other.source is Source.OFFICIAL and other.document_id == chunk.document_id
        if same_place and figures <= numerals(other.quote) and coverage(chunk.subject, other) > 0.5:
            return other
    return None


def _cite(context: Context, chunk: Chunk) -> int:
    """The number of a chunk's citation; a chunk cited before keeps its number."""
    for number, quoted in context.quoted.items():
        if quoted.id == chunk.id:
            return number
    number = len(context.quoted) + 1
    context.quoted[number] = chunk
    context.citations.append(_citation(number, chunk, context.documents[chunk.document_id]))
    return number


def _citation(number: int, chunk: Chunk, document: Document) -> Citation:
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
        validity=document.validity.value,
        period_to=document.period_to,
        url=document.url,
    )


def _follow_ups(context: Context) -> list[str]:
    """Questions that the passages beside the answer would answer, in a citizen's words."""
    told = {chunk.id for chunk in context.quoted.values()}
    found: list[str] = []
    for part in context.parts:
        for finding in part.findings:
            found.extend(_first_wording(near) for near in finding.near if near.chunk.id not in told)
    return list(dict.fromkeys(wording for wording in found if wording))[:_FOLLOW_UPS]


def _first_wording(candidate: Candidate) -> str:
    return candidate.chunk.wordings[0] if candidate.chunk.wordings else ""
