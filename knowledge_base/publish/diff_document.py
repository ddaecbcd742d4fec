"""What changed between two versions as a Word file to take to a meeting.

The changed figures come first, as a table; then every changed section with both wordings in one. Nothing is
told by colour alone: what went is struck through, what came is underlined, figures are named.
"""

import io
from functools import cache
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from knowledge_base.publish.diff import Change, ChangedFigure, ChangedLine, ChangedSection, Difference
from knowledge_base.publish.wording import Fate, Piece

_TEXTS = Path(__file__).with_name("diff_document.yml")
_RED = RGBColor(0xC0, 0x00, 0x00)


def diff_document(difference: Difference, *, title: str, old: int, new: int) -> bytes:
    """The bytes of a .docx. `old` and `new` are the numbers of the versions."""
    document = docx.Document()
    _set_font(document)
    document.add_heading(_text("title").format(title=title), level=0)
    document.add_paragraph(_text("versions").format(old=old, new=new))
    if difference.sections:
        _add_summary(document, difference)
        _add_figures(document, difference)
        document.add_heading(_text("sections_heading"), level=1)
        document.add_paragraph(_text("legend"))
        for section in difference.sections:
            _add_section(document, section)
    else:
        document.add_paragraph(_text("nothing"))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def path_told(path: tuple[str, ...]) -> str:
    """A section's headings in one line."""
    return str(_text("path_joint").join(path)) if path else str(_text("head_path"))


def _add_summary(document: WordDocument, difference: Difference) -> None:
    counts = {change.value: difference.count(change) for change in Change}
    summary = _text("summary").format(
        changed=len(difference.sections), unchanged=difference.unchanged, **counts
    )
    document.add_paragraph(summary)


def _add_figures(document: WordDocument, difference: Difference) -> None:
    document.add_heading(_text("figures_heading"), level=1)
    if not difference.figures:
        document.add_paragraph(_text("figures_none"))
        return
    header = _text("figure_header")
    table = document.add_table(rows=1 + len(difference.figures), cols=len(header), style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for cell, name in zip(grid[0], header, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for cells, (section, found) in zip(grid[1:], difference.figures, strict=True):
        missing = _text("figure_missing")
        cells[0].text = path_told(section.path)
        cells[1].text = _place(found)
        cells[2].text = found.figure.old or missing
        _redden(cells[3].paragraphs[0].add_run(found.figure.new or missing))


def _place(found: ChangedFigure) -> str:
    return str(_text("figure_place").format(row=found.row, column=found.column)) if found.column else ""


def _add_section(document: WordDocument, section: ChangedSection) -> None:
    changes = _text("changes_joint").join(_text("changes")[change.value] for change in section.changes)
    document.add_heading(_text("change_label").format(changes=changes, path=path_told(section.path)), level=2)
    if section.old_path is not None:
        document.add_paragraph(_text("moved_from").format(path=path_told(section.old_path)))
    if section.heading:
        _add_pieces(document.add_paragraph(), section.heading)
    for line in section.lines:
        _add_line(document, line)


def _add_line(document: WordDocument, line: ChangedLine) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(_text("line")[line.change.value]).bold = True
    _add_pieces(paragraph, line.pieces)


def _add_pieces(paragraph: Paragraph, pieces: tuple[Piece, ...]) -> None:
    for piece in pieces:
        text = _text("figure")[piece.fate.value].format(text=piece.text) if piece.is_figure else piece.text
        run = paragraph.add_run(text)
        run.font.strike = piece.fate is Fate.REMOVED
        run.font.underline = piece.fate is Fate.ADDED
        if piece.is_figure:
            _redden(run)


def _redden(run: Run) -> None:
    run.font.color.rgb = _RED
    run.bold = True


def _set_font(document: WordDocument) -> None:
    """Word takes the font of Chinese characters from an attribute of its own."""
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = _text("font")
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _text("font"))


@cache
def _load() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))
    return loaded


def _text(key: str) -> Any:
    return _load()[key]
