"""Doubles of the knowledge base's ports, in memory. The contract suites run on them as on the adapters."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import log

import numpy as np

from knowledge_base.adapters.indexed_text import phrasings_of, words_of
from knowledge_base.digests import digest_of
from knowledge_base.errors import DocumentUnknown, EmbedderFailed, IndexMismatch
from knowledge_base.models import (
    Chunk,
    Document,
    Filter,
    Section,
    Source,
    Term,
    Version,
    VersionKey,
    VersionState,
)
from knowledge_base.naming import name_key, renumber
from knowledge_base.ports import Embedder, Entry, Reading, Vector
from knowledge_base.terms import first_day_of, key_of, last_day_before
from knowledge_base.tokens import query_tokens, tokens


class FakeEmbedder:
    """Texts that share characters and pairs lie near each other. `fails` makes it fail."""

    def __init__(self, *, model_id: str = "fake-64", dimension: int = 64) -> None:
        self.model_id = model_id
        self.dimension = dimension
        self.embedded: list[str] = []
        self.fails = False

    def embed_question(self, text: str) -> Vector:
        return self._vector(text)

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        vectors = [self._vector(text) for text in texts]
        self.embedded += texts
        return vectors

    def _vector(self, text: str) -> Vector:
        if self.fails:
            raise EmbedderFailed("told to fail")
        values = np.full(self.dimension, 1e-3, dtype=np.float32)
        for token, count in Counter(tokens(text)).items():
            values[zlib.crc32(token.encode()) % self.dimension] += count
        return values / np.float32(np.linalg.norm(values))


class FakeIndexState:
    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.builds: dict[str, dict[VersionKey, Entry]] = {}

    def read(self, name: str) -> str | None:
        return self.values.get(name)

    def write(self, name: str, value: str) -> None:
        self.values[name] = value

    def entries(self, build: str) -> dict[VersionKey, Entry]:
        return dict(self.builds.get(build, {}))

    def enter(self, build: str, key: VersionKey, entry: Entry) -> None:
        self.builds.setdefault(build, {})[key] = entry

    def strike(self, build: str, keys: Iterable[VersionKey]) -> None:
        for key in keys:
            self.builds.get(build, {}).pop(key, None)

    def forget_builds(self, *, but: str) -> None:
        self.builds = {but: self.builds.get(but, {})}


class FakeChunkIndex:
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._model_id = ""
        self._held: dict[VersionKey, tuple[str, list[tuple[Chunk, Vector]]]] = {}
        self.puts = 0

    def put(self, reading: Reading) -> None:
        vectors = [
            (chunk, vector)
            for chunk in reading.chunks
            for vector in self._embedder.embed_passages(phrasings_of(chunk))
        ]
        if self._model_id != self._embedder.model_id:
            self._held.clear()
        self._model_id = self._embedder.model_id
        self._held[reading.key] = reading.stamp, vectors
        self.puts += 1

    def remove(self, keys: Iterable[VersionKey]) -> None:
        for key in keys:
            self._held.pop(key, None)

    def held(self) -> dict[VersionKey, str]:
        if self._model_id != self._embedder.model_id:
            return {}
        return {key: stamp for key, (stamp, _) in self._held.items()}

    def tidy(self) -> None:
        if self._model_id != self._embedder.model_id:
            self._held.clear()

    def search(self, vector: Vector, *, where: Filter, limit: int) -> list[tuple[str, float]]:
        if self._held and self._model_id != self._embedder.model_id:
            raise IndexMismatch(f"built by {self._model_id!r}")
        best: dict[str, float] = {}
        for _, vectors in self._held.values():
            for chunk, known in vectors:
                if where.allows(chunk):
                    best[chunk.id] = max(best.get(chunk.id, -1.0), float(known @ vector))
        return sorted(best.items(), key=lambda found: found[1], reverse=True)[:limit]

    def near(self, vector: Vector, chunks: Sequence[Chunk]) -> list[tuple[str, float]]:
        best = {
            chunk.id: max(
                float(other @ vector) for other in self._embedder.embed_passages(phrasings_of(chunk))
            )
            for chunk in chunks
        }
        return sorted(best.items(), key=lambda found: found[1], reverse=True)

    def count(self) -> int:
        return len({chunk.id for _, vectors in self._held.values() for chunk, _ in vectors})


class FakeWordIndex:
    def __init__(self) -> None:
        self._held: dict[VersionKey, tuple[str, list[tuple[Chunk, Counter[str]]]]] = {}
        self.puts = 0

    def put(self, readings: Sequence[Reading]) -> None:
        counted = {
            reading.key: (
                reading.stamp,
                [(chunk, Counter(words_of(chunk))) for chunk in reading.chunks],
            )
            for reading in readings
        }
        self._held |= counted
        self.puts += len(counted)

    def remove(self, keys: Iterable[VersionKey]) -> None:
        for key in keys:
            self._held.pop(key, None)

    def held(self) -> dict[VersionKey, str]:
        return {key: stamp for key, (stamp, _) in self._held.items()}

    def tidy(self) -> None:
        pass

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        wanted = query_tokens(tokens)
        seen = [
            (chunk, words)
            for _, passages in self._held.values()
            for chunk, words in passages
            if Filter(versions=where.versions).allows(chunk)
        ]
        scored = [
            (chunk.id, sum(_weight(token, words, seen) for token in wanted if token in words))
            for chunk, words in seen
            if where.allows(chunk)
        ]
        found = [item for item in scored if item[1] > 0]
        return sorted(found, key=lambda item: item[1], reverse=True)[:limit]

    def count(self) -> int:
        return sum(len(passages) for _, passages in self._held.values())


def _weight(token: str, words: Counter[str], seen: Sequence[tuple[Chunk, Counter[str]]]) -> float:
    """BM25 as the adapter has it, reckoned plainly."""
    size, holding = len(seen), sum(token in other for _, other in seen)
    mean_length = sum(other.total() for _, other in seen) / size
    idf = max(log((size - holding + 0.5) / (holding + 0.5)), 1e-6)
    count = words[token]
    return idf * count * 1.4 / (count + 0.4 * (0.25 + 0.75 * words.total() / mean_length))


@dataclass
class _Stored:
    version: Version
    sections: list[Section] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)


class FakeDocumentStore:
    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._stored: list[_Stored] = []

    def document(self, document_id: str) -> Document | None:
        return self._documents.get(document_id)

    def documents(self) -> list[Document]:
        return [self._documents[document_id] for document_id in sorted(self._documents)]

    def find_document(self, *, number: str | None, title: str | None, region: str | None) -> Document | None:
        for document in self.documents():
            if number and document.number and name_key(document.number) == name_key(number):
                return document
        for document in self.documents():
            same_region = region is None or document.region == region
            if title and same_region and name_key(document.title) == name_key(title):
                return document
        return None

    def save(
        self,
        document: Document,
        version: Version,
        sections: Sequence[Section],
        chunks: Sequence[Chunk],
        *,
        publish: bool = False,
    ) -> Version:
        stored = self._same_text(version) or self._append(version)
        if stored.version.state is VersionState.DRAFT and version.effective_from:
            stored.version = replace(stored.version, effective_from=version.effective_from)
        self._documents[document.id] = document
        stored.sections = list(sections)
        stored.chunks = renumber(chunks, stored.version.number)
        if publish:
            self._publish(stored, version.effective_from or stored.version.effective_from)
        return stored.version

    def publish(self, document_id: str, number: int) -> None:
        chosen = self._find(document_id, number)
        if chosen is None:
            raise DocumentUnknown(f"no version {number} of document {document_id!r}")
        self._publish(chosen, chosen.version.effective_from)

    def _publish(self, chosen: _Stored, first_day: date | None) -> None:
        version = chosen.version
        published = self.published_version(version.document_id, version.source)
        if published and published.number != version.number:
            old = self._find(version.document_id, published.number)
            assert old
            last_day = last_day_before(first_day, began=published.effective_from)
            old.version = replace(published, state=VersionState.SUPERSEDED, effective_to=last_day)
        came_back = version.state is VersionState.SUPERSEDED
        chosen.version = replace(
            version,
            state=VersionState.PUBLISHED,
            effective_from=first_day_of(version, first_day),
            effective_to=None if came_back else version.effective_to,
        )

    def supersede(self, document_id: str, *, by: str, on: date) -> None:
        if document_id not in self._documents:
            raise DocumentUnknown(f"no document {document_id!r}")
        known = self._documents[document_id]
        self._documents[document_id] = replace(known, superseded_by=by, superseded_on=on)

    def terms(self) -> list[Term]:
        kept = [stored.version for stored in self._stored if stored.version.state is not VersionState.DRAFT]
        return [
            Term(
                document_id=version.document_id,
                number=version.number,
                source=version.source,
                region=self._documents[version.document_id].region,
                state=version.state,
                effective_from=version.effective_from,
                effective_to=version.effective_to,
                superseded_by=self._documents[version.document_id].superseded_by,
                superseded_on=self._documents[version.document_id].superseded_on,
                withdrawn_on=self._documents[version.document_id].withdrawn_on,
            )
            for version in sorted(kept, key=lambda version: (version.document_id, version.number))
        ]

    def digests(self) -> dict[VersionKey, str]:
        return {key_of(term): self.digest(*key_of(term)) for term in self.terms()}

    def digest(self, document_id: str, number: int) -> str:
        stored = self._find(document_id, number)
        return digest_of(stored.chunks) if stored else ""

    def version_chunks(self, document_id: str, number: int) -> list[Chunk]:
        stored = self._find(document_id, number)
        return list(stored.chunks) if stored else []

    def version(self, document_id: str, number: int) -> Version | None:
        stored = self._find(document_id, number)
        return stored.version if stored else None

    def versions(self, document_id: str) -> list[Version]:
        return [stored.version for stored in self._stored if stored.version.document_id == document_id]

    def published_version(self, document_id: str, source: Source) -> Version | None:
        for version in self.versions(document_id):
            if version.source is source and version.state is VersionState.PUBLISHED:
                return version
        return None

    def published_chunks(self) -> list[Chunk]:
        published = [stored for stored in self._stored if stored.version.state is VersionState.PUBLISHED]
        published.sort(key=lambda stored: (stored.version.document_id, stored.version.number))
        return [chunk for stored in published for chunk in stored.chunks]

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        known = {chunk.id: chunk for stored in self._stored for chunk in stored.chunks}
        return {chunk_id: known[chunk_id] for chunk_id in ids if chunk_id in known}

    def sections(self, document_id: str, number: int) -> list[Section]:
        stored = self._find(document_id, number)
        return list(stored.sections) if stored else []

    def _find(self, document_id: str, number: int) -> _Stored | None:
        for stored in self._stored:
            if (stored.version.document_id, stored.version.number) == (document_id, number):
                return stored
        return None

    def _same_text(self, version: Version) -> _Stored | None:
        wanted = (version.document_id, version.source, version.content_hash)
        for stored in self._stored:
            known = stored.version
            if (known.document_id, known.source, known.content_hash) == wanted:
                return stored
        return None

    def _append(self, version: Version) -> _Stored:
        number = len(self.versions(version.document_id)) + 1
        stored = _Stored(replace(version, number=number, state=VersionState.DRAFT))
        self._stored.append(stored)
        return stored
