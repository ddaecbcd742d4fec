"""PDF files as blocks: lines put together into paragraphs, tables, no running heads or page numbers."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.table import Table as PdfTable
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from knowledge_base.errors import ContentMismatch, FileTooLarge
from knowledge_base.ingest import messages
from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock, clean
from knowledge_base.ingest.grid import Cell, table_blocks
from knowledge_base.ingest.headings import heading_of, is_dash_item, numbering
from knowledge_base.ingest.scanned_page import is_picture, read_scan
from knowledge_base.ports import ScanReader

MOST_PAGES = 800
OnPage = Callable[[int, int], None]
"""Told how many pages of how many were read."""
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


@dataclass
class PagesRead:
    """The blocks, and which pages (from 1) are pictures: read by the machine, or not read at all."""

    blocks: list[Block] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    @property
    def doubts(self) -> tuple[str, ...]:
        told = [("page_scanned", self.scanned), ("page_unread", self.unread)]
        of_pages = (messages.text(key, pages=_listed(pages)) for key, pages in told if pages)
        return (*of_pages, *(messages.text("line_unsure", line=line) for line in self.unsure))


def quietly(done: int, total: int) -> None:
    del done, total


def parse_pdf(content: bytes, *, scans: ScanReader | None = None, on_page: OnPage = quietly) -> PagesRead:
    """`on_page` may end the reading by raising.

    Raises: ContentMismatch when the file is broken or locked, FileTooLarge when it has too many pages.
    """
    found = PagesRead()
    pages: list[tuple[list[_Line], list[tuple[float, list[Cell]]]]] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise FileTooLarge(f"a PDF of {len(pdf.pages)} pages")
            for page in pdf.pages:
                on_page(page.page_number - 1, len(pdf.pages))
                pages.append(_read_page(page, found, scans))
    except (PdfminerException, MalformedPDFException, ValueError, KeyError, TypeError, IndexError) as error:
        raise ContentMismatch(f"no readable PDF: {error!r}") from error
    furniture = _running_lines([line for lines, _ in pages for line in lines], len(pages))
    parts: list[_Line | list[Cell]] = []
    for lines, tables in pages:
        body = [line for line in lines if not _is_furniture(line, furniture)]
        parts += _in_order(body, tables)
    found.blocks = _blocks(parts)
    return found


def _listed(pages: Sequence[int]) -> str:
    return messages.text("page_joint").join(map(str, pages))


def _read_page(
    page: Page, found: PagesRead, scans: ScanReader | None
) -> tuple[list[_Line], list[tuple[float, list[Cell]]]]:
    tables = page.find_tables()
    lines = _lines(page, [table.bbox for table in tables])
    cells = [(table.bbox[1], _cells(page, table)) for table in tables]
    if not page.chars and is_picture(page):
        lines, cells = _scanned_lines(page, found, scans), []
    page.close()
    return lines, cells


def _lines(page: Page, boxes: Sequence[tuple[float, float, float, float]]) -> list[_Line]:
    """The lines outside the tables."""
    lines = []
    for line in page.extract_text_lines(strip=True):
        middle = (line["top"] + line["bottom"]) / 2
        if any(
            top <= middle <= bottom and left <= line["x0"] + 1 <= right for left, top, right, bottom in boxes
        ):
            continue
        in_margin = _in_margin(page, line["top"], line["bottom"])
        size = float(line["chars"][0]["size"])
        lines.append(
            _Line(clean(line["text"]), line["x0"], line["x1"], line["top"], size, page.page_number, in_margin)
        )
    return lines


def _in_margin(page: Page, top: float, bottom: float) -> bool:
    edge = page.height * MARGIN_SHARE
    return bool(bottom < edge or top > page.height - edge)


def _scanned_lines(page: Page, found: PagesRead, scans: ScanReader | None) -> list[_Line]:
    """What the reader of scans sees, or a note that nobody read the page."""
    if scans is None:
        found.unread.append(page.page_number)
        return []
    scan = read_scan(page, scans)
    found.scanned.append(page.page_number)
    found.unsure += scan.unsure
    return [
        _Line(
            text=clean(line.text),
            left=line.left,
            right=line.right,
            top=line.top,
            size=line.bottom - line.top,
            page=page.page_number,
            in_margin=_in_margin(page, line.top, line.bottom),
        )
        for line in scan.lines
        if clean(line.text)
    ]


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
