"""How documents and their parts are told apart by name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from knowledge_base.models import Chunk

_IGNORED = re.compile(r"[\s“”\"'‘’《》〈〉]+")


def name_key(name: str) -> str:
    """A title or number without what writers vary: width, blanks, quotation marks, kind of brackets."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", name)).lower()
    return plain.translate(str.maketrans("〔〕[]【】", "()()()"))


def renumber(chunks: Sequence[Chunk], number: int) -> list[Chunk]:
    """The chunks as those of a version: their ids begin with `document:number:`."""
    return [
        replace(chunk, version=number, id=f"{chunk.document_id}:{number}:{chunk.id.split(':', 2)[2]}")
        for chunk in chunks
    ]
