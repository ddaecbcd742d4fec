"""Tables that a copy flattened to one cell a line, rebuilt into rows under their header.

Recognised by shape alone: a title (专栏…, 表…, …清单) or a first cell 序号; a run of short header lines; then
rows whose ordinals count up from 1, either on a line of their own (`1`) or in front of the name (`1.name`).
Group rows (`一、…`) stand between rows; a note (`注:…`) or the next heading ends the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge_base.errors import TableBroken
from knowledge_base.ingest import messages, row_cells
from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock, TableLine, squeeze
from knowledge_base.ingest.grid import one_line
from knowledge_base.ingest.headings import Level, is_box_title, is_dash_item, is_table_title, numbering
from knowledge_base.models import Table

MOST_HEADER_LINES = 12
LONGEST_HEADER_LINE = 16
LONGEST_GROUP = 20
LONGEST_FRAGMENT = 40

_ORDINAL_NAME = {"序号", "编号"}
_NOTE = re.compile(r"^(?:注|备注|说明)\s*\d*[:\uff1a.]")
_BRACKETED = re.compile(r"^[(\uff08][^()\uff08\uff09]*[)\uff09]$")
_OPEN_ENDS = (",", "\uff0c", ";", "\uff1b", "、", ":", "\uff1a")
_ITEMS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NEEDS_MORE = re.compile(r"^(?:“.*”|\d{4}年|.*[的及和与、(\uff08])$")


@dataclass
class _RawRow:
    """The lines between two ordinals."""

    number: int
    cells: list[str]
    group: str = ""


@dataclass
class _Found:
    header: list[str]
    body: list[str]
    notes: list[str]
    length: int
    fused: bool
    rows: list[_RawRow] = field(default_factory=list)


def rebuild(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with every flattened table replaced.

    Raises: TableBroken when a row's cells cannot be told apart; the message names table and row.
    """
    out: list[Block] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        starts_here = isinstance(block, Paragraph) and squeeze(block.text) in _ORDINAL_NAME
        if not starts_here:
            out.append(block)
            position += 1
            if not (isinstance(block, Paragraph) and is_table_title(block.text)):
                continue
        found = _find(blocks, position)
        if found:
            title = out[-1].text if out and isinstance(out[-1], Paragraph) else ""
            table, used = _table(found, title)
            out.append(table)
            position += used
        elif starts_here:
            out.append(block)
            position += 1
    return out


def _find(blocks: Sequence[Block], start: int) -> _Found | None:
    lines, notes = _lines(blocks, start)
    first = next((i for i, line in enumerate(lines[: MOST_HEADER_LINES + 1]) if _opens_rows(lines, i)), 0)
    header = lines[:first]
    if len(header) < 2 or any(len(line) > LONGEST_HEADER_LINE or "。" in line for line in header):
        return None
    body = lines[first:]
    opener = next(line for line in body if not _is_group_shape(line))
    return _Found(header, body, notes, len(lines) + len(notes), fused=not _is_ordinal(opener, 1))


