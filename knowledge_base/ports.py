"""What the knowledge base needs of the outside, as seen from inside. Adapters stand in `adapters/`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.models import Chunk, Document, Filter, Section, Source, Term, Version

Vector = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into unit vectors. Prefixes that a model wants are the adapter's business."""

    @property
    def model_id(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_question(self, text: str) -> Vector: ...

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]: ...


class ChunkSearch(Protocol):
    """Finds chunks by meaning."""

    def search(self, vector: Vector, *, where: Filter, limit: int) -> list[tuple[str, float]]:
        """Chunk ids with cosine similarity, best first; of a chunk's wordings only the best counts."""
        ...


class ChunkIndex(ChunkSearch, Protocol):
    """Built whole, aside, and switched to in one step."""

    def rebuild(self, chunks: Iterable[Chunk]) -> None: ...

    def count(self) -> int: ...


class WordSearch(Protocol):
    """Finds chunks by words: BM25 over `tokens.tokens`."""

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        """Chunk ids with BM25 score, higher is better, best first."""
        ...


class WordIndex(WordSearch, Protocol):
    """Built whole, and switched to in one step."""

    def rebuild(self, chunks: Iterable[Chunk]) -> None: ...

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
        become the given ones. `version.effective_from` is its first day where it is published or a draft.
        """
        ...

    def publish(self, document_id: str, number: int) -> None:
        """Make this version the published one of its source; the one before is superseded.

        The one before held until the day before this one's first day. Where both have the same first day,
        or this one has none, it was only a worse copy and never counts.
        """
        ...

    def supersede(self, document_id: str, *, by: str, on: date) -> None:
        """Note that another document takes this one's place from that day on.

        Raises:
            DocumentUnknown: there is no such document.
        """
        ...

    def terms(self) -> list[Term]:
        """When each version that is or was published holds, by document and number."""
        ...

    def holds_as_published(self, day: date) -> bool:
        """False where something may hold on that day that is not published, or the reverse. Costs little."""
        ...

    def version_chunks(self, document_id: str, number: int) -> list[Chunk]: ...

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


class ModelTask(StrEnum):
    """What a language model is asked to do."""

    REWRITE = "rewrite"
    WORD = "word"


@dataclass(frozen=True)
class Tokens:
    """What a call was charged for, as the endpoint says."""

    prompt: int = 0
    completion: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.prompt + other.prompt, self.completion + other.completion)


@dataclass(frozen=True)
class Rewritten:
    """Each question in words that can be searched for, in the order in which they were given."""

    questions: tuple[str, ...]
    tokens: Tokens = Tokens()


@dataclass(frozen=True)
class Said:
    """One sentence of a model, and the numbers (from 1) of the facts that it says it rests on."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Worded:
    """The facts in a model's words. Nothing is known of them yet but their shape."""

    sentences: tuple[Said, ...]
    tokens: Tokens = Tokens()


class AnswerModel(Protocol):
    """A language model. What it says is a proposal that the steps check; nothing depends on it.

    Both calls return within `seconds`, or raise `ModelFailed`.
    """

    def rewrite(self, questions: Sequence[str], *, earlier: Sequence[str], seconds: float) -> Rewritten:
        """Questions that lean on `earlier` ones (oldest first), or are colloquial, made to stand alone."""
        ...

    def word(self, question: str, facts: Sequence[str], *, seconds: float) -> Worded:
        """The facts, in fluent words, each sentence with the number of its fact."""
        ...
