"""How alike in meaning two questions are: by the embedder, and by the pairs of characters that both have.

All that people ask here lies close together for an embedder, so what all questions have in common is taken
away first: the mean of the words that our topics consist of. Where the rest and half of the share of common
pairs add up to `ALIKE`, two questions are taken for one. Tried on the wordings of 100 shipped policy points,
most of which lie next to others of the same subject: with 0.65, 0.87 of a group's questions are of one point.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.asked.noting import question_key
from knowledge_base.asked.topics import topics
from knowledge_base.ports import Embedder, Vector

ALIKE = 0.65
_PAIRS = 0.5


@dataclass
class Likeness:
    """Compares by one embedder. The mean is made when it is first needed."""

    embedder: Embedder
    _common: Vector | None = field(default=None, repr=False)

    def vector(self, text: str) -> Vector:
        return self.embedder.embed_question(text)

    def to_each(
        self, text: str, vector: Vector, others: Sequence[str], vectors: NDArray[Any]
    ) -> NDArray[Any]:
        """How alike a question is to each of the others, whose vectors are the rows of `vectors`."""
        meaning = self._own(vectors) @ self._own(vector[np.newaxis])[0]
        pairs = np.array([_shared(_pairs(text), _pairs(other)) for other in others])
        return np.asarray(meaning + _PAIRS * pairs)

    def _own(self, vectors: NDArray[Any]) -> NDArray[Any]:
        if self._common is None:
            words = [word for topic in topics() for word in topic.words]
            self._common = np.mean([self.vector(word) for word in words], axis=0)
        apart = vectors - self._common
        lengths = np.linalg.norm(apart, axis=1, keepdims=True)
        return np.asarray(apart / np.maximum(lengths, 1e-6))


def _pairs(text: str) -> set[str]:
    key = question_key(text)
    return {key[place : place + 2] for place in range(len(key) - 1)}


def _shared(first: set[str], second: set[str]) -> float:
    if not first or not second:
        return 0.0
    return len(first & second) / sqrt(len(first) * len(second))
