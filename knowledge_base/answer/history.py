"""The indexes as they would stand on another day.

The indexes hold what is published. On most days that is what holds, and they are used as they are. For a day
on which other versions hold, theirs are searched beside, and what does not hold is left out.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from knowledge_base.answer.aside import AsideVectors, AsideWords, Frequencies, Ranked, best
from knowledge_base.models import Filter, Source, VersionState
from knowledge_base.ports import ChunkSearch, DocumentStore, Embedder, Vector, WordSearch
from knowledge_base.terms import VersionKey, in_force, key_of, key_of_chunk

_EDITIONS = 8  # kept prepared
_WIDER = 4
"""How many times as many passages are asked for where some will be left out."""
_COMPARED = 12
"""Passages by which the scores of the word index and our own are brought to one scale."""


@dataclass(frozen=True)
class _Edition:
    """What holds on a day: `aside` is not in the indexes, and prepared here."""

    holding: frozenset[VersionKey]
    words: AsideWords | None
    vectors: AsideVectors | None

    def merge(self, indexed: Ranked, aside: Ranked, limit: int) -> Ranked:
        kept = [hit for hit in indexed if key_of_chunk(hit[0]) in self.holding]
        return best([*kept, *aside], limit)


@dataclass(frozen=True)
class _WordsThen:
    index: WordSearch
    edition: _Edition
    store: DocumentStore

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> Ranked:
        indexed = self.index.search(tokens, where=where, limit=limit * _WIDER)
        if self.edition.words is None:
            return self.edition.merge(indexed, [], limit)
        scores = dict(indexed[:_COMPARED])
        known = [(chunk, scores[chunk.id]) for chunk in self.store.chunks(list(scores)).values()]
        aside = self.edition.words.search(tokens, where=where, limit=limit, known=known)
        return self.edition.merge(indexed, aside, limit)


@dataclass(frozen=True)
class _VectorsThen:
    index: ChunkSearch
    edition: _Edition

    def search(self, vector: Vector, *, where: Filter, limit: int) -> Ranked:
        indexed = self.index.search(vector, where=where, limit=limit * _WIDER)
        aside = self.edition.vectors.search(vector, where=where, limit=limit) if self.edition.vectors else []
        return self.edition.merge(indexed, aside, limit)


@dataclass
class History:
    """Prepares what held on a day once, and keeps it for the next question about the same state."""

    _kept: OrderedDict[tuple[frozenset[VersionKey], frozenset[VersionKey]], _Edition] = field(
        default_factory=OrderedDict
    )
    _preparing: Lock = field(default_factory=Lock)

    def on(
        self,
        day: date,
        *,
        store: DocumentStore,
        embedder: Embedder,
        words: WordSearch,
        vectors: ChunkSearch,
        sources: frozenset[Source],
    ) -> tuple[WordSearch, ChunkSearch]:
        """The two searches over what held on that day."""
        if store.holds_as_published(day):
            return words, vectors
        terms = [term for term in store.terms() if term.source in sources]
        published = frozenset(key_of(term) for term in terms if term.state is VersionState.PUBLISHED)
        holding = frozenset(in_force(terms, day))
        if holding == published:
            return words, vectors
        edition = self._edition(holding, published, store, embedder)
        return _WordsThen(words, edition, store), _VectorsThen(vectors, edition)

    def _edition(
        self,
        holding: frozenset[VersionKey],
        published: frozenset[VersionKey],
        store: DocumentStore,
        embedder: Embedder,
    ) -> _Edition:
        with self._preparing:
            if (holding, published) not in self._kept:
                self._kept[holding, published] = _prepare(holding, published, store, embedder)
                while len(self._kept) > _EDITIONS:
                    self._kept.popitem(last=False)
            self._kept.move_to_end((holding, published))
            return self._kept[holding, published]


def _prepare(
    holding: frozenset[VersionKey],
    published: frozenset[VersionKey],
    store: DocumentStore,
    embedder: Embedder,
) -> _Edition:
    chunks = [chunk for key in sorted(holding - published) for chunk in store.version_chunks(*key)]
    if not chunks:
        return _Edition(holding, None, None)
    frequencies = Frequencies.of(store.published_chunks() or chunks)
    return _Edition(holding, AsideWords.of(chunks, frequencies), AsideVectors.of(chunks, embedder))
