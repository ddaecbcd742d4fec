"""What a load will be once it is a draft: its sections with what corrections hang on."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.ingest.anchors import anchors_of
from knowledge_base.ingest.blocks import Block, Paragraph, squeeze
from knowledge_base.ingest.corrections import Correction, correct
from knowledge_base.ingest.instructions import instruction_doubts
from knowledge_base.ingest.layout import Layout, assemble, lay_out
from knowledge_base.models import ParsedDocument, Section, Table
from knowledge_base.publish.units import section_id


@dataclass(frozen=True)
class PreviewLine:
    """A paragraph of a section; `anchor` is what a correction of it names."""

    anchor: str
    text: str


@dataclass(frozen=True)
class PreviewSection:
    """A section with its own lines, or its table. `anchor` is its heading's, or its table's; none where the
    file has neither (it goes on after a table)."""

    id: str
    path: tuple[str, ...]
    anchor: str | None
    lines: tuple[PreviewLine, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Preview:
    """`unapplied` are corrections of an earlier file whose place is not in this one."""

    parsed: ParsedDocument
    sections: tuple[PreviewSection, ...]
    corrections: tuple[Correction, ...]
    unapplied: tuple[Correction, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class _TextLine:
    """A line of the whole text; `called` is what a person named the section that opens with it."""

    start: int
    end: int
    anchor: str
    text: str
    called: str | None = None


def preview(
    blocks: Sequence[Block], corrections: Sequence[Correction], *, name: str, doubts: Sequence[str]
) -> Preview:
    """`doubts` are those of the reading; those of the head and of the text are added.

    Raises: DocumentRefused, CorrectionImpossible.
    """
    layout = lay_out(blocks, name=name)
    corrected = correct(layout, corrections)
    parsed = assemble(corrected.layout)
    lines = list(_lines(layout, corrected.layout))
    starts = [line.start for line in lines]
    return Preview(
        parsed=parsed,
        sections=tuple(_section(section, lines, starts) for section in parsed.sections),
        corrections=tuple(corrections),
        unapplied=corrected.unapplied,
        doubts=(*doubts, *parsed.head.doubts, *instruction_doubts(parsed)),
    )


def original_lines(blocks: Sequence[Block]) -> list[str]:
    """What the file says, line by line, before anything was made of it."""
    return [
        line
        for block in blocks
        for line in ([block.text] if isinstance(block, Paragraph) else [row.text for row in block.lines])
    ]


def _lines(original: Layout, corrected: Layout) -> Iterator[_TextLine]:
    """The lines of the whole text, each with the anchor of the block that it is of."""
    position = 0
    for anchor, block in zip(anchors_of(original.body), corrected.body, strict=True):
        texts = [block.text] if isinstance(block, Paragraph) else [line.text for line in block.lines]
        given = block.given if isinstance(block, Paragraph) else None
        for text in texts:
            yield _TextLine(position, position + len(text), anchor, text, given.title if given else None)
            position += len(text) + 1


def _section(section: Section, lines: Sequence[_TextLine], starts: Sequence[int]) -> PreviewSection:
    first = bisect_left(starts, section.start)
    last = bisect_left(starts, section.end) if section.start < section.end else first
    own = lines[first:last]
    if section.table is not None:
        return PreviewSection(section_id(section.path), section.path, own[0].anchor, table=section.table)
    # An empty section begins where its heading ends; else the heading is the line before, or the first one.
    near = (*lines[max(first - 1, 0) : first], *own[:1])
    heading = next((line for line in near if _opens(section, line)), None)
    shown = tuple(PreviewLine(line.anchor, line.text) for line in own)
    return PreviewSection(section_id(section.path), section.path, heading.anchor if heading else None, shown)


def _opens(section: Section, line: _TextLine) -> bool:
    name = section.path[-1]
    if line.end <= section.start:
        return squeeze(line.text).rstrip("。").endswith(squeeze(name))
    return line.called == name or squeeze(name) in squeeze(line.text)
