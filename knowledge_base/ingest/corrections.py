"""What a person put right in the reading of a file, kept apart from it and applied to every reading anew.

All but the head hang on anchors of the uncorrected content, so it does not matter in which order they are
applied; of two for the same place the later one holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from chassis.regions import RegionRegistry
from knowledge_base.days import read_day
from knowledge_base.errors import CorrectionImpossible
from knowledge_base.ingest import messages
from knowledge_base.ingest.anchors import anchors_of, cell_anchors
from knowledge_base.ingest.blocks import Block, GivenHeading, Paragraph, TableBlock, TableLine, clean
from knowledge_base.ingest.grid import one_line
from knowledge_base.ingest.headings import heading_of
from knowledge_base.ingest.layout import Layout
from knowledge_base.models import DocumentHead, Validity

DEEPEST = 9
_DATES = ("signed_on", "published_on", "period_from", "period_to")
HEAD_FIELDS = ("title", "number", "issuer", "region", *_DATES, "validity")


class Kind(StrEnum):
    """What is put right.

    `set_head`: `field` and `value`. `set_level`: a paragraph as a heading `level` deep. `rename_section`: the
    words of a heading. `set_text`: those of a paragraph. `merge_with_previous`: a heading as plain text of
    the section above it. `split_at`: a paragraph that opens a section, called `value`, `level` deep.
    `set_cell`: what stands in the cell `cell` of a table.
    """

    SET_HEAD = "set_head"
    SET_LEVEL = "set_level"
    RENAME_SECTION = "rename_section"
    SET_TEXT = "set_text"
    MERGE_WITH_PREVIOUS = "merge_with_previous"
    SPLIT_AT = "split_at"
    SET_CELL = "set_cell"


@dataclass(frozen=True)
class Correction:
    """One thing put right. `was` is how its place read, for those who must find it by hand."""

    kind: Kind
    anchor: str = ""
    cell: str = ""
    field: str = ""
    value: str = ""
    level: int = 0
    was: str = ""

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What a later correction of the same place takes over. A heading's words and its depth are two."""
        words = self.kind in (Kind.RENAME_SECTION, Kind.SET_TEXT)
        return ("words" if words else "shape", self.anchor, self.cell, self.field)


@dataclass(frozen=True)
class Corrected:
    """The layout put right, and the corrections whose place is not there any more."""

    layout: Layout
    unapplied: tuple[Correction, ...] = ()


def merged(known: Sequence[Correction], new: Sequence[Correction]) -> tuple[Correction, ...]:
    """The earlier and the later ones; of two for the same place the later. The same again changes nothing."""
    if all(correction in known for correction in new):
        return tuple(known)
    places = {correction.place for correction in new}
    return (*(correction for correction in known if correction.place not in places), *new)


def correct(layout: Layout, corrections: Sequence[Correction]) -> Corrected:
    """Raises: CorrectionImpossible, a value that cannot stand there."""
    blocks = list(layout.body)
    places = {anchor: place for place, anchor in enumerate(anchors_of(blocks))}
    head, unapplied = layout.head, []
    for correction in corrections:
        if correction.kind is Kind.SET_HEAD:
            head = _with_field(head, correction)
            continue
        place = places.get(correction.anchor)
        block = None if place is None else _corrected(blocks[place], layout.body[place], correction)
        if place is None or block is None:
            unapplied.append(correction)
        else:
            blocks[place] = block
    return Corrected(replace(layout, head=head, body=tuple(blocks)), tuple(unapplied))


def _corrected(block: Block, original: Block, correction: Correction) -> Block | None:
    """None where the block is not what the correction is about. `original` is it before any correction."""
    if isinstance(block, TableBlock):
        is_cell = correction.kind is Kind.SET_CELL and isinstance(original, TableBlock)
        return _with_cell(block, original, correction) if is_cell else None
    change = _OF_PARAGRAPHS.get(correction.kind)
    return change(block, correction) if change else None


