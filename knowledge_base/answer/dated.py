"""Which years the figures of a passage are of, so that none is passed off as another year's."""

from collections.abc import Sequence

from knowledge_base.answer.period import Years, meet, years_in
from knowledge_base.answer.text import numerals
from knowledge_base.models import Chunk, Document, PointKind

_DATED = (PointKind.TARGET, PointKind.RECORD)
"""Kinds of passages whose figures are those of a year."""


def years_of(chunk: Chunk, kind: PointKind | None, document: Document) -> list[Years]:
    """The years that a passage's figures are of, for a target its last one; empty where it has none."""
    if kind not in _DATED or not numerals(chunk.quote):
        return []
    if kind is PointKind.RECORD:
        return years_in(chunk.text)
    last_day = chunk.period_to or document.period_to
    target = [(last_day.year, last_day.year)] if last_day else []
    # Beside its own period a target names years and periods that it is compared with.
    compared = [stretch for stretch in years_in(chunk.text) if not any(meet(stretch, own) for own in target)]
    return [*compared, *target]


def is_of_other_years(asked: Years, held: Sequence[Years]) -> bool:
    """Whether the figures are of other years than those asked about; where they are of none, they are not."""
    return bool(held) and not any(meet(asked, stretch) for stretch in held)
