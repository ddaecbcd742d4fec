"""Word documents as blocks: heading styles, true tables with merged cells."""

import io
import re

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml.etree import XMLSyntaxError

from knowledge_base.errors import ContentMismatch
from knowledge_base.ingest.blocks import Block, Paragraph, clean, paragraph
from knowledge_base.ingest.grid import Cell, table_blocks

_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.I)
_CONTENTS_STYLE = re.compile(r"^(?:toc|目录)\s*(?:heading|\d)", re.I)


def parse_docx(content: bytes) -> list[Block]:
    """Raises: ContentMismatch when the archive is not a readable Word document."""
    try:
        document = docx.Document(io.BytesIO(content))
        parts = list(document.iter_inner_content())
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, OSError, AttributeError) as error:
        raise ContentMismatch(f"no readable Word document: {error}") from error
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, DocxTable):
            blocks += table_blocks(_cells(part))
        else:
            blocks += _paragraphs(part)
    return blocks


def _paragraphs(source: DocxParagraph) -> list[Block]:
    style = str(source.style.name or "") if source.style is not None else ""
    if _CONTENTS_STYLE.match(style):
        return []
    found = _HEADING_STYLE.match(style)
    level = int(found[1]) if found else (1 if style == "Title" else None)
    indent = source.paragraph_format.first_line_indent
    blocks: list[Block] = []
    for line in source.text.split("\n"):
        block = paragraph(line, level=level)
        if block:
            blocks.append(Paragraph(block.text, level, block.indented or bool(indent and indent > 0)))
    return blocks


def _cells(table: DocxTable) -> list[Cell]:
    """Cells by grid position; one that goes on below (vMerge) is counted where it begins."""
    begun: dict[int, Cell] = {}
    cells: dict[tuple[int, int], Cell] = {}
    for row, tr in enumerate(table._tbl.tr_lst):
        column = tr.grid_before
        for tc in tr.tc_lst:
            columns = tc.grid_span
            above = begun.get(column)
            if tc.vMerge == "continue" and above is not None:
                cell = Cell(above.row, column, above.text, row - above.row + 1, above.columns)
            else:
                text = "".join(_lines(tc, table))
                cell = Cell(row, column, text.strip(), 1, columns)
            begun[column] = cells[cell.row, column] = cell
            column += columns
    return list(cells.values())


def _lines(tc: object, table: DocxTable) -> list[str]:
    lines = (clean(DocxParagraph(p, table).text) for p in tc.p_lst)  # type: ignore[attr-defined]
    return [f" {line}" if line[0] in "①②③④⑤⑥⑦⑧⑨⑩" or line[0].isascii() else line for line in lines if line]
