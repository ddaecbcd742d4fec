"""What the knowledge base needs of the outside, as seen from inside. Adapters stand in `adapters/`."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.models import Chunk, Document, Filter, Section, Source, Version

Vector = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into unit vectors. Prefixes that a model wants are the adapter's business."""

    @property
    def model_id(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_question(self, text: str) -> Vector: ...

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]: ...


class ChunkIndex(Protocol):
    """Finds chunks by meaning. Built whole, aside, and switched to in one step."""

    def rebuild(self, chunks: Iterable[Chunk]) -> None: ...

    def search(self, vector: Vector, *, where: Filter, limit: int) -> list[tuple[str, float]]:
        """Chunk ids with cosine similarity, best first; of a chunk's wordings only the best counts."""
        ...

    def count(self) -> int: ...


class WordIndex(Protocol):
    """Finds chunks by words: BM25 over `tokens.tokens`."""

    def rebuild(self, chunks: Iterable[Chunk]) -> None: ...

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        """Chunk ids with BM25 score, higher is better, best first."""
        ...

    def count(self) -> int: ...


class DocumentStore(Protocol):
    """The truth: documents, versions, sections and chunks in SQL."""

    def document(self, document_id: str) -> Document | None: ...

    def documents(self) -> list[Document]: ...

    def find_document(self, *, number: str | None, title: str | None, region: str | None) -> Document | None:
        """By number, else by title (in that region where one is given); width and blanks ignored."""
        ...

    def save(
        self,
        document: Document,
        version: Version,
        sections: Sequence[Section],
        chunks: Sequence[Chunk],
        *,
        publish: bool = False,
    ) -> Version:
        """Store a head and one text of it, with all that belongs to it, in one transaction.

        The store gives the version its number, and the chunks their ids `document:number:rest`. A text that
        is there already (same source and content hash) stays the version it is; its sections and chunks
        become the given ones.
        """
        ...

    def publish(self, document_id: str, number: int) -> None:
        """Make this version the published one of its source; the one before is superseded."""
        ...

    def version(self, document_id: str, number: int) -> Version | None: ...

    def versions(self, document_id: str) -> list[Version]: ...

    def published_version(self, document_id: str, source: Source) -> Version | None: ...

    def published_chunks(self) -> list[Chunk]: ...

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]: ...

    def sections(self, document_id: str, number: int) -> list[Section]: ...


class IndexState(Protocol):
    """What is known of the indexes, kept beside the documents: which build is in use, and of what."""

    def read(self, name: str) -> str | None: ...

    def write(self, name: str, value: str) -> None: ...
