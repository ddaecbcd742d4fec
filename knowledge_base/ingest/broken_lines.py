"""Paragraphs that a copy or a fixed line width cut in two, put together again."""

import re
from collections.abc import Sequence

from knowledge_base.ingest.blocks import Block, Paragraph
from knowledge_base.ingest.headings import Level, heading_of, is_dash_item, numbering

SHORTEST_CUT = 30
_ENDS = ("。", "!", "?", "！", "？", ":", "：", ";", "；", "”", ")", "）", "》", "…", ".")
_PROSE = re.compile("[,\uff0c。、;\uff1b]")
_ITEM = re.compile("^[①-⑳•·]")
_ASCII_WORD = re.compile(r"[A-Za-z]$")


def join_broken(blocks: Sequence[Block]) -> list[Block]:
    """Joins a line of prose that ends in the middle of a sentence to the line that goes on."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if isinstance(above, Paragraph) and isinstance(block, Paragraph) and _goes_on(above, block):
            gap = " " if _ASCII_WORD.search(above.text) and block.text[0].isascii() else ""
            joined[-1] = Paragraph(f"{above.text}{gap}{block.text}", above.level, above.indented)
        else:
            joined.append(block)
    return joined


def _goes_on(above: Paragraph, below: Paragraph) -> bool:
    if above.level is not None or below.level is not None:
        return False
    if _is_bare_division(above.text):
        return len(below.text) <= 30 and not _PROSE.search(below.text) and numbering(below.text) is None
    if above.text.endswith(_ENDS) or len(above.text) < SHORTEST_CUT or not _PROSE.search(above.text):
        return False
    heading = heading_of(above)
    if heading is not None and not heading.run_in:
        return False
    if numbering(below.text) or is_dash_item(below.text) or _ITEM.match(below.text):
        return False
    begins = heading_of(below)  # the rest of a cut sentence may look like a topic sentence
    return begins is None or begins.level == Level.TOPIC


def _is_bare_division(text: str) -> bool:
    """`第一章` alone: its name stands on the next line."""
    ordinal = numbering(text)
    divisions = (Level.PART, Level.CHAPTER, Level.SECTION)
    return ordinal is not None and ordinal.level in divisions and ordinal.width >= len(text)
