"""Remembers vectors: passages in SQL for good, questions in memory for as long as they are asked again."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from sqlalchemy import Connection, Engine, insert, select

from chassis.database import begin_writing
from knowledge_base.adapters.tables import embeddings
from knowledge_base.ports import Embedder, Vector

_QUESTIONS = 1024
_BATCH = 32  # committed together: what a kill may lose
_MOST_HASHES = 500


class CachedEmbedder:
    """Asks the embedder behind it only for what was never embedded by this model."""

    def __init__(self, embedder: Embedder, engine: Engine) -> None:
        self._embedder = embedder
        self._engine = engine
        self._question = lru_cache(maxsize=_QUESTIONS)(embedder.embed_question)

    @property
    def model_id(self) -> str:
        return self._embedder.model_id

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def embed_question(self, text: str) -> Vector:
        return self._question(text)

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        by_hash = dict(zip(hashes, texts, strict=True))
        known = self._known(list(by_hash))
        missing = [text_hash for text_hash in by_hash if text_hash not in known]
        for batch in _batches(missing, _BATCH):
            vectors = self._embedder.embed_passages([by_hash[text_hash] for text_hash in batch])
            fresh = dict(zip(batch, vectors, strict=True))
            self._keep(fresh)
            known |= fresh
        return [known[text_hash] for text_hash in hashes]

    def _known(self, hashes: Sequence[str]) -> dict[str, Vector]:
        with self._engine.connect() as connection:
            return {
                text_hash: vector
                for batch in _batches(hashes, _MOST_HASHES)
                for text_hash, vector in self._select(connection, batch)
            }

    def _select(self, connection: Connection, hashes: Sequence[str]) -> Iterator[tuple[str, Vector]]:
        query = select(embeddings.c.text_hash, embeddings.c.vector).where(
            embeddings.c.model_id == self.model_id, embeddings.c.text_hash.in_(hashes)
        )
        for text_hash, vector in connection.execute(query):
            yield text_hash, np.frombuffer(vector, dtype=np.float32)

    def _keep(self, vectors: dict[str, Vector]) -> None:
        rows = [
            {"model_id": self.model_id, "text_hash": text_hash, "vector": vector.tobytes()}
            for text_hash, vector in vectors.items()
        ]
        known = self._known(list(vectors))  # another process may have been faster
        fresh = [row for row in rows if row["text_hash"] not in known]
        if fresh:
            with begin_writing(self._engine) as connection:
                connection.execute(insert(embeddings), fresh)


def _batches(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
