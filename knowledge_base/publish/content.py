"""What tells one text from another."""

import hashlib
import json
from collections.abc import Sequence

from knowledge_base.models import Section


def content_hash(text: str, sections: Sequence[Section]) -> str:
    """SHA-256 of the text and the section paths."""
    paths = [section.path for section in sections]
    return hashlib.sha256(json.dumps([text, paths], ensure_ascii=False).encode()).hexdigest()
