"""Texts on their way into Chroma, and conditions in its words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from knowledge_base.adapters.indexed_text import phrasings_of
from knowledge_base.adapters.vector_catalog import vector_id
from knowledge_base.models import Chunk, Filter, Source
from knowledge_base.ports import Embedder

_BATCH = 100

T = TypeVar("T")


class PassageEmbeddings(Embeddings):
    """Our embedder as LangChain wants it, for writing."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vector.tolist() for vector in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return list(self._embedder.embed_question(text).tolist())


def phrasings(chunks: Iterable[Chunk], put: str) -> Iterator[tuple[str, Chunk, str]]:
    for chunk in chunks:
        for n, text in enumerate(phrasings_of(chunk)):
            yield vector_id(chunk.id, n, put), chunk, text


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """With small batches Chroma takes three times as long."""
    remaining = iter(items)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def add_texts(store: Chroma, texts: Sequence[tuple[str, Chunk, str]]) -> None:
    store.add_texts(
        [text for _, _, text in texts],
        metadatas=[
            {
                "chunk_id": chunk.id,
                "document_id": chunk.document_id,
                "version": chunk.version,
                "region": chunk.region,
                "source": chunk.source.value,
            }
            for _, chunk, _ in texts
        ],
        ids=[id_ for id_, _, _ in texts],
    )


def of_sources(where: Filter) -> Any:
    """Nothing where every source is wanted: a condition costs more than the search."""
    if not where.sources or set(where.sources) == set(Source):
        return None
    return {"source": {"$in": [source.value for source in where.sources]}}
