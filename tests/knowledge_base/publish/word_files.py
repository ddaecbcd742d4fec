"""Word documents made of a plain text at run time, with its tables as true tables with merged cells."""

import io
import re
from collections.abc import Iterator, Mapping

import docx
from docx.document import Document
from docx.table import Table as DocxTable

from knowledge_base.ingest.read import read_document
from knowledge_base.models import Section


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def as_docx(source: str, changes: Mapping[str, str]) -> bytes:
    """The text as a Word document. `changes` are replaced once each, in a paragraph or in a cell."""
    parsed = read_document("plan.txt", source.encode())
    tables = {squeeze(s.path[-1]): s for s in parsed.sections if s.table}
    document = docx.Document()
    lines = iter([line for line in source.splitlines() if line.strip()])
    left = dict(changes)
    for line in lines:
        section = tables.get(squeeze(line))
        if section is None or section.table is None:
            document.add_paragraph(_replaced(line, left))
            continue
        _skip(lines, squeeze(parsed.text[section.start : section.end]))
        _add_table(document, line, parsed.text, section, left)
    assert not left, f"not found: {left}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _skip(lines: Iterator[str], table: str) -> None:
    """Go past the cells of a flattened table."""
    consumed = ""
    while len(consumed) < len(table):
        consumed += squeeze(next(lines))
    assert consumed == table


def _replaced(text: str, left: dict[str, str]) -> str:
    for old in [old for old in left if old in text]:
        text = text.replace(old, left.pop(old), 1)
    return text


def _add_table(document: Document, title: str, text: str, section: Section, left: dict[str, str]) -> None:
    """Group rows and notes are merged over all columns, equal last cells downwards."""
    assert section.table is not None
    header = section.table.header
    in_table = len(section.path) % 2 == 0  # some titles stand in a row of their own, some above the table
    if not in_table:
        document.add_paragraph(title)
    shown = text[section.start : section.end].split("\n")[1:]
    rows = iter(section.table.rows)
    spans = {text[start:end] for start, end in section.row_spans}
    table = document.add_table(rows=0, cols=len(header))
    if in_table:
        _add_row(table, [title.strip()])
    _add_row(table, list(header))
    for line in shown:
        cells = list(next(rows)) if line in spans else [line]
        _add_row(table, [_replaced(cell, left) for cell in cells])
    _merge_downwards(table)


def _add_row(table: DocxTable, cells: list[str]) -> None:
    row = table.add_row().cells  # type: ignore[no-untyped-call]
    if len(cells) == 1:
        row[0].merge(row[-1])
    for cell, value in zip(row, cells, strict=False):
        cell.text = re.sub(r" (?=[①-⑳])", "\n", value)


def _merge_downwards(table: DocxTable) -> None:
    values = [[cell.text for cell in row.cells] for row in table.rows]
    start = 0
    for end in range(1, len(values) + 1):
        goes_on = end < len(values) and values[end][-1] == values[start][-1] and len(set(values[end])) > 1
        if goes_on and len(set(values[start])) > 1:
            continue
        if end - start > 1:
            for row in table.rows[start + 1 : end]:
                row.cells[-1].text = ""
            merged = table.cell(start, len(values[0]) - 1).merge(table.cell(end - 1, len(values[0]) - 1))
            merged.text = values[start][-1]
        start = end
