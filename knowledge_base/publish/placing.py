"""Corrections as a page sends them, made such that they find their place again in another file."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge_base.errors import CorrectionImpossible
from knowledge_base.ingest.anchors import anchors_of, cell_anchors
from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock
from knowledge_base.ingest.corrections import Correction, Kind
from knowledge_base.ingest.layout import lay_out


def placed(blocks: Sequence[Block], corrections: Sequence[Correction], *, name: str) -> list[Correction]:
    """With how their place reads (`was`); a cell given as `row,column` (from 0) by its anchor.

    Raises: CorrectionImpossible, no such place.
    """
    body = lay_out(blocks, name=name).body
    places = dict(zip(anchors_of(body), body, strict=True))
    return [_placed(places, correction) for correction in corrections]


def _placed(places: dict[str, Block], correction: Correction) -> Correction:
    if correction.kind is Kind.SET_HEAD:
        return correction
    block = places.get(correction.anchor)
    if isinstance(block, Paragraph) and correction.kind is not Kind.SET_CELL:
        return replace(correction, was=block.text)
    if isinstance(block, TableBlock) and correction.kind is Kind.SET_CELL:
        row, column = _numbers(correction.cell)
        anchors = cell_anchors(block)
        if row < len(anchors) and column < len(anchors[row]):
            return replace(correction, cell=anchors[row][column], was=block.table.rows[row][column])
    raise CorrectionImpossible(f"{correction.kind} at {correction.anchor!r} {correction.cell!r}")


def _numbers(cell: str) -> tuple[int, int]:
    row, _, column = cell.partition(",")
    if not (row.isdigit() and column.isdigit()):
        raise CorrectionImpossible(f"cell {cell!r}")
    return int(row), int(column)