def _words(block: Paragraph, correction: Correction) -> Paragraph:
    return replace(block, text=_demand(clean(correction.value)))


def _renamed(block: Paragraph, correction: Correction) -> Paragraph:
    """A heading of its own line takes the words; one in front of prose is only called so."""
    heading = heading_of(block)
    runs_in = block.given.title is not None if block.given else bool(heading and heading.run_in)
    if not runs_in:
        return _words(block, correction)
    depth = block.given.depth if block.given else correction.level
    return replace(block, given=GivenHeading(_depth(depth), _demand(clean(correction.value))))


def _levelled(block: Paragraph, correction: Correction) -> Paragraph:
    heading = heading_of(block)
    title = block.given.title if block.given else heading.title if heading and heading.run_in else None
    return replace(block, given=GivenHeading(_depth(correction.level), title))


def _merged(block: Paragraph, _: Correction) -> Paragraph:
    return replace(block, given=GivenHeading(0))


def _split(block: Paragraph, correction: Correction) -> Paragraph:
    return replace(block, given=GivenHeading(_depth(correction.level), _demand(clean(correction.value))))


_OF_PARAGRAPHS: dict[Kind, Callable[[Paragraph, Correction], Paragraph]] = {
    Kind.SET_TEXT: _words,
    Kind.RENAME_SECTION: _renamed,
    Kind.SET_LEVEL: _levelled,
    Kind.MERGE_WITH_PREVIOUS: _merged,
    Kind.SPLIT_AT: _split,
}


def _with_cell(block: TableBlock, original: Block, correction: Correction) -> TableBlock | None:
    anchors = cell_anchors(original) if isinstance(original, TableBlock) else []
    found = [
        (row, column)
        for row, cells in enumerate(anchors)
        for column, anchor in enumerate(cells)
        if anchor == correction.cell
    ]
    if not found:
        return None
    [(row, column)] = found
    before = block.table.rows[row]
    after = (*before[:column], clean(correction.value), *before[column + 1 :])
    rows = (*block.table.rows[:row], after, *block.table.rows[row + 1 :])
    lines = tuple(_with_row(line, before, after, column) if line.row == row else line for line in block.lines)
    return TableBlock(replace(block.table, rows=rows), lines)


def _with_row(line: TableLine, before: Sequence[str], after: Sequence[str], column: int) -> TableLine:
    """The row's text with the new cell; a cell merged over several columns stands there once."""
    if line.text == one_line(before) or not before[column]:
        return TableLine(one_line(after), line.row)
    return TableLine(line.text.replace(before[column], after[column], 1), line.row)


def _with_field(head: DocumentHead, correction: Correction) -> DocumentHead:
    if correction.field not in HEAD_FIELDS:
        raise CorrectionImpossible(f"no field {correction.field!r}")
    value = _value(correction.field, clean(correction.value))
    doubts = tuple(doubt for doubt in head.doubts if not _is_about(doubt, correction.field))
    return replace(head, **{correction.field: value}, doubts=doubts)  # type: ignore[arg-type]


def _value(field: str, written: str) -> str | date | Validity | None:
    if not written:
        return None
    if field in _DATES:
        return read_day(written)
    if field == "region" and RegionRegistry.load().find(written) is None:
        raise CorrectionImpossible(f"region {written!r}", message=messages.text("region_unknown"))
    if field == "validity":
        if written not in set(Validity):
            raise CorrectionImpossible(f"validity {written!r}")
        return Validity(written)
    return written


def _is_about(doubt: str, field: str) -> bool:
    stem = {"period_from": "period", "period_to": "period", "published_on": "published"}.get(field, field)
    return any(doubt.startswith(messages.opening(f"{stem}_{kind}")) for kind in ("missing", "contradictory"))


def _demand(text: str) -> str:
    if not text:
        raise CorrectionImpossible("no words", message=messages.text("correction_empty"))
    return text


def _depth(level: int) -> int:
    if not 1 <= level <= DEEPEST:
        raise CorrectionImpossible(f"level {level}", message=messages.text("correction_level"))
    return level
