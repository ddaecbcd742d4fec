"""A version as units to compare: all that stands under one heading, line by line, tables row by row."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge_base.ingest.grid import CELL_GAP
from knowledge_base.ingest.headings import bare_name
from knowledge_base.models import Section
from knowledge_base.publish.wording import plain, without_ordinal

_ORDINAL_COLUMN = re.compile("^(?:序号|编号|序)$")

Key = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A paragraph (one cell without a column), or a table row without its ordinal column."""

    cells: tuple[str, ...]
    columns: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return tuple(plain(without_ordinal(cell)) for cell in self.cells)

    @property
    def name(self) -> str:
        """What a row is about; nothing for a paragraph."""
        return plain(without_ordinal(self.cells[0])) if self.columns and self.cells else ""

    @property
    def text(self) -> str:
        return CELL_GAP.join(cell for cell in self.cells if cell)


@dataclass
class Unit:
    """What stands under one heading. The empty path is for lines of the paper's head and signature."""

    path: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)

    @property
    def path_key(self) -> Key:
        return tuple(map(plain, self.path))

    @property
    def bare_key(self) -> Key:
        """The path as it stays when sections are numbered anew."""
        return tuple(plain(bare_name(part)) for part in self.path)

    @property
    def body_key(self) -> Key:
        return tuple("|".join(line.key) for line in self.lines)


def section_id(path: Sequence[str]) -> str:
    """The same for a heading wherever its numbers move: what comments and corrections hang on."""
    name = "\n".join(plain(bare_name(part)) for part in path)
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def units(text: str, sections: Sequence[Section]) -> list[Unit]:
    """The units in reading order, the head first."""
    head = Unit((), list(_head_lines(text, sections)))
    found: dict[tuple[str, ...], Unit] = {(): head} if head.lines else {}
    for section in sections:
        unit = found.setdefault(section.path, Unit(section.path))
        if section.table:
            unit.lines += _table_lines(text, section)
        else:
            unit.lines += _prose(text, section.start, section.end)
    return list(found.values())


def _prose(text: str, start: int, end: int) -> list[Line]:
    return [Line((line,)) for line in text[start:end].split("\n") if plain(line)]


def _table_lines(text: str, section: Section) -> Iterator[Line]:
    """Rows by their cells, so that it does not matter how a file merges them; the other lines as they are."""
    table = section.table
    if table is None:
        return
    shown = [index for index, name in enumerate(table.header) if not _ORDINAL_COLUMN.match(name)]
    columns = tuple(table.header[index] for index in shown)
    heading = plain("".join(table.header))
    rows = dict(zip(section.row_spans, table.rows, strict=True))
    if any(columns):
        yield Line(columns, columns)
    position = section.start
    for line in text[section.start : section.end].split("\n"):
        span = (position, position + len(line))
        position = span[1] + 1
        if span in rows:
            yield Line(tuple(rows[span][index] for index in shown), columns)
        elif plain(line) and not all(plain(cell) in heading for cell in line.split(CELL_GAP)):
            yield Line((line,))


def _head_lines(text: str, sections: Sequence[Section]) -> Iterator[Line]:
    """What is in no section and is no heading: number, addressee, signature."""
    headings = {plain(section.path[-1]) for section in sections}
    covered = sorted((section.start, section.end) for section in sections if section.end > section.start)
    position, index = 0, 0
    for line in text.split("\n"):
        start, position = position, position + len(line) + 1
        while index < len(covered) and covered[index][1] <= start:
            index += 1
        inside = index < len(covered) and covered[index][0] <= start
        bare = plain(line.rstrip("。"))
        if not inside and bare and bare not in headings and plain(without_ordinal(line)) not in headings:
            yield Line((line,))