def _lines(blocks: Sequence[Block], start: int) -> tuple[list[str], list[str]]:
    """The lines that may be cells, up to what certainly is none, and the notes below them."""
    lines: list[str] = []
    notes: list[str] = []
    for index in range(start, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            break
        if _NOTE.match(block.text):
            notes.append(block.text)
            continue
        if notes or _ends_table(blocks, index, start):
            break
        lines.append(block.text)
    return lines, notes


def _ends_table(blocks: Sequence[Block], index: int, start: int) -> bool:
    block = blocks[index]
    first = blocks[start]
    if not isinstance(block, Paragraph) or not isinstance(first, Paragraph):
        return True
    text = block.text
    if is_box_title(text) or is_dash_item(text) or (block.indented and not first.indented):
        return True
    ordinal = numbering(text)
    if ordinal is None:
        return False
    if ordinal.level == Level.MAJOR:
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        return not (isinstance(below, Paragraph) and _is_group_shape(text) and _starts_row(below.text))
    return ordinal.level <= Level.MINOR


def _opens_rows(lines: Sequence[str], index: int) -> bool:
    line = lines[index]
    if _is_group_shape(line):
        return index + 1 < len(lines) and _has_ordinal(lines[index + 1], 1)
    return _has_ordinal(line, 1)


def _is_group_shape(line: str) -> bool:
    ordinal = numbering(line)
    return ordinal is not None and ordinal.level == Level.MAJOR and len(line) <= LONGEST_GROUP


def _starts_row(line: str) -> bool:
    ordinal = numbering(line)
    return line.isdigit() or (ordinal is not None and ordinal.level == Level.NUMBER)


def _has_ordinal(line: str, number: int) -> bool:
    return _is_ordinal(line, number) or _is_fused(line, number)


def _is_ordinal(line: str, number: int) -> bool:
    return line.rstrip(".、") == str(number)


def _is_fused(line: str, number: int) -> bool:
    ordinal = numbering(line)
    return ordinal is not None and (ordinal.level, ordinal.number) == (Level.NUMBER, number)


def _table(found: _Found, title: str) -> tuple[TableBlock, int]:
    found.rows = _split_rows(found)
    width = _width(found)
    header = _header(found.header, width + (0 if found.fused else 1))
    width = len(header) - (0 if found.fused else 1)
    cut = _cut_last(found.rows[-1], width)
    rows = _aligned(found, header[-width:], title)
    lines = [TableLine(one_line(header))]
    for index, (raw, row) in enumerate(zip(found.rows, rows, strict=True)):
        if raw.group:
            lines.append(TableLine(raw.group))
        lines.append(TableLine(one_line(row), index))
    notes = [] if cut else found.notes
    lines += [TableLine(note) for note in notes]
    used = found.length - cut - (len(found.notes) if cut else 0)
    return TableBlock(Table(tuple(header), tuple(rows), "\n".join(notes)), tuple(lines)), used


def _aligned(found: _Found, names: Sequence[str], title: str) -> list[tuple[str, ...]]:
    whole = [index for index, row in enumerate(found.rows) if len(row.cells) == len(names)]
    rows = []
    for index, raw in enumerate(found.rows):
        others = [found.rows[i].cells for i in whole if i != index]
        if index in whole and len(others) < 3:
            row: tuple[str, ...] | None = tuple(raw.cells)
        else:
            row = row_cells.align(raw.cells, row_cells.profiles_of(names, others)) if others else None
        if row is None:
            raise TableBroken(
                f"{title!r}, row {raw.number}: {raw.cells!r}",
                message=messages.text("table_broken", table=title, row=f"{raw.number} {one_line(raw.cells)}"),
            )
        rows.append(row if found.fused else (str(raw.number), *row))
    return rows


def _split_rows(found: _Found) -> list[_RawRow]:
    """Cuts the lines at the ordinals. A figure that looks like the next ordinal is told by row length."""
    expected = len(found.header) - (0 if found.fused else 1)
    has = _is_fused if found.fused else _is_ordinal
    rows: list[_RawRow] = []
    position, number = 0, 1
    while position < len(found.body):
        group = ""
        if not has(found.body[position], number):
            group, position = found.body[position], position + 1
        candidates = [i for i in range(position + 2, len(found.body)) if has(found.body[i], number + 1)]
        end = _best_end(found.body, position, candidates, expected)
        stop = end - 1 if end < len(found.body) and _is_group_shape(found.body[end - 1]) else end
        cells = found.body[position + (0 if found.fused else 1) : stop]
        rows.append(_RawRow(number, list(_joined(cells)), group))
        position, number = stop, number + 1
    return rows


def _best_end(body: Sequence[str], position: int, candidates: list[int], expected: int) -> int:
    """Where the row that begins at `position` ends."""
    if not candidates:
        return len(body)
    if not body[candidates[0]].isdigit():
        return candidates[0]

    def oddness(end: int) -> tuple[int, int]:
        before = list(_joined(body[position + 1 : end]))
        name = body[end + 1] if end + 1 < len(body) else ""
        unnamed = end < len(body) and row_cells.shape_of(name) not in (
            row_cells.Shape.WORDS,
            row_cells.Shape.ITEMS,
        )
        return abs(len(before) - expected) + 3 * unnamed, end

    return min([*candidates, len(body)], key=oddness)


def _joined(cells: Sequence[str]) -> Iterator[str]:
    """Cells put together: the items ①②③ of one, second lines of values `(2020年)`, text that goes on."""
    pending = ""
    items = 0
    for cell in cells:
        if items and items < len(_ITEMS) and cell.startswith(_ITEMS[items]):
            pending, items = f"{pending} {cell}", items + 1
        elif pending and (pending.endswith(_OPEN_ENDS) or (not items and _BRACKETED.match(cell))):
            pending += cell
        else:
            if pending:
                yield pending
            pending, items = cell, int(cell.startswith("①"))
    if pending:
        yield pending


def _width(found: _Found) -> int:
    """Columns without the ordinal: what most rows have, at most what the header has lines for."""
    most = len(found.header) - (0 if found.fused else 1)
    counts = [len(row.cells) for row in found.rows if len(row.cells) <= most]
    return max(sorted(set(counts), reverse=True), key=counts.count, default=most)


def _header(lines: list[str], width: int) -> list[str]:
    """Puts together header cells that were cut in two, until there are as many as columns.

    A pair is joined only when its first half cannot stand alone (a quoted period, a year, an open end) or
    its second half is in brackets. Where none is, the header is whole and the rows lack cells.
    """
    header = [squeeze(line) for line in lines]
    while len(header) > width:
        for index in range(len(header) - 1):
            if _NEEDS_MORE.match(header[index]) or _BRACKETED.match(header[index + 1]):
                header[index : index + 2] = [header[index] + header[index + 1]]
                break
        else:
            break
    return header if len(header) == width else [squeeze(line) for line in lines]


def _cut_last(last: _RawRow, width: int) -> int:
    """Drops from the last row the paragraphs that follow the table; returns how many lines were dropped."""
    beyond = last.cells[width:]
    if not beyond or all(len(line) <= LONGEST_FRAGMENT and "。" not in line for line in beyond):
        return 0
    last.cells = last.cells[:width]
    return len(beyond)
