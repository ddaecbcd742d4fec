"""The fact first, each sentence with the passage it rests on."""

from knowledge_base.answer.cases import by_case
from knowledge_base.answer.comparison import Side, side_by_side
from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.fit import coverage
from knowledge_base.answer.period import asked_years
from knowledge_base.answer.plain import tell
from knowledge_base.answer.record import is_of_record, tell_record
from knowledge_base.answer.replies import reply
from knowledge_base.answer.slips import Change
from knowledge_base.answer.sources import cite
from knowledge_base.answer.text import numerals
from knowledge_base.answer.threshold import set_against
from knowledge_base.models import Chunk, Source
from knowledge_base.wire import Segment

_FOLLOW_UPS = 3


def compose(context: Context, services: Services) -> None:
    """Write segments and citations; of a part that nothing answers, say so."""
    years = asked_years(context.question, today=context.as_of)
    for part in context.parts:
        context.segments += [_read_as(change) for change in part.read_as if part.answered]
        sides = [_side(context, part, finding, services) for finding in part.findings]
        if len(sides) > 1:
            context.segments += side_by_side(sides, years=years)
        else:
            context.segments += _one_side(context, part, sides[0])
    context.follow_ups = _follow_ups(context)


def _read_as(change: Change) -> Segment:
    return Segment(text=reply("read_as", typed=change.typed, meant=change.meant))


def _one_side(context: Context, part: Part, side: Side) -> list[Segment]:
    if side.chunk is not None:
        return list(side.told)
    subject = part.text if len(context.parts) > 1 else ""
    return [Segment(text=reply("part_missing", question=subject))]


def _side(context: Context, part: Part, finding: Finding, services: Services) -> Side:
    """What is told of one region, without what was told before."""
    region = services.regions.find(finding.region)
    said = {segment.text for segment in context.segments}
    told: list[Segment] = []
    for candidate in finding.candidates:
        text = _tell(context, part, candidate.chunk)
        if text in said:
            continue
        said.add(text)
        told.append(Segment(text=text, citations=_cite_all(context, candidate.chunk, finding)))
        against = set_against(part.text, candidate.chunk)
        if against and not any(against == segment.text for segment in told):
            told.append(Segment(text=against))
    return Side(
        region=region.short_name if region else finding.region,
        told=tuple(told),
        chunk=finding.candidates[0].chunk if finding.candidates else None,
    )


def _tell(context: Context, part: Part, chunk: Chunk) -> str:
    """The reader's own case first, where the passage has cases and one was named."""
    if is_of_record(chunk):
        return tell_record(chunk, context.documents[chunk.document_id], as_of=context.as_of)
    by_own_case = by_case(part.text, chunk)
    if by_own_case:
        return by_own_case
    if chunk.source is Source.POLICY_POINT:
        return chunk.quote
    return tell(chunk, query=part.query, want=part.want)


def _cite_all(context: Context, chunk: Chunk, finding: Finding) -> list[int]:
    support = _official_support(chunk, finding)
    return [cite(context, chunk), *([cite(context, support)] if support else [])]


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
