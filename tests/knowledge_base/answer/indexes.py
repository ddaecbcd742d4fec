"""Indexes in memory whose scores come out in the range of the real ones, which the judge was fitted for."""

import zlib
from collections.abc import Iterable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from knowledge_base.models import Chunk, Filter
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


class MemoryChunkIndex:
    """Cosine similarity; of a chunk's wordings the best counts."""

    def __init__(self, embedder: PairEmbedder) -> None:
        self._embedder = embedder
        self._held: list[tuple[Chunk, list[NDArray[np.float32]]]] = []

    def rebuild(self, chunks: Iterable[Chunk]) -> None:
        self._held = [
            (chunk, self._embedder.embed_passages([chunk.text, *chunk.wordings])) for chunk in chunks
        ]

    def search(self, vector: NDArray[np.float32], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        found = [
            (chunk.id, max(float(vector @ other) for other in vectors))
            for chunk, vectors in self._held
            if not where.regions or chunk.region in where.regions
        ]
        return sorted(found, key=lambda pair: -pair[1])[:limit]

    def count(self) -> int:
        return len(self._held)


class MemoryWordIndex:
    """Three for each distinct token of the question that the passage has."""

    def __init__(self) -> None:
        self._held: list[tuple[Chunk, set[str]]] = []

    def rebuild(self, chunks: Iterable[Chunk]) -> None:
        self._held = [(chunk, set(tokens("\n".join((chunk.text, *chunk.wordings))))) for chunk in chunks]

    def search(self, words: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        found = [
            (chunk.id, 3.0 * len(set(words) & held))
            for chunk, held in self._held
            if (not where.regions or chunk.region in where.regions) and set(words) & held
        ]
        return sorted(found, key=lambda pair: -pair[1])[:limit]

    def count(self) -> int:
        return len(self._held)
