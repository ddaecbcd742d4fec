"""Passages that the indexes do not hold, searched in memory: mostly of versions that held on another day.

Slower to prepare than the indexes and only as large as what changed. Similarities are the index's own; BM25
is brought to the scale of the word index by passages that both have scored.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

import numpy as np
from numpy.typing import NDArray

from knowledge_base.models import Chunk, Filter
from knowledge_base.ports import Embedder, Vector
from knowledge_base.tokens import query_tokens, tokens

Ranked = list[tuple[str, float]]

_SAMPLE = 4000  # passages that tell how frequent a word is
_K1, _B = 1.2, 0.75  # as in SQLite's FTS5


@dataclass(frozen=True)
class Frequencies:
    """In how many of `size` passages each token stands, and how many tokens a passage has."""

    passages: Counter[str]
    size: int
    mean_length: float

    @staticmethod
    def of(chunks: Sequence[Chunk]) -> "Frequencies":
        """Counted on evenly spaced passages where there are very many."""
        sample = [tokens(_indexed(chunk)) for chunk in chunks[:: max(1, len(chunks) // _SAMPLE)]]
        counted = Counter(token for found in sample for token in set(found))
        length = sum(map(len, sample)) / len(sample) if sample else 1.0
        return Frequencies(passages=counted, size=len(sample), mean_length=max(length, 1.0))

    def weight(self, token: str) -> float:
        holding = self.passages[token]
        return log(1 + (self.size - holding + 0.5) / (holding + 0.5))


@dataclass(frozen=True)
class AsideWords:
    """BM25 over some passages."""

    held: tuple[tuple[Chunk, Counter[str]], ...]
    frequencies: Frequencies

    @staticmethod
    def of(chunks: Iterable[Chunk], frequencies: Frequencies) -> "AsideWords":
        return AsideWords(tuple((chunk, Counter(tokens(_indexed(chunk)))) for chunk in chunks), frequencies)

    def search(
        self, wanted: Sequence[str], *, where: Filter, limit: int, known: Iterable[tuple[Chunk, float]]
    ) -> Ranked:
        """`known` are passages with their scores in the word index."""
        distinct = query_tokens(wanted)
        scale = self._scale(distinct, known)
        scored = [
            (chunk.id, scale * self._score(distinct, words))
            for chunk, words in self.held
            if where.allows(chunk)
        ]
        return best([hit for hit in scored if hit[1] > 0], limit)

    def _scale(self, wanted: Sequence[str], known: Iterable[tuple[Chunk, float]]) -> float:
        shares = [
            score / own
            for chunk, score in known
            if (own := self._score(wanted, Counter(tokens(_indexed(chunk))))) > 0
        ]
        return median(shares) if shares else 1.0

    def _score(self, wanted: Iterable[str], words: Counter[str]) -> float:
        length = _K1 * (1 - _B + _B * words.total() / self.frequencies.mean_length)
        return sum(
            self.frequencies.weight(token) * words[token] * (_K1 + 1) / (words[token] + length)
            for token in wanted
            if token in words
        )


@dataclass(frozen=True)
class AsideVectors:
    """Cosine similarity to some passages; of a passage's wordings the best counts."""

    held: tuple[Chunk, ...]
    owners: tuple[int, ...]
    vectors: NDArray[np.float32]

    @staticmethod
    def of(chunks: Sequence[Chunk], embedder: Embedder) -> "AsideVectors":
        texts = [
            (position, text)
            for position, chunk in enumerate(chunks)
            for text in (chunk.text, *chunk.wordings)
        ]
        vectors = embedder.embed_passages([text for _, text in texts])
        return AsideVectors(tuple(chunks), tuple(position for position, _ in texts), np.stack(vectors))

    def search(self, vector: Vector, *, where: Filter, limit: int) -> Ranked:
        nearest = np.full(len(self.held), -1.0, dtype=np.float32)
        np.maximum.at(nearest, np.array(self.owners), self.vectors @ vector)
        found = [
            (chunk.id, float(near))
            for chunk, near in zip(self.held, nearest, strict=True)
            if where.allows(chunk)
        ]
        return best(found, limit)


def best(found: Iterable[tuple[str, float]], limit: int) -> Ranked:
    return sorted(found, key=lambda hit: hit[1], reverse=True)[:limit]


def _indexed(chunk: Chunk) -> str:
    """As the word indexes see a passage."""
    return "\n".join((chunk.text, *chunk.wordings))
