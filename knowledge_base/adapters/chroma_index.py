"""Chunks by meaning, in Chroma.

A chunk has one vector for its text and one for each wording; the id of a vector is the chunk's id with the
vector's number behind `#`. Each region has a collection: with 5,000 vectors a search takes 3 ms, and 15 ms
where a condition has to pick the region. Every rebuild fills new collections; which are in use stands in SQL
(`IndexState`), so a switch is one write, and what a killed rebuild left is never read.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import uuid4

import chromadb
import httpx
from chromadb import Collection
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from knowledge_base.adapters.indexed_text import phrasings_of
from knowledge_base.errors import IndexMismatch, IndexUnavailable
from knowledge_base.models import Chunk, Filter, Source
from knowledge_base.ports import Embedder, IndexState, Vector

STATE = "chunk_index"
_PREFIX = "chunks-"
_BATCH = 100
_VECTORS_PER_CHUNK = 3
# Exact enough for lists of some hundred; Chroma's default of 100 loses neighbours beyond that.
_SPACE: CreateCollectionConfiguration = {"hnsw": {"space": "cosine", "ef_search": 400}}


def open_chroma(*, folder: Path, url: str | None = None) -> Client:
    """A client of the server at `url`, or the one client that may own `folder`. To be closed after use."""
    settings = Settings(anonymized_telemetry=False)
    if url is None:
        return cast(Client, chromadb.PersistentClient(path=str(folder), settings=settings))
    address = urlsplit(url)
    secure = address.scheme == "https"
    port = address.port or (443 if secure else 8000)
    host = address.hostname or url
    try:
        return cast(Client, chromadb.HttpClient(host=host, port=port, ssl=secure, settings=settings))
    except (ValueError, ChromaError) as error:
        raise IndexUnavailable(f"no Chroma server at {url!r}: {error}") from error


@dataclass(frozen=True)
class _Build:
    """The collections in use, and what they must hold to be whole: how many vectors by region."""

    name: str
    model_id: str
    dimension: int
    chunks: int
    vectors: dict[str, int]

    def collection(self, region: str) -> str:
        return f"{self.name}-{region}"


class _PassageEmbeddings(Embeddings):
    """Our embedder as LangChain wants it, for writing."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vector.tolist() for vector in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return list(self._embedder.embed_question(text).tolist())


