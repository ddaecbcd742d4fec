"""What holds for one reader: found in the indexes, and beside them what these do not hold.

The indexes hold more than anybody may see: versions that hold, that held until a moment ago, that will. An
answer takes one look at what holds on its day and finds only that. What holds and is not in the indexes, on
an earlier day or in the moment before a text is indexed, is searched in memory.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from knowledge_base.answer.aside import AsideVectors, AsideWords, Frequencies, Ranked, best
from knowledge_base.models import NATIONWIDE, Chunk, Filter, Source, Term, VersionKey
from knowledge_base.ports import ChunkSearch, DocumentStore, Embedder, Vector, WordSearch
from knowledge_base.terms import in_force

Versions = frozenset[VersionKey]

_EDITIONS = 8  # kept prepared
_COMPARED = 12
"""Passages by which the scores of the word index and our own are brought to one scale."""
_SAMPLED = 50
"""Versions whose words tell how frequent a word is."""


@dataclass(frozen=True)
class Instead:
    """A version that is asked as if it held: in place of the one it is mapped from, or beside all others."""

    places: Mapping[VersionKey, VersionKey] = field(default_factory=dict)
    beside: Versions = frozenset()

    def of(self, holding: Versions) -> Versions:
        changed = {self.places.get(key, key) for key in holding}
        return frozenset(changed) | self.beside


NOTHING_INSTEAD = Instead()


@dataclass(frozen=True)
class _Aside:
    words: AsideWords
    vectors: AsideVectors


@dataclass(frozen=True)
class WordsThen:
    index: WordSearch
    holding: Versions
    aside: AsideWords | None
    store: DocumentStore

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> Ranked:
        seen = replace(where, versions=self.holding)
        indexed = self.index.search(tokens, where=seen, limit=limit)
        if self.aside is None:
            return indexed
        # By whatever the index holds: what holds that day may have none of these words.
        scores = dict(self.index.search(tokens, where=where, limit=_COMPARED))
        known = [(chunk, scores[chunk.id]) for chunk in self.store.chunks(list(scores)).values()]
        return best([*indexed, *self.aside.search(tokens, where=where, limit=limit, known=known)], limit)


@dataclass(frozen=True)
class VectorsThen:
    index: ChunkSearch
    holding: Versions
    aside: AsideVectors | None

    def search(self, vector: Vector, *, where: Filter, limit: int) -> Ranked:
        indexed = self.index.search(vector, where=replace(where, versions=self.holding), limit=limit)
        if self.aside is None:
            return indexed
        return best([*indexed, *self.aside.search(vector, where=where, limit=limit)], limit)

    def near(self, vector: Vector, chunks: Sequence[Chunk]) -> Ranked:
        return self.index.near(vector, chunks)


@dataclass
class History:
    """Prepares what the indexes do not hold once, and keeps it for the next question about the same state."""

    _kept: OrderedDict[Versions, _Aside | None] = field(default_factory=OrderedDict)
    _preparing: Lock = field(default_factory=Lock)
    _last: tuple[date, frozenset[Source], Sequence[Term], Versions] | None = None

    def holding(self, day: date, terms: Sequence[Term], sources: frozenset[Source]) -> Versions:
        """What can be found that holds on that day. What holds nationwide is told by its id alone.

        Reckoned anew only for another day than the last, or where what is published has changed.
        """
        last = self._last
        if last is not None and last[:3] == (day, sources, terms):
            return last[3]
        found = in_force([term for term in terms if term.source in sources], day)
        holding = frozenset(key for key, term in found.items() if term.region != NATIONWIDE)
        self._last = day, sources, terms, holding
        return holding

    def on(
        self,
        holding: Versions,
        indexed: Versions,
        *,
        store: DocumentStore,
        embedder: Embedder,
        words: WordSearch,
        vectors: ChunkSearch,
    ) -> tuple[WordsThen, VectorsThen]:
        """The two searches over what holds, of which `indexed` is in the indexes."""
        aside = self._aside(holding - indexed, indexed, store, embedder)
        return (
            WordsThen(words, indexed, aside.words if aside else None, store),
            VectorsThen(vectors, indexed, aside.vectors if aside else None),
        )

    def _aside(
        self, missing: Versions, indexed: Versions, store: DocumentStore, embedder: Embedder
    ) -> _Aside | None:
        if not missing:
            return None
        with self._preparing:
            if missing not in self._kept:
                self._kept[missing] = _prepare(missing, indexed, store, embedder)
                while len(self._kept) > _EDITIONS:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(missing)
            return self._kept[missing]


def _prepare(missing: Versions, indexed: Versions, store: DocumentStore, embedder: Embedder) -> _Aside | None:
    chunks = [chunk for key in sorted(missing) for chunk in store.version_chunks(*key)]
    if not chunks:
        return None
    sampled = [chunk for key in sorted(indexed)[:_SAMPLED] for chunk in store.version_chunks(*key)]
    frequencies = Frequencies.of(sampled or chunks)
    return _Aside(AsideWords.of(chunks, frequencies), AsideVectors.of(chunks, embedder))
