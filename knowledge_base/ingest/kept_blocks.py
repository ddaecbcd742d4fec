"""Blocks and corrections as JSON and back: what was read is kept, and corrected without reading it again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock, TableLine
from knowledge_base.ingest.corrections import Correction, Kind
from knowledge_base.models import Table


def to_json(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Of blocks as parsers give them, before any correction."""
    return [
        {"text": block.text, "level": block.level, "indented": block.indented}
        if isinstance(block, Paragraph)
        else {
            "header": list(block.table.header),
            "rows": [list(row) for row in block.table.rows],
            "note": block.table.note,
            "lines": [[line.text, line.row] for line in block.lines],
        }
        for block in blocks
    ]


def from_json(kept: Sequence[Mapping[str, Any]]) -> list[Block]:
    return [_paragraph(entry) if "text" in entry else _table(entry) for entry in kept]


def corrections_to_json(corrections: Sequence[Correction]) -> list[dict[str, Any]]:
    return [{**asdict(correction), "kind": correction.kind.value} for correction in corrections]


def corrections_from_json(kept: Sequence[Mapping[str, Any]]) -> list[Correction]:
    return [Correction(**{**row, "kind": Kind(row["kind"])}) for row in kept]


def _paragraph(entry: Mapping[str, Any]) -> Block:
    return Paragraph(entry["text"], entry["level"], entry["indented"])


def _table(entry: Mapping[str, Any]) -> Block:
    rows = tuple(tuple(row) for row in entry["rows"])
    lines = tuple(TableLine(text, row) for text, row in entry["lines"])
    return TableBlock(Table(tuple(entry["header"]), rows, entry["note"]), lines)
