"""Which vectors of the index by meaning count: an index into Chroma's collections, kept in SQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge_base.models import Filter, VersionKey
from knowledge_base.ports import Entry
from knowledge_base.terms import key_of_chunk

_FEW = 1000
"""Vectors that may lie about unseen in a region whatever its size."""


@dataclass(frozen=True)
class Build:
    """All that one embedder made: its collections, by region."""

    name: str
    model_id: str
    dimension: int
    collections: Mapping[str, str]


@dataclass(frozen=True)
class Catalog:
    """A build and what counts of it, at one moment."""

    build: Build
    entries: Mapping[VersionKey, Entry]

    def with_entry(self, key: VersionKey, entry: Entry) -> "Catalog":
        return Catalog(self.build, {**self.entries, key: entry})

    def without(self, keys: Iterable[VersionKey]) -> "Catalog":
        gone = set(keys)
        return Catalog(self.build, {key: entry for key, entry in self.entries.items() if key not in gone})

    def with_collection(self, region: str, name: str) -> "Catalog":
        build = replace(self.build, collections={**self.build.collections, region: name})
        return Catalog(build, self.entries)

    def without_collections(self, regions: set[str]) -> "Catalog":
        kept = {region: name for region, name in self.build.collections.items() if region not in regions}
        return Catalog(replace(self.build, collections=kept), self.entries)

    @cached_property
    def _by_region(self) -> dict[str, int]:
        counted: dict[str, int] = {}
        for entry in self.entries.values():
            counted[entry.region] = counted.get(entry.region, 0) + entry.vectors
        return counted

    @cached_property
    def vectors_per_chunk(self) -> int:
        chunks = sum(entry.chunks for entry in self.entries.values())
        return round(sum(self._by_region.values()) / max(chunks, 1))

    def vectors(self, region: str) -> int:
        """Those that count."""
        return self._by_region.get(region, 0)

    def lost(self, sizes: Mapping[str, int]) -> set[str]:
        """The regions that have fewer vectors than count."""
        return {region for region, vectors in self._by_region.items() if sizes.get(region, 0) < vectors}

    def crowded(self, sizes: Mapping[str, int]) -> list[str]:
        """The regions in which more vectors lie about unseen than count."""
        return [
            region
            for region, size in sizes.items()
            if size - self.vectors(region) > max(self.vectors(region), _FEW)
        ]

    def chunk_of(self, vector_id: str) -> str | None:
        """The chunk of a vector that counts."""
        chunk_id, _, put = vector_id.rsplit("#", 2)
        entry = self.entries.get(key_of_chunk(chunk_id))
        return chunk_id if entry is not None and entry.put == put else None

    def best(self, ids: Sequence[str], distances: Sequence[float], where: Filter) -> list[tuple[str, float]]:
        """Vectors come nearest first, so a chunk's first vector is its best."""
        best: dict[str, float] = {}
        for vector_id_, distance in zip(ids, distances, strict=True):
            chunk_id = self.chunk_of(vector_id_)
            if chunk_id is not None and chunk_id not in best and _may_be_found(chunk_id, where):
                best[chunk_id] = 1.0 - float(distance)
        return list(best.items())


def vector_id(chunk_id: str, number: int, put: str) -> str:
    """`put` tells the vectors of one reading of a version from those of another."""
    return f"{chunk_id}#{number}#{put}"


def _may_be_found(chunk_id: str, where: Filter) -> bool:
    return where.versions is None or key_of_chunk(chunk_id) in where.versions
