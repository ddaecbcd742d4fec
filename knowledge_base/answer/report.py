"""The context, when all steps are done, as the answer that leaves the service."""

from typing import Any, Literal

from chassis.regions import RegionRegistry
from knowledge_base.answer.context import Candidate, Context
from knowledge_base.wire import Answer, Choice, Coverage, Segment, Status

_ANSWERS = (Status.ANSWERED, Status.PARTLY_ANSWERED)


def report(context: Context) -> Answer:
    """Text, segments and all that goes with them."""
    status = context.status or Status.NOT_IN_DOCUMENTS
    segments = [*context.segments, *(Segment(text=note) for note in context.notes)]
    return Answer(
        status=status,
        text="\n".join(segment.text for segment in segments),
        segments=segments,
        citations=context.citations,
        coverage=[Coverage(question=part.text, answered=part.answered) for part in context.parts],
        warnings=context.warnings,
        region=context.regions[0] if status in _ANSWERS and len(context.regions) == 1 else None,
        as_of=context.as_of,
        follow_ups=context.follow_ups if status in _ANSWERS else [],
        choices=_choices(context) if status is Status.CLARIFY_REGION else [],
        confidence=_confidence(context) if status in _ANSWERS else "low",
        trace_id=context.trace_id,
        trace=_trace(context) if context.request.explain else None,
    )


def _choices(context: Context) -> list[Choice]:
    registry = RegionRegistry.load()
    regions = [region for code in context.regions if (region := registry.find(code))]
    return [Choice(title=region.name, region=region.code) for region in regions]


def _confidence(context: Context) -> Literal["high", "medium", "low"]:
    """By the weakest of the parts' best passages."""
    best = [finding.likelihood for part in context.parts for finding in part.findings if finding.candidates]
    weakest = min(best, default=0.0)
    if weakest >= 0.85:
        return "high"
    return "medium" if weakest >= 0.65 else "low"


def _trace(context: Context) -> dict[str, Any]:
    """How the answer came about, for staff and tests."""
    return {
        "regions": list(context.regions),
        "milliseconds": {name: round(1000 * value, 2) for name, value in context.seconds.items()},
        "parts": [
            {
                "text": part.text,
                "query": part.query,
                "also": list(part.also),
                "read_as": [f"{change.typed} → {change.meant}" for change in part.read_as],
                "rewritten": part.rewritten,
                "want": part.want.name,
                "findings": [
                    {
                        "region": finding.region,
                        "likelihood": round(finding.likelihood, 3),
                        "subject": round(finding.subject, 3),
                        "kept": [candidate.chunk.id for candidate in finding.candidates],
                        "near": [_seen(candidate) for candidate in finding.near],
                    }
                    for finding in part.findings
                ],
            }
            for part in context.parts
        ],
    }


def _seen(candidate: Candidate) -> dict[str, Any]:
    return {
        "chunk": candidate.chunk.id,
        "subject": candidate.chunk.subject,
        "dense": round(candidate.dense, 4),
        "lexical": round(candidate.lexical, 2),
        "fused": round(candidate.fused, 3),
        "rank": round(candidate.rank, 3),
    }
