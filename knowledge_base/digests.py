"""What of a version's chunks is indexed, as a digest: by it the indexes know what they hold."""

import hashlib
import json
from collections.abc import Iterable

from knowledge_base.models import Chunk


def digest_of(chunks: Iterable[Chunk]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        indexed = [chunk.id, chunk.region, chunk.source, chunk.path, chunk.text, chunk.wordings]
        digest.update(json.dumps(indexed, ensure_ascii=False).encode())
    return digest.hexdigest()
