"""What a correction hangs on: the content of a paragraph, heading or cell as the file has it.

The same content has the same anchor in every file; of several alike, the first, the second, … So a
correction finds its place again when the file is loaded again, and does not when that place says something
else.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence

from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock, squeeze


def anchors_of(blocks: Sequence[Block]) -> list[str]:
    """One for each block; that of a table is of its header."""
    counted = _Counted()
    return [counted.anchor(_content(block)) for block in blocks]


def cell_anchors(table: TableBlock) -> list[list[str]]:
    """One for each cell, by its column's name, its row's name, and its content."""
    counted = _Counted()
    return [
        [
            counted.anchor("\n".join((name, row_name(row), cell)))
            for name, cell in zip(table.table.header, row, strict=True)
        ]
        for row in table.table.rows
    ]


def row_name(row: Sequence[str]) -> str:
    """The first cell that is more than a number."""
    return next((cell for cell in row if cell and not cell.rstrip(".、").isdigit()), "")


def _content(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else "\t".join(block.table.header)


class _Counted:
    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def anchor(self, content: str) -> str:
        digest = hashlib.sha256(squeeze(content).encode()).hexdigest()[:16]
        self._seen[digest] += 1
        return digest if self._seen[digest] == 1 else f"{digest}-{self._seen[digest]}"