class ChromaChunkIndex:
    def __init__(self, *, client: ClientAPI, embedder: Embedder, state: IndexState) -> None:
        self._client = client
        self._embedder = embedder
        self._state = state
        self._open: dict[str, Collection] = {}

    def rebuild(self, chunks: Iterable[Chunk]) -> None:
        name = f"{_PREFIX}{uuid4().hex}"
        with _chroma_errors():
            try:
                build = self._fill(name, chunks)
            except BaseException:
                self._drop(lambda collection: collection.startswith(name))
                raise
            self._state.write(STATE, json.dumps(asdict(build)))
            self._open.clear()
            self._drop(lambda collection: not collection.startswith(name))

    def search(self, vector: Vector, *, where: Filter, limit: int) -> list[tuple[str, float]]:
        """Raises `IndexMismatch` where the index was built by another embedder."""
        build = self._build()
        if build is None:
            return []
        if (build.model_id, build.dimension) != (self._embedder.model_id, self._embedder.dimension):
            raise IndexMismatch(f"built by {build.model_id!r}, asked by {self._embedder.model_id!r}")
        with _chroma_errors():
            try:
                return self._nearest(build, vector, where=where, limit=limit)
            except NotFoundError:
                # A rebuild dropped the collection between our reading its name and asking it.
                self._open.clear()
                return self._nearest(self._build() or build, vector, where=where, limit=limit)

    def count(self) -> int:
        """Chunks in the index; 0 where a collection is gone or not whole."""
        build = self._build()
        if build is None:
            return 0
        with _chroma_errors():
            try:
                found = {region: self._collection(build, region).count() for region in build.vectors}
            except NotFoundError:
                return 0
        return build.chunks if found == build.vectors else 0

    def _build(self) -> _Build | None:
        value = self._state.read(STATE)
        return _Build(**json.loads(value)) if value else None

    def _collection(self, build: _Build, region: str) -> Collection:
        return self._client.get_collection(build.collection(region), embedding_function=None)

    def _opened(self, build: _Build, region: str) -> Collection:
        """Kept open: looking a collection up takes as long as asking it."""
        name = build.collection(region)
        if name not in self._open:
            self._open[name] = self._collection(build, region)
        return self._open[name]

    def _fill(self, name: str, chunks: Iterable[Chunk]) -> _Build:
        build = _Build(name, self._embedder.model_id, self._embedder.dimension, chunks=0, vectors={})
        stores: dict[str, Chroma] = {}
        for batch in _batches(chunks):
            for region in {chunk.region for chunk in batch}:
                if region not in stores:
                    stores[region] = self._create(build, region)
                texts = [
                    (chunk, n, text)
                    for chunk in batch
                    if chunk.region == region
                    for n, text in enumerate(phrasings_of(chunk))
                ]
                for start in range(0, len(texts), _BATCH):
                    _add(stores[region], texts[start : start + _BATCH])
                build.vectors[region] = build.vectors.get(region, 0) + len(texts)
            build = replace(build, chunks=build.chunks + len(batch))
        return build

    def _create(self, build: _Build, region: str) -> Chroma:
        return Chroma(
            client=self._client,
            collection_name=build.collection(region),
            embedding_function=_PassageEmbeddings(self._embedder),
            collection_metadata={"model_id": build.model_id, "dimension": build.dimension},
            collection_configuration=_SPACE,
        )

    def _nearest(
        self, build: _Build, vector: Vector, *, where: Filter, limit: int
    ) -> list[tuple[str, float]]:
        regions = [region for region in where.regions or build.vectors if region in build.vectors]
        found = [
            hit
            for region in regions
            for hit in self._nearest_in(build, region, vector, where=where, limit=limit)
        ]
        return sorted(found, key=lambda hit: hit[1], reverse=True)[:limit]

    def _nearest_in(
        self, build: _Build, region: str, vector: Vector, *, where: Filter, limit: int
    ) -> list[tuple[str, float]]:
        # Not through LangChain: it fetches texts and metadata too, which takes three times as long.
        collection, size = self._opened(build, region), build.vectors[region]
        wanted = limit * max(_VECTORS_PER_CHUNK, round(sum(build.vectors.values()) / build.chunks))
        while True:
            result = collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=min(wanted, size),
                where=_of_sources(where),
                include=["distances"],
            )
            ids, distances = result["ids"][0], (result["distances"] or [[]])[0]
            best = _best_of_chunks(ids, distances)
            if len(best) >= limit or len(ids) < wanted:
                return best[:limit]
            wanted *= 4  # a few chunks with many wordings took the whole list

    def _drop(self, chosen: Callable[[str], bool]) -> None:
        for name in [collection.name for collection in self._client.list_collections()]:
            if name.startswith(_PREFIX) and chosen(name):
                with suppress(NotFoundError):
                    self._client.delete_collection(name)


def _batches(chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    """As many chunks as give Chroma one batch: with small ones it takes three times as long."""
    batch: list[Chunk] = []
    vectors = 0
    for chunk in chunks:
        batch.append(chunk)
        vectors += len(phrasings_of(chunk))
        if vectors >= _BATCH:
            yield batch
            batch, vectors = [], 0
    if batch:
        yield batch


def _add(store: Chroma, texts: Sequence[tuple[Chunk, int, str]]) -> None:
    """`add_texts` with ids is Chroma's upsert."""
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
            for chunk, _, _ in texts
        ],
        ids=[f"{chunk.id}#{n}" for chunk, n, _ in texts],
    )


def _of_sources(where: Filter) -> Any:
    """Nothing where every source is wanted: a condition costs more than the search."""
    if not where.sources or set(where.sources) == set(Source):
        return None
    return {"source": {"$in": [source.value for source in where.sources]}}


def _best_of_chunks(ids: Sequence[str], distances: Sequence[float]) -> list[tuple[str, float]]:
    """Vectors come nearest first, so a chunk's first vector is its best."""
    best: dict[str, float] = {}
    for vector_id, distance in zip(ids, distances, strict=True):
        best.setdefault(vector_id.rpartition("#")[0], 1.0 - float(distance))
    return list(best.items())


@contextmanager
def _chroma_errors() -> Iterator[None]:
    try:
        yield
    except (ChromaError, httpx.HTTPError) as error:
        raise IndexUnavailable(f"Chroma: {error}") from error
