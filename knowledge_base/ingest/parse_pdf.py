"""PDF files as blocks: lines put together into paragraphs, tables, no running heads or page numbers."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.table import Table as PdfTable
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from knowledge_base.errors import ContentMismatch, FileTooLarge
from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock, clean
from knowledge_base.ingest.grid import Cell, table_blocks
from knowledge_base.ingest.headings import heading_of, is_dash_item, numbering

MOST_PAGES = 800
MARGIN_SHARE = 0.1  # of a page's height, where running heads and feet stand

_PAGE_NUMBER = re.compile(r"^[-—–\s·第]*\d{1,4}\s*(?:页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–\s·]*$")


@dataclass(frozen=True)
class _Line:
    """A line of a page; coordinates in points from the left and the top."""

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int
    in_margin: bool


def parse_pdf(content: bytes) -> list[Block]:
    """Raises: ContentMismatch when the file is broken or locked, FileTooLarge when it has too many pages."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise FileTooLarge(f"a PDF of {len(pdf.pages)} pages")
            pages = [_read_page(page) for page in pdf.pages]
    except (PdfminerException, MalformedPDFException, ValueError, KeyError, TypeError, IndexError) as error:
        raise ContentMismatch(f"no readable PDF: {error!r}") from error
    furniture = _running_lines([line for lines, _ in pages for line in lines], len(pages))
    parts: list[_Line | list[Cell]] = []
    for lines, tables in pages:
        body = [line for line in lines if not _is_furniture(line, furniture)]
        parts += _in_order(body, tables)
    return _blocks(parts)


def _read_page(page: Page) -> tuple[list[_Line], list[tuple[float, list[Cell]]]]:
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    lines = []
    for line in page.extract_text_lines(strip=True):
        middle = (line["top"] + line["bottom"]) / 2
        if any(
            top <= middle <= bottom and left <= line["x0"] + 1 <= right for left, top, right, bottom in boxes
        ):
            continue
        edge = page.height * MARGIN_SHARE
        in_margin = line["bottom"] < edge or line["top"] > page.height - edge
        size = float(line["chars"][0]["size"])
        lines.append(
            _Line(clean(line["text"]), line["x0"], line["x1"], line["top"], size, page.page_number, in_margin)
        )
    found = [(table.bbox[1], _cells(page, table)) for table in tables]
    page.close()
    return lines, found


def _cells(page: Page, table: PdfTable) -> list[Cell]:
    """Cells by the edges of their boxes, so that a merged one is known by the edges that it covers."""
    lefts = sorted({round(cell[0]) for cell in table.cells})
    tops = sorted({round(cell[1]) for cell in table.cells})
    cells = []
    for left, top, right, bottom in table.cells:
        text = page.crop((left, top, right, bottom), strict=False).extract_text() or ""
        cells.append(
            Cell(
                row=tops.index(round(top)),
                column=lefts.index(round(left)),
                text="".join(clean(line) for line in text.split("\n")),
                rows=sum(round(top) <= edge < round(bottom) - 1 for edge in tops),
                columns=sum(round(left) <= edge < round(right) - 1 for edge in lefts),
            )
        )
    return cells


def _running_lines(lines: Sequence[_Line], pages: int) -> set[str]:
    """Lines in the margins that come again on at least half of the pages, figures aside."""
    seen = {(line.page, re.sub(r"\d+", "0", line.text)) for line in lines if line.in_margin}
    counts = Counter(text for _, text in seen)
    return {text for text, count in counts.items() if count >= max(2, pages / 2)}


def _is_furniture(line: _Line, running: set[str]) -> bool:
    if not line.in_margin:
        return False
    return bool(_PAGE_NUMBER.match(line.text)) or re.sub(r"\d+", "0", line.text) in running


def _in_order(lines: list[_Line], tables: list[tuple[float, list[Cell]]]) -> Iterator[_Line | list[Cell]]:
    placed: list[tuple[float, _Line | list[Cell]]] = [(line.top, line) for line in lines]
    placed += tables
    for _, part in sorted(placed, key=lambda entry: entry[0]):
        yield part


def _blocks(parts: Sequence[_Line | list[Cell]]) -> list[Block]:
    lines = [part for part in parts if isinstance(part, _Line)]
    right = max((line.right for line in lines), default=0.0)
    left = min((line.left for line in lines), default=0.0)
    blocks: list[Block] = []
    above: _Line | None = None
    for part in parts:
        if not isinstance(part, _Line):
            _add_table(blocks, table_blocks(part), follows_table=above is None)
            above = None
            continue
        last = blocks[-1] if blocks else None
        if above and isinstance(last, Paragraph) and _goes_on(above, part, left=left, right=right):
            blocks[-1] = Paragraph(last.text + _gap(last.text, part.text) + part.text, None, last.indented)
        else:
            blocks.append(Paragraph(part.text, None, part.left > left + part.size * 1.2))
        above = part
    return blocks


def _goes_on(above: _Line, line: _Line, *, left: float, right: float) -> bool:
    """A line that fills its width goes on in one that starts at the left edge in the same size."""
    fills = above.right > right - 1.5 * above.size
    at_edge = line.left < left + 0.8 * line.size
    same_size = abs(above.size - line.size) < 0.6
    return fills and at_edge and same_size and not _is_new(line.text)


def _is_new(text: str) -> bool:
    if is_dash_item(text):
        return True
    heading = heading_of(Paragraph(text))
    return numbering(text) is not None and heading is not None and not heading.run_in


def _gap(above: str, below: str) -> str:
    return " " if above[-1].isascii() and above[-1].isalpha() and below[0].isascii() else ""


def _add_table(blocks: list[Block], found: list[Block], *, follows_table: bool) -> None:
    """Adds a table, or appends its rows to the one that it continues from the page before."""
    last = blocks[-1] if blocks else None
    first = found[0] if found else None
    if (
        follows_table
        and isinstance(last, TableBlock)
        and isinstance(first, TableBlock)
        and last.table.header == first.table.header
    ):
        blocks[-1] = _appended(last, first)
        found = found[1:]
    blocks.extend(found)


def _appended(above: TableBlock, below: TableBlock) -> TableBlock:
    rows = len(above.table.rows)
    table = type(above.table)(
        above.table.header,
        above.table.rows + below.table.rows,
        "\n".join(note for note in (above.table.note, below.table.note) if note),
    )
    lines = [
        type(line)(line.text, None if line.row is None else line.row + rows)
        for line in below.lines
        if line.row is not None or line.text != above.lines[0].text
    ]
    return TableBlock(table, (*above.lines, *lines))
