"""True tables, with merged cells, from files that have them (HTML, DOCX, PDF, Markdown)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge_base.errors import TableBroken
from knowledge_base.ingest import messages, row_cells
from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock, TableLine, clean
from knowledge_base.ingest.headings import is_box_title
from knowledge_base.models import Table

CELL_GAP = "\u3000"
WIDEST = 60
MOST_CELLS = 200_000


@dataclass(frozen=True)
class Cell:
    """A cell where it begins, and how far it reaches."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    is_header: bool = False


@dataclass(frozen=True)
class _Row:
    cells: tuple[str, ...]
    distinct: tuple[str, ...]
    missing: bool
    is_header: bool


def table_blocks(cells: Sequence[Cell]) -> list[Block]:
    """The table as blocks: a single column is a box of paragraphs, a title row a paragraph in front.

    Raises: TableBroken when a row lacks cells in its middle, so that its values could stand anywhere.
    """
    rows = _rows(cells)
    if not rows:
        return []
    if len(rows[0].cells) == 1:
        return [Paragraph(row.cells[0]) for row in rows if row.cells[0]]
    before: list[Block] = []
    while rows and len(rows[0].distinct) == 1 and (len(rows) > 1 or is_box_title(rows[0].distinct[0])):
        before.append(Paragraph(rows.pop(0).distinct[0]))
    return [*before, _table(rows)] if rows else before


def one_line(cells: Iterable[str]) -> str:
    """A row as it is shown: its cells in order, gaps left out."""
    return CELL_GAP.join(cell for cell in cells if cell)


def _rows(cells: Sequence[Cell]) -> list[_Row]:
    width = min(max((cell.column + cell.columns for cell in cells), default=0), WIDEST)
    height = max((cell.row + 1 for cell in cells), default=0)
    if width * height > MOST_CELLS:
        raise TableBroken(f"a table of {height} x {width} cells")
    owner: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        for row in range(cell.row, min(cell.row + max(cell.rows, 1), height)):
            for column in range(cell.column, min(cell.column + max(cell.columns, 1), width)):
                owner[row][column] = owner[row][column] or cell
    return [row for row in map(_row, owner) if any(row.cells)]


def _row(owners: list[Cell | None]) -> _Row:
    distinct: dict[int, str] = {}
    for owner in owners:
        if owner is not None and owner.text:
            distinct[id(owner)] = owner.text
    return _Row(
        cells=tuple(owner.text if owner else "" for owner in owners),
        distinct=tuple(distinct.values()),
        missing=None in owners,
        is_header=all(owner is not None and owner.is_header for owner in owners),
    )


def _table(rows: list[_Row]) -> TableBlock:
    header_count = _header_count(rows)
    header = tuple(_column_name(rows[:header_count], column) for column in range(len(rows[0].cells)))
    lines = [TableLine(one_line(row.distinct)) for row in rows[:header_count]]
    kept: list[tuple[str, ...]] = []
    notes: list[str] = []
    for number, row in enumerate(rows[header_count:], start=1):
        if len(row.distinct) == 1 and len(row.cells) > 2:
            notes.append(row.distinct[0])
            lines.append(TableLine(row.distinct[0]))
            continue
        filled = _filled(header, row, rows[header_count:]) if row.missing else row.cells
        if filled is None:
            raise TableBroken(
                f"row {number}: {row.cells!r}",
                message=messages.text("table_broken", table=one_line(header), row=one_line(row.distinct)),
            )
        lines.append(TableLine(one_line(row.distinct), len(kept)))
        kept.append(filled)
    note = "\n".join(note for note in notes if note.startswith(("注", "备注", "说明")))
    return TableBlock(Table(header, tuple(kept), note), tuple(lines))


def _filled(header: Sequence[str], row: _Row, others: Sequence[_Row]) -> tuple[str, ...] | None:
    """A row with too few cells laid under the right headers, told by what the whole rows look like."""
    whole = [other.cells for other in others if not other.missing and len(other.distinct) > 1]
    return row_cells.align(row.distinct, row_cells.profiles_of(header, whole)) if len(whole) >= 2 else None


def _header_count(rows: list[_Row]) -> int:
    """Rows of header cells if the file marks them, else one, or two when the first is merged over columns."""
    marked = 0
    while marked < len(rows) - 1 and rows[marked].is_header:
        marked += 1
    if marked:
        return marked
    first = rows[0]
    if first.cells[0].rstrip(".、").isdigit():
        return 0
    spreads = len(first.distinct) < len([cell for cell in first.cells if cell])
    return 2 if spreads and len(rows) > 2 else 1


def _column_name(header: list[_Row], column: int) -> str:
    parts = dict.fromkeys(clean(row.cells[column]) for row in header)
    return " ".join(part for part in parts if part)
