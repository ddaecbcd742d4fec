"""Keeps both indexes at what SQL says holds, version by version: a change costs what changed.

The indexes may hold more than anybody sees, so the order of things makes a publication atomic for readers: a
version is put into the indexes first (`prepare`), then one transaction publishes it, then what gave way goes
(`refresh`). Each index knows the stamp of what it holds of a version. A process that was killed anywhere
finds stamps missing or other ones, and goes on there.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from threading import Event, Lock

from chassis.clock import Clock, SystemClock
from chassis.logs import get_logger
from knowledge_base.errors import EmbedderFailed
from knowledge_base.models import NATIONWIDE, Chunk, Source, VersionKey, VersionState
from knowledge_base.ports import ChunkIndex, DocumentStore, Embedder, IndexState, Reading, WordIndex
from knowledge_base.shelf import Shelf
from knowledge_base.terms import in_force, key_of
from knowledge_base.tokens import DICTIONARY

Progress = Callable[[int, int], None]
Stamps = Mapping[VersionKey, str]

_FORMAT = 6
"""Raise it when what is indexed of a chunk changes."""
_TOGETHER = 5000
"""Passages that are put into the word index at once, for one part of it."""
_AT_ONCE = 2000
"""Passages that are embedded while somebody waits; of more the meaning follows."""
_PREPARED = 100  # versions kept in the indexes for a publication to come


class IndexingStopped(Exception):
    """The process is ending; the next start goes on."""


def silent(done: int, total: int) -> None:
    del done, total


@dataclass(frozen=True)
class Coverage:
    """Passages that can be found by words, and how many of them by meaning too."""

    passages: int
    embedded: int


class _OneByOne:
    """Two threads never embed the same version."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._locks: dict[VersionKey, Lock] = {}

    def of(self, key: VersionKey) -> Lock:
        with self._lock:
            return self._locks.setdefault(key, Lock())


