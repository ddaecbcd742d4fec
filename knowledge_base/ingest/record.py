"""The two chunks for what is on record of a document itself: whether it holds, and where it comes from.

What they are told comes from the record at the time of the question; here is only how they are found.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.models import RECORD_PATH, Chunk, ParsedDocument, PointKind, Source

_SOURCE = Path(__file__).with_name("record.yml")


def chunks_of_record(
    parsed: ParsedDocument, *, document_id: str, version: int, region: str
) -> Iterator[Chunk]:
    """None where the title does not stand in the text: it is what they cite."""
    title = parsed.head.title
    start = parsed.text.find(title) if title else -1
    if title is None or start < 0:
        return
    for name, entry in _entries().items():
        yield Chunk(
            id=f"{document_id}:{version}:{name}",
            document_id=document_id,
            version=version,
            source=Source.OFFICIAL,
            region=region,
            path=RECORD_PATH,
            text=entry["subject"],
            start=start,
            end=start + len(title),
            quote=title,
            kind=PointKind(entry["kind"]),
            subject=entry["subject"],
            wordings=tuple(entry["asks"]),
        )


@cache
def _entries() -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    return entries
