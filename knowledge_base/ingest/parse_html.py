"""Web pages as blocks: no scripts, navigation or page foot; true tables with merged cells."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge_base.errors import ContentMismatch
from knowledge_base.ingest.blocks import Block, Paragraph, clean, paragraph
from knowledge_base.ingest.grid import Cell, table_blocks

DEEPEST = 250
WIDEST_SPAN = 60

_DROPPED = {
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "iframe",
    "svg", "object", "head", "input", "textarea", "video", "audio", "canvas",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "label", "mark", "s", "small",
    "span", "strong", "sub", "sup", "time", "u", "o:p", "st1:chsdate",
}  # fmt: skip
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|sidebar|share|toolbar|copyright)(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_INDENT = re.compile(r"text-indent\s*:\s*[1-9]", re.I)
# Names that the standard for Chinese government web sites gives, and how a page would print them.
_META = {"PubDate": "发布日期", "ContentSource": "来源"}


@dataclass
class _Reading:
    blocks: list[Block] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    level: int | None = None
    indented: bool = False

    def flush(self) -> None:
        raw = _line_breaks_as_blanks("".join(self.pending))
        self.pending.clear()
        block = paragraph(raw, level=self.level)
        if block:
            self.blocks.append(Paragraph(block.text, block.level, block.indented or self.indented))


def parse_html(text: str) -> list[Block]:
    """Raises: ContentMismatch when elements are nested deeper than a page can be."""
    parser = LexborHTMLParser(text)
    reading = _Reading()
    for meta in parser.css("meta[name][content]"):
        label = _META.get(meta.attributes.get("name") or "")
        value = clean(meta.attributes.get("content") or "")
        if label and value:
            reading.blocks.append(Paragraph(f"{label}:{value}"))
    if parser.body is not None:
        _read(reading, parser.body, 0)
    reading.flush()
    return reading.blocks


def _read(reading: _Reading, node: LexborNode, depth: int) -> None:
    if depth > DEEPEST:
        raise ContentMismatch(f"HTML elements nested deeper than {DEEPEST}")
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            reading.pending.append(child.text_content or "")
        elif tag == "br":
            reading.flush()
        elif tag in _INLINE and not _is_dropped(child):
            _read(reading, child, depth + 1)
        elif not _is_dropped(child):
            reading.flush()
            _read_block(reading, child, depth + 1)
            reading.flush()


def _read_block(reading: _Reading, node: LexborNode, depth: int) -> None:
    tag = node.tag or ""
    if tag == "table" and not _is_layout(node):
        reading.blocks += table_blocks(_cells(node))
        return
    before = reading.level, reading.indented
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        reading.level = int(tag[1])
    reading.indented = reading.indented or bool(_INDENT.search(_attribute(node, "style")))
    _read(reading, node, depth)
    reading.flush()
    reading.level, reading.indented = before


def _is_dropped(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag in _DROPPED or tag.startswith(("-", "!")) or _HIDDEN.search(_attribute(node, "style")):
        return True
    if tag == "header":
        return node.css_first("h1, h2") is None
    names = f"{_attribute(node, 'class')} {_attribute(node, 'id')}"
    return tag not in ("body", "main", "article") and bool(_FURNITURE.search(names))


def _is_layout(table: LexborNode) -> bool:
    """A table that only arranges the page: others stand inside it, or it is one cell."""
    if _attribute(table, "role") == "presentation" or table.css_first("table table") is not None:
        return True
    inside = [other for other in table.css("table") if other.mem_id != table.mem_id]
    return bool(inside) or len(table.css("td, th")) <= 1


def _cells(table: LexborNode) -> list[Cell]:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, tr in enumerate(table.css("tr")):
        column = 0
        for td in tr.iter():
            if td.tag not in ("td", "th"):
                continue
            while (row, column) in taken:
                column += 1
            rows, columns = _span(td, "rowspan"), _span(td, "colspan")
            taken.update((row + r, column + c) for r in range(rows) for c in range(columns))
            cells.append(Cell(row, column, _cell_text(td), rows, columns, td.tag == "th"))
            column += columns
    return cells


def _cell_text(td: LexborNode) -> str:
    reading = _Reading()
    _read(reading, td, 0)
    reading.flush()
    return "".join(_with_gap(block.text) for block in reading.blocks if isinstance(block, Paragraph)).strip()


def _with_gap(line: str) -> str:
    return f" {line}" if line[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" or line[0].isascii() else line


def _span(node: LexborNode, name: str) -> int:
    value = _attribute(node, name).strip()
    return min(max(int(value), 1), WIDEST_SPAN) if value.isdigit() and len(value) < 5 else 1


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _line_breaks_as_blanks(text: str) -> str:
    """Source lines as one: a break between two Chinese characters is no blank, others are a single one.

    Blanks of the source are no indent; full-width and non-breaking ones are kept, as they are.
    """
    joined = re.sub(r"(?<=[^\x00-\x7f\s])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\x7f\s])", "", text)
    return re.sub(r"[ \r\n\t]+", " ", joined)
