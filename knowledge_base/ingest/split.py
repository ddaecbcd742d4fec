"""Cuts a parsed document into the chunks that retrieval finds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge_base.ingest.classify import kind_of_passage, kind_of_row, target_year
from knowledge_base.ingest.headings import bare_name
from knowledge_base.ingest.record import chunks_of_record
from knowledge_base.ingest.sentences import LONGEST_LIST, passages
from knowledge_base.models import Chunk, ParsedDocument, PointKind, Section, Source

_ITEM = re.compile(r"^(?:[①-⑳•·]|[(\uff08]?[\d一二三四五六七八九十]{1,3}[)\uff09.、\uff0e])")
_ORDINAL_HEADER = re.compile("^(?:序号|编号|序)$")
_ORDINAL = re.compile(r"^\d{1,3}[.、\uff0e](?!\d)\s*")


@dataclass(frozen=True)
class _Passage:
    start: int
    end: int
    text: str
    subject: str
    kind: PointKind | None
    is_table_row: bool = False


def split(parsed: ParsedDocument, *, document_id: str, version: int, region: str) -> list[Chunk]:
    """One chunk per table row, and per group of sentences of one paragraph.

    A chunk's `text` is a verbatim slice of the version's text, but for table rows, whose text names the
    header of every cell; their `start` and `end` cover the row as it stands. Two more stand for what is on
    record of the document itself, and cite its title.
    """
    found = [(section, passage) for section in parsed.sections for passage in _passages(parsed, section)]
    of_text = (
        Chunk(
            id=f"{document_id}:{version}:{number:04}",
            document_id=document_id,
            version=version,
            source=Source.OFFICIAL,
            region=region,
            path=section.path,
            text=passage.text,
            start=passage.start,
            end=passage.end,
            quote=parsed.text[passage.start : passage.end],
            kind=passage.kind,
            subject=passage.subject,
            is_table_row=passage.is_table_row,
            period_to=_own_period(passage, parsed.head.period_to),
        )
        for number, (section, passage) in enumerate(found, start=1)
    )
    of_record = chunks_of_record(parsed, document_id=document_id, version=version, region=region)
    return [*of_text, *of_record]


def _own_period(passage: _Passage, period_to: date | None) -> date | None:
    """The last day of a target that ends in another year than its document."""
    year = (
        target_year(passage.text) if passage.kind == PointKind.TARGET and not passage.is_table_row else None
    )
    return date(year, 12, 31) if year and (period_to is None or period_to.year != year) else None


def _passages(parsed: ParsedDocument, section: Section) -> Iterator[_Passage]:
    if section.table is not None:
        yield from _table_passages(parsed, section)
        return
    for start, end in _paragraphs(parsed.text, section.start, section.end):
        yield from _prose(parsed, section, start, end)


def _prose(parsed: ParsedDocument, section: Section, start: int, end: int) -> Iterator[_Passage]:
    subject = bare_name(section.path[-1]) if section.path[-1] != parsed.head.title else ""
    whole = parsed.text[start:end]
    spans = [(0, len(whole))] if "\n" in whole else passages(whole)
    for first, last in spans:
        text = whole[first:last]
        kind = kind_of_passage(text, section.path, title=parsed.head.title or "")
        yield _Passage(start + first, start + last, text, subject, kind)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs between two offsets; a short list stays with the line that introduces it."""
    spans: list[tuple[int, int]] = []
    in_list = False
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop]
        in_list = in_list and bool(_ITEM.match(line)) and stop - spans[-1][0] <= LONGEST_LIST
        if in_list:
            spans[-1] = (spans[-1][0], stop)
        elif line:
            spans.append((start, stop))
            in_list = line.endswith((":", "\uff1a"))
        start = stop + 1
    yield from spans


def _table_passages(parsed: ParsedDocument, section: Section) -> Iterator[_Passage]:
    """The rows, and what stands between and below them (groups and notes) as prose."""
    table = section.table
    if table is None:
        return
    for cells, (start, end) in zip(table.rows, section.row_spans, strict=True):
        pairs = [(name, cell) for name, cell in zip(table.header, cells, strict=True) if cell]
        named = [(name, _ORDINAL.sub("", cell)) for name, cell in pairs if not _ORDINAL_HEADER.match(name)]
        text = "; ".join(f"{name}: {cell}" if name else cell for name, cell in dict.fromkeys(named))
        subject = named[0][1] if named else ""
        yield _Passage(start, end, text, subject, kind_of_row(table.header, cells), is_table_row=True)
    for note in table.note.split("\n"):
        start = parsed.text.rfind(note, section.start, section.end) if note else -1
        if start >= 0:
            subject = bare_name(section.path[-1])
            yield _Passage(start, start + len(note), note, subject, PointKind.DEFINITION)
