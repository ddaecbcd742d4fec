"""Keeps both indexes at what SQL says is published.

A digest of everything indexed stands in SQL beside the documents. It is taken away before a rebuild and set
after it, so a process that was killed anywhere finds no digest, or another one, and rebuilds.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event

from chassis.logs import get_logger
from knowledge_base.models import NATIONWIDE, Chunk, Source
from knowledge_base.ports import ChunkIndex, DocumentStore, Embedder, IndexState, WordIndex
from knowledge_base.tokens import DICTIONARY

Progress = Callable[[int, int], None]

STATE = "indexed_content"
# Raise it when what is indexed of a chunk changes.
_FORMAT = 5


class IndexingStopped(Exception):
    """The process is ending; the next start rebuilds."""


def silent(done: int, total: int) -> None:
    del done, total


@dataclass
class Indexing:
    """One owner process rebuilds.

    `is_current`: the indexes hold what is published. `is_usable`: they did once since the start, so what is
    in them may be answered from while a later rebuild is under way or failed.
    """

    store: DocumentStore
    chunk_index: ChunkIndex
    word_index: WordIndex
    embedder: Embedder
    state: IndexState
    sources: frozenset[Source] = frozenset(Source)
    is_current: bool = field(default=False, init=False)
    is_usable: bool = field(default=False, init=False)
    _stopped: Event = field(default_factory=Event, init=False, repr=False)

    def refresh(self, progress: Progress = silent) -> bool:
        """Rebuild what is not what it should be. Says whether anything was done.

        Raises:
            EmbedderFailed: the old index stays in use, and is rebuilt at the next refresh.
            IndexingStopped: `stop` was called.
        """
        chunks = self.published_chunks()
        digest = self._digest(chunks)
        self.is_current = self.state.read(STATE) == digest and self._holds(len(chunks))
        if self.is_current:
            self.is_usable = True
            return False
        get_logger().info("index_rebuild", chunks=len(chunks))
        self.state.write(STATE, "")
        # The slow one first: the two switches then lie close together.
        self.chunk_index.rebuild(self._counted(chunks, progress))
        self.word_index.rebuild(chunks)
        self.state.write(STATE, digest)
        self.is_current = self.is_usable = True
        return True

    def published_chunks(self) -> list[Chunk]:
        """What the indexes hold, or are to hold.

        What holds nationwide is told by its id alone (`answer/tell.py`): questions are asked of districts,
        and its words would weigh on what is found for them.
        """
        return [
            chunk
            for chunk in self.store.published_chunks()
            if chunk.source in self.sources and chunk.region != NATIONWIDE
        ]

    def count(self) -> int:
        """Chunks that can be found."""
        return self.word_index.count()

    def stop(self) -> None:
        """End a rebuild that is under way, and refuse later ones."""
        self._stopped.set()

    def _counted(self, chunks: Sequence[Chunk], progress: Progress) -> Iterator[Chunk]:
        for done, chunk in enumerate(chunks):
            if self._stopped.is_set():
                raise IndexingStopped(f"after {done} of {len(chunks)} chunks")
            progress(done, len(chunks))
            yield chunk
        progress(len(chunks), len(chunks))

    def _holds(self, count: int) -> bool:
        return self.chunk_index.count() == count == self.word_index.count()

    def _digest(self, chunks: Sequence[Chunk]) -> str:
        digest = hashlib.sha256(json.dumps([_FORMAT, self.embedder.model_id]).encode())
        digest.update(DICTIONARY.read_bytes())
        for chunk in chunks:
            indexed = [chunk.id, chunk.region, chunk.source, chunk.path, chunk.text, chunk.wordings]
            digest.update(json.dumps(indexed, ensure_ascii=False).encode())
        return digest.hexdigest()
