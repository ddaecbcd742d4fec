"""Chunks by meaning, in Chroma.

A chunk has one vector for its text and one for each wording. Each region has a collection: with 5,000
vectors a search takes 3 ms, and 15 ms where a condition has to pick the region. Vectors are only ever added;
which collections are in use and which vectors in them count stands in SQL (`IndexState`), so that a version
comes, changes and goes by one write, and what a killed process left is never found.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import cast
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

from knowledge_base.adapters.chroma_texts import PassageEmbeddings, add_texts, batches, of_sources, phrasings
from knowledge_base.adapters.chroma_vectors import ids_in, overlooked
from knowledge_base.adapters.indexed_text import phrasings_of
from knowledge_base.adapters.turns import Turns
from knowledge_base.adapters.vector_catalog import Build, Catalog
from knowledge_base.errors import IndexMismatch, IndexUnavailable
from knowledge_base.models import Chunk, Filter, VersionKey
from knowledge_base.ports import Embedder, Entry, IndexState, Reading, Vector

STATE = "chunk_index"
_PREFIX = "chunks-"
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


class ChromaChunkIndex:
    def __init__(self, *, client: ClientAPI, embedder: Embedder, state: IndexState) -> None:
        self._client = client
        self._embedder = embedder
        self._state = state
        self._catalog_read: Catalog | None = None
        self._open: dict[str, Collection] = {}
        self._changing = Lock()
        self._turns = Turns()

    def put(self, reading: Reading) -> None:
        with self._turns.one_of_many(), chroma_errors():
            put = uuid4().hex
            region = reading.chunks[0].region if reading.chunks else ""
            vectors = 0
            if reading.chunks:
                store = self._store(self._opened_for(region))
                for batch in batches(phrasings(reading.chunks, put)):
                    add_texts(store, batch)
                    vectors += len(batch)
            entry = Entry(reading.stamp, region, len(reading.chunks), vectors, put)
            with self._changing:
                catalog = self._begun()
                self._state.enter(catalog.build.name, reading.key, entry)
                self._catalog_read = catalog.with_entry(reading.key, entry)

    def remove(self, keys: Iterable[VersionKey]) -> None:
        """The vectors stay, unseen, until there are more of them than of the others (`tidy`)."""
        with self._changing:
            catalog = self._catalog()
            if catalog is not None:
                gone = [key for key in keys if key in catalog.entries]
                self._state.strike(catalog.build.name, gone)
                self._catalog_read = catalog.without(gone)

    def held(self) -> dict[VersionKey, str]:
        catalog = self._catalog()
        if catalog is None or not self._is_ours(catalog):
            return {}
        return {key: entry.stamp for key, entry in catalog.entries.items()}

    def count(self) -> int:
        catalog = self._catalog()
        if catalog is None:
            return 0
        with chroma_errors():
            lost = self._lost(catalog)
        return sum(entry.chunks for entry in catalog.entries.values() if entry.region not in lost)

    def tidy(self) -> None:
        with self._turns.alone() as is_alone, chroma_errors():
            catalog = self._catalog()
            if not is_alone or catalog is None:
                return
            if not self._is_ours(catalog):
                self._begin()
            else:
                self._forget(catalog, self._lost(catalog))
                for region in catalog.crowded(self._sizes(catalog)):
                    self._copy(region)
            self._drop_strays()

    def search(self, vector: Vector, *, where: Filter, limit: int) -> list[tuple[str, float]]:
        """Raises `IndexMismatch` where the index was built by another embedder."""
        catalog = self._catalog()
        if catalog is None:
            return []
        if not self._is_ours(catalog):
            raise IndexMismatch(f"built by {catalog.build.model_id!r}, asked by {self._embedder.model_id!r}")
        with chroma_errors():
            try:
                return self._nearest(catalog, vector, where=where, limit=limit)
            except NotFoundError:
                # The collection was replaced between our reading its name and asking it.
                self._open.clear()
                return self._nearest(self._catalog() or catalog, vector, where=where, limit=limit)

    def near(self, vector: Vector, chunks: Sequence[Chunk]) -> list[tuple[str, float]]:
        texts = [(chunk.id, text) for chunk in chunks for text in phrasings_of(chunk)]
        vectors = self._embedder.embed_passages([text for _, text in texts])
        best: dict[str, float] = {}
        for (chunk_id, _), other in zip(texts, vectors, strict=True):
            best[chunk_id] = max(best.get(chunk_id, -1.0), float(vector @ other))
        return sorted(best.items(), key=lambda hit: hit[1], reverse=True)

    def _catalog(self) -> Catalog | None:
        """One process owns the index: what it wrote it need not read again."""
        if self._catalog_read is None:
            value = self._state.read(STATE)
            if value:
                build = Build(**json.loads(value))
                self._catalog_read = Catalog(build, self._state.entries(build.name))
        return self._catalog_read

    def _is_ours(self, catalog: Catalog) -> bool:
        made_by = catalog.build.model_id, catalog.build.dimension
        return made_by == (self._embedder.model_id, self._embedder.dimension)

    def _begun(self) -> Catalog:
        catalog = self._catalog()
        return catalog if catalog is not None and self._is_ours(catalog) else self._begin()

    def _begin(self) -> Catalog:
        """An empty build in place of what another embedder made."""
        build = Build(f"{_PREFIX}{uuid4().hex}", self._embedder.model_id, self._embedder.dimension, {})
        return self._use(Catalog(build, {}))

    def _use(self, catalog: Catalog) -> Catalog:
        self._state.write(STATE, json.dumps(asdict(catalog.build)))
        self._state.forget_builds(but=catalog.build.name)
        self._catalog_read = catalog
        return catalog

    def _opened_for(self, region: str) -> str:
        """The region's collection to put into, made where there is none yet."""
        with self._changing:
            catalog = self._begun()
            if region not in catalog.build.collections:
                catalog = self._use(catalog.with_collection(region, _named(region)))
            return catalog.build.collections[region]

    def _store(self, name: str) -> Chroma:
        return Chroma(
            client=self._client,
            collection_name=name,
            embedding_function=PassageEmbeddings(self._embedder),
            collection_metadata={"model_id": self._embedder.model_id, "dimension": self._embedder.dimension},
            collection_configuration=_SPACE,
        )

    def _collection(self, name: str) -> Collection:
        """Kept open: looking a collection up takes as long as asking it."""
        if name not in self._open:
            self._open[name] = self._client.get_collection(name, embedding_function=None)
        return self._open[name]

    def _sizes(self, catalog: Catalog) -> dict[str, int]:
        """Vectors by region, whether anybody can find them or not; 0 where the collection is gone."""
        there = {collection.name for collection in self._client.list_collections()}
        return {
            region: self._client.get_collection(name, embedding_function=None).count() if name in there else 0
            for region, name in catalog.build.collections.items()
        }

    def _lost(self, catalog: Catalog) -> set[str]:
        return catalog.lost(self._sizes(catalog))

    def _forget(self, catalog: Catalog, regions: set[str]) -> None:
        if regions:
            with self._changing:
                gone = [key for key, entry in catalog.entries.items() if entry.region in regions]
                self._state.strike(catalog.build.name, gone)
                self._open.clear()
                self._use(catalog.without(gone).without_collections(regions))

    def _copy(self, region: str) -> None:
        """What can be found of a region in a new collection, in place of the one it has.

        Chroma loses sight of some vectors where others of a collection are deleted or replaced (its issue
        7758): here they are only ever added, and the rest is left behind by a copy.
        """
        catalog = self._catalog()
        if catalog is None:
            return
        old, name = self._collection(catalog.build.collections[region]), _named(region)
        new = self._store(name)
        for batch in batches(sorted(ids_in(old, catalog))):
            rows = old.get(ids=batch, include=["embeddings", "metadatas", "documents"])
            new._collection.add(
                ids=rows["ids"],
                embeddings=rows["embeddings"],
                metadatas=rows["metadatas"],
                documents=rows["documents"],
            )
        with self._changing:
            self._use((self._catalog() or catalog).with_collection(region, name))

    def _drop_strays(self) -> None:
        catalog = self._catalog()
        used = set(catalog.build.collections.values()) if catalog else set()
        for name in [collection.name for collection in self._client.list_collections()]:
            if name.startswith(_PREFIX) and name not in used:
                with suppress(NotFoundError):
                    self._client.delete_collection(name)
                self._open.pop(name, None)

    def _nearest(
        self, catalog: Catalog, vector: Vector, *, where: Filter, limit: int
    ) -> list[tuple[str, float]]:
        known = catalog.build.collections
        found = [
            hit
            for region in where.regions or known
            if region in known and catalog.vectors(region)
            for hit in self._nearest_in(catalog, region, vector, where=where, limit=limit)
        ]
        return sorted(found, key=lambda hit: hit[1], reverse=True)[:limit]

    def _nearest_in(
        self, catalog: Catalog, region: str, vector: Vector, *, where: Filter, limit: int
    ) -> list[tuple[str, float]]:
        # Not through LangChain: it fetches texts and metadata too, which takes three times as long.
        collection = self._collection(catalog.build.collections[region])
        wanted = limit * max(_VECTORS_PER_CHUNK, catalog.vectors_per_chunk)
        while True:
            result = collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=wanted,
                where=of_sources(where),
                include=["distances"],
            )
            ids, distances = result["ids"][0], (result["distances"] or [[]])[0]
            best = catalog.best(ids, distances, where)
            if len(best) >= limit:
                return best[:limit]
            if len(ids) < wanted:
                beside = overlooked(catalog, collection, vector, seen=set(ids), where=where)
                near = sorted([*zip(ids, distances, strict=True), *beside], key=lambda one: one[1])
                return catalog.best([one for one, _ in near], [far for _, far in near], where)[:limit]
            wanted *= 4  # a few chunks with many wordings took the whole list, or what nobody may find


def _named(region: str) -> str:
    return f"{_PREFIX}{uuid4().hex}-{region}"


@contextmanager
def chroma_errors() -> Iterator[None]:
    try:
        yield
    except (ChromaError, httpx.HTTPError) as error:
        raise IndexUnavailable(f"Chroma: {error}") from error
