"""Which numbered lines are items of a list and not headings."""

from collections.abc import Sequence

from knowledge_base.ingest.blocks import Block, Paragraph
from knowledge_base.ingest.headings import Level, heading_of, numbering

_LISTABLE = (Level.MINOR, Level.NUMBER, Level.BRACKET)


def list_items(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of blocks in runs of numbered lines that follow each other with nothing in between.

    A run introduced by a colon is a list. In another run an item with a topic sentence stays a heading.
    """
    items: set[int] = set()
    start = 0
    while start < len(blocks):
        end = _run_end(blocks, start)
        if end - start >= 2:
            introduced = _ends_with_colon(blocks[start - 1]) if start else False
            items.update(i for i in range(start, end) if introduced or not _is_run_in(blocks[i]))
        start = max(end, start + 1)
    return frozenset(items)


def _run_end(blocks: Sequence[Block], start: int) -> int:
    first = _ordinal(blocks[start])
    if first is None:
        return start
    end = start + 1
    while end < len(blocks) and _ordinal(blocks[end]) == (first[0], first[1] + end - start):
        end += 1
    return end


def _ordinal(block: Block) -> tuple[int, int] | None:
    if not isinstance(block, Paragraph) or block.level is not None or block.given is not None:
        return None
    ordinal = numbering(block.text)
    return (ordinal.level, ordinal.number) if ordinal and ordinal.level in _LISTABLE else None


def _is_run_in(block: Block) -> bool:
    heading = heading_of(block) if isinstance(block, Paragraph) else None
    return heading is not None and heading.run_in


def _ends_with_colon(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.endswith((":", "\uff1a"))
