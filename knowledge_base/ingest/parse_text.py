"""Plain text and Markdown as blocks."""

import re
from collections.abc import Sequence

from knowledge_base.ingest.blocks import Block, paragraph
from knowledge_base.ingest.grid import Cell, table_blocks

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BULLET = re.compile(r"^\s{0,6}[-*+]\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def parse_text(text: str) -> list[Block]:
    """One paragraph a line; lines that were cut in two are joined later."""
    found = (paragraph(line) for line in text.splitlines())
    return [block for block in found if block is not None]


def parse_markdown(text: str) -> list[Block]:
    blocks: list[Block] = []
    lines = text.splitlines()
    position = 0
    while position < len(lines):
        if "|" in lines[position] and position + 1 < len(lines) and _RULE.match(lines[position + 1]):
            end = position + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            blocks += table_blocks(_cells([lines[position], *lines[position + 2 : end]]))
            position = end
            continue
        block = _block(lines[position])
        blocks += [block] if block else []
        position += 1
    return blocks


def _block(line: str) -> Block | None:
    heading = _HEADING.match(line)
    if heading:
        return paragraph(_plain(heading[2]), level=len(heading[1]))
    if _RULE.match(line) or line.lstrip().startswith("```"):
        return None
    return paragraph(_plain(_BULLET.sub("", line.removeprefix("> "))))


def _cells(lines: Sequence[str]) -> list[Cell]:
    cells = []
    for row, line in enumerate(lines):
        parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
        for column, part in enumerate(parts):
            cells.append(Cell(row, column, _plain(part).strip(), is_header=row == 0))
    return cells


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text)).replace("\\|", "|")
