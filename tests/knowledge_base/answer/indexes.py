"""Indexes in memory whose scores come out in the range of the real ones, which the judge was fitted for."""

import zlib
from collections.abc import Iterable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from knowledge_base.models import Chunk, Filter, VersionKey
from knowledge_base.ports import Reading
from knowledge_base.tokens import tokens


class PairEmbedder:
    """Unit vectors of hashed character pairs, with a common part: unrelated texts come out near 0.8."""

    model_id = "character-pairs"
    dimension = 512

    def embed_question(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for i in range(len(text) - 1):
            vector[1 + zlib.crc32(text[i : i + 2].encode()) % (self.dimension - 1)] += 1
        length = float(np.linalg.norm(vector))
        if length:
            vector *= sqrt(0.2) / length
        vector[0] = sqrt(1 - float(vector @ vector))
        return vector

    def embed_passages(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        return [self.embed_question(text) for text in texts]


class _Held:
    """The versions of an index, and what stands for each of their chunks."""

    def __init__(self) -> None:
        self._versions: dict[VersionKey, Reading] = {}

    def remove(self, keys: Iterable[VersionKey]) -> None:
        for key in keys:
            self._versions.pop(key, None)

    def held(self) -> dict[VersionKey, str]:
        return {key: reading.stamp for key, reading in self._versions.items()}

    def tidy(self) -> None:
        pass

    def count(self) -> int:
        return len(self._chunks())

    def _chunks(self) -> list[Chunk]:
        return [chunk for reading in self._versions.values() for chunk in reading.chunks]


class MemoryChunkIndex(_Held):
    """Cosine similarity; of a chunk's wordings the best counts."""

    def __init__(self, embedder: PairEmbedder) -> None:
        super().__init__()
        self._embedder = embedder
        self._vectors: dict[str, list[NDArray[np.float32]]] = {}

    def put(self, reading: Reading) -> None:
        for chunk in reading.chunks:
            self._vectors[chunk.id] = self._embedder.embed_passages([chunk.text, *chunk.wordings])
        self._versions[reading.key] = reading

    def search(self, vector: NDArray[np.float32], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        return self.near(vector, [chunk for chunk in self._chunks() if where.allows(chunk)])[:limit]

    def near(self, vector: NDArray[np.float32], chunks: Sequence[Chunk]) -> list[tuple[str, float]]:
        found = [
            (chunk.id, max(float(vector @ other) for other in self._vectors[chunk.id])) for chunk in chunks
        ]
        return sorted(found, key=lambda pair: -pair[1])


class MemoryWordIndex(_Held):
    """Three for each distinct token of the question that the passage has."""

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[str, set[str]] = {}

    def put(self, readings: Sequence[Reading]) -> None:
        for reading in readings:
            for chunk in reading.chunks:
                self._words[chunk.id] = set(tokens("\n".join((chunk.text, *chunk.wordings))))
            self._versions[reading.key] = reading

    def search(self, words: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        found = [
            (chunk.id, 3.0 * len(set(words) & self._words[chunk.id]))
            for chunk in self._chunks()
            if where.allows(chunk) and set(words) & self._words[chunk.id]
        ]
        return sorted(found, key=lambda pair: -pair[1])[:limit]