@dataclass
class Indexing:
    """Of the one process that owns the indexes. Safe to share between threads.

    `is_current`: the indexes hold what holds, and nothing of it is still to be embedded. `is_usable`: what
    they hold may be answered from; true from the first time on that they were current, or that so much is to
    be embedded that nobody should wait for it.
    """

    store: DocumentStore
    chunk_index: ChunkIndex
    word_index: WordIndex
    embedder: Embedder
    state: IndexState
    sources: frozenset[Source] = frozenset(Source)
    clock: Clock = field(default_factory=SystemClock)
    shelf: Shelf = field(default_factory=Shelf)
    is_current: bool = field(default=False, init=False)
    is_usable: bool = field(default=False, init=False)
    is_catching_up: bool = field(default=False, init=False)
    _stopped: Event = field(default_factory=Event, init=False, repr=False)
    _words: Lock = field(default_factory=Lock, init=False, repr=False)
    _vectors: _OneByOne = field(default_factory=_OneByOne, init=False, repr=False)
    _prepared: OrderedDict[VersionKey, None] = field(default_factory=OrderedDict, init=False, repr=False)

    def prepare(self, document_id: str, number: int) -> None:
        """Put a version into the indexes that is to be published. It is found only once it is.

        Of a text of more than 2,000 passages, or where the embedder fails, only the words: the meaning
        follows. A version that is not there is passed over.
        """
        key = document_id, number
        version = self.store.version(document_id, number)
        if version is None or version.source not in self.sources:
            return
        self._prepared[key] = None
        while len(self._prepared) > _PREPARED:
            self._prepared.popitem(last=False)
        stamps = {key: self._stamp(self.store.digest(document_id, number))}
        self._put_words(stamps)
        try:
            self._embed(stamps, at_once=True)
        except EmbedderFailed as error:
            get_logger().warning("prepared_by_words_only", document=document_id, detail=str(error))
        self._note(stamps)

    def refresh(self, progress: Progress = silent, *, at_once: bool = False) -> bool:
        """Bring the indexes up to what holds. Says whether anything was done.

        With `at_once` large texts are left to a later refresh. Progress counts passages that are embedded.

        Raises:
            EmbedderFailed: what is held stays in use; the next refresh goes on.
            IndexingStopped: `stop` was called.
        """
        changed = self.refresh_words()
        stamps = self._wanted()
        self.chunk_index.tidy()
        self._note(stamps)
        missing = self._missing(stamps)
        self.is_current = not missing
        self.is_catching_up = bool(missing) and (self.is_usable or self._is_much(missing))
        self.is_usable = self.is_usable or self.is_current or self.is_catching_up
        if missing and not at_once:
            get_logger().info("index_catching_up", versions=len(missing))
        changed = self._embed(missing, progress, at_once=at_once) or changed
        changed = self._remove_others() or changed
        self._note(stamps)
        self.is_current = not self._missing(stamps)
        self.is_catching_up = not self.is_current
        self.is_usable = self.is_usable or self.is_current
        return changed

    def refresh_words(self) -> bool:
        """Only what is found by words: the meaning follows with the next refresh.

        Raises:
            IndexingStopped: `stop` was called.
        """
        self._go_on()
        stamps = self._wanted()
        changed = self._put_words(stamps)
        self._note(stamps)
        return changed

    def is_behind(self) -> bool:
        """Whether a refresh would have something to do. Costs little."""
        stamps = self._wanted()
        words, vectors = self.word_index.held(), self.chunk_index.held()
        is_put = all(words.get(key) == vectors.get(key) == stamp for key, stamp in stamps.items())
        others = (words.keys() | vectors.keys()) - stamps.keys() - self._prepared.keys()
        return not is_put or bool(others)

    def published_chunks(self) -> Iterator[Chunk]:
        """What can be found today, version by version.

        What holds nationwide is told by its id alone (`answer/tell.py`): questions are asked of districts,
        and its words would weigh on what is found for them.
        """
        for key in sorted(self._wanted()):
            yield from self.store.version_chunks(*key)

    def count(self) -> int:
        """Chunks that can be found."""
        return self.word_index.count()

    def coverage(self) -> Coverage:
        return Coverage(passages=self.word_index.count(), embedded=self.chunk_index.count())

    def stop(self) -> None:
        """End a refresh that is under way, and refuse later ones."""
        self._stopped.set()

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise IndexingStopped("told to stop")

    def _wanted(self) -> dict[VersionKey, str]:
        """The stamps of all that is published, and of what holds today without being so any more."""
        terms = [
            term for term in self.store.terms() if term.source in self.sources and term.region != NATIONWIDE
        ]
        published = {key_of(term) for term in terms if term.state is VersionState.PUBLISHED}
        digests = self.store.digests()
        keys = published | in_force(terms, self.clock.today()).keys()
        return {key: self._stamp(digests[key]) for key in sorted(keys) if key in digests}

    def _stamp(self, digest: str) -> str:
        return hashlib.sha256(f"{_FORMAT} {_dictionary()} {digest}".encode()).hexdigest()

    def _missing(self, stamps: Stamps) -> dict[VersionKey, str]:
        """What is not embedded yet as it should be."""
        held = self.chunk_index.held()
        return {key: stamp for key, stamp in stamps.items() if held.get(key) != stamp}

    def _is_much(self, missing: Stamps) -> bool:
        chunks = 0
        for key in missing:
            chunks += len(self.store.version_chunks(*key))
            if chunks > _AT_ONCE:
                return True
        return False

    def _note(self, stamps: Stamps) -> None:
        """Tell readers what they may read."""
        held = self.word_index.held()
        self.shelf.offer(key for key in stamps if key in held)
        self.shelf.await_meaning(held.keys() - self.chunk_index.held().keys())

    def _put_words(self, stamps: Stamps) -> bool:
        changed = False
        for readings in self._grouped(self._unheard(stamps)):
            with self._words:
                missing = self._unheard(stamps)
                self.word_index.put([reading for reading in readings if reading.key in missing])
            self.word_index.tidy()
            changed = True
        return changed

    def _unheard(self, stamps: Stamps) -> dict[VersionKey, str]:
        """What the word index does not hold as it should."""
        held = self.word_index.held()
        return {key: stamp for key, stamp in stamps.items() if held.get(key) != stamp}

    def _grouped(self, stamps: Stamps) -> Iterator[Sequence[Reading]]:
        """Versions in groups of some thousand passages: many of them need a bounded memory, too."""
        group: list[Reading] = []
        for key, stamp in stamps.items():
            self._go_on()
            group.append(self._reading(key, stamp))
            if sum(len(reading.chunks) for reading in group) >= _TOGETHER:
                yield group
                group = []
        if group:
            yield group

    def _reading(self, key: VersionKey, stamp: str) -> Reading:
        return Reading(key, stamp, self.store.version_chunks(*key))

    def _embed(self, stamps: Stamps, progress: Progress = silent, *, at_once: bool) -> bool:
        total = self.word_index.count() if progress is not silent else 0
        changed = False
        for key, stamp in stamps.items():
            self._go_on()
            with self._vectors.of(key):
                if self.chunk_index.held().get(key) == stamp:
                    continue
                reading = self._reading(key, stamp)
                if at_once and len(reading.chunks) > _AT_ONCE:
                    continue
                self.chunk_index.put(reading)
            changed = True
            if progress is not silent:
                progress(min(self.chunk_index.count(), total), total)
        if progress is not silent:
            progress(total, total)
        return changed

    def _remove_others(self) -> bool:
        """What is neither to be found nor to be published soon, as far as nobody is reading it."""
        # In this order: a version is prepared before it is held, and wanted before it is no longer prepared.
        held = self.word_index.held().keys() | self.chunk_index.held().keys()
        prepared = set(self._prepared)
        wanted = self._wanted().keys()
        gone = self.shelf.withdraw(held - prepared - wanted)
        for key in prepared & wanted:
            self._prepared.pop(key, None)
        if gone:
            self.word_index.remove(gone)
            self.chunk_index.remove(gone)
            self.word_index.tidy()
        return bool(gone)


@cache
def _dictionary() -> str:
    return hashlib.sha256(DICTIONARY.read_bytes()).hexdigest()
