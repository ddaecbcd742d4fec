"""What the knowledge base needs of the outside, as seen from inside. Adapters stand in `adapters/`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.models import Chunk, Document, Filter, Section, Source, Term, Version, VersionKey

Vector = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into unit vectors. Prefixes that a model wants are the adapter's business."""

    @property
    def model_id(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_question(self, text: str) -> Vector: ...

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]: ...


@dataclass(frozen=True)
class Reading:
    """A version as an index is to hold it. `stamp` says what is indexed of its chunks, and how."""

    key: VersionKey
    stamp: str
    chunks: Sequence[Chunk]


class ChunkSearch(Protocol):
    """Finds chunks by meaning."""

    def search(self, vector: Vector, *, where: Filter, limit: int) -> list[tuple[str, float]]:
        """Chunk ids with cosine similarity, best first; of a chunk's wordings only the best counts."""
        ...

    def near(self, vector: Vector, chunks: Sequence[Chunk]) -> list[tuple[str, float]]:
        """How near these chunks are, held or not, best first. Embeds them: for a few."""
        ...


class ChunkIndex(ChunkSearch, Protocol):
    """Holds versions, old and new ones beside each other: who searches says which ones may be found."""

    def put(self, reading: Reading) -> None:
        """Hold the version as given, in place of what was held of it, from one moment to the next.

        A process that is killed meanwhile leaves what was held before.
        """
        ...

    def remove(self, keys: Iterable[VersionKey]) -> None: ...

    def held(self) -> dict[VersionKey, str]:
        """The stamps of the versions that are held, with vectors of this very embedder."""
        ...

    def tidy(self) -> None:
        """Forget what was lost, drop what nobody can find any more; searches go on meanwhile."""
        ...

    def count(self) -> int:
        """Chunks of the versions that are held."""
        ...


class WordSearch(Protocol):
    """Finds chunks by words: BM25 over `tokens.tokens`."""

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        """Chunk ids with BM25 score, higher is better, best first."""
        ...


class WordIndex(WordSearch, Protocol):
    """Holds versions, old and new ones beside each other: who searches says which ones may be found."""

    def put(self, readings: Sequence[Reading]) -> None:
        """Hold these versions as given, in place of what was held of them, all at one moment."""
        ...

    def remove(self, keys: Iterable[VersionKey]) -> None: ...

    def held(self) -> dict[VersionKey, str]:
        """The stamps of the versions that are held."""
        ...

    def tidy(self) -> None:
        """Bring what was put bit by bit together, so that a search stays fast; searches go on meanwhile."""
        ...

    def count(self) -> int:
        """Chunks of the versions that are held."""
        ...


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
        """When each version that is or was published holds, by document and number. Costs little."""
        ...

    def digests(self) -> dict[VersionKey, str]:
        """What is indexed of the chunks of each version that is or was published, as a digest."""
        ...

    def digest(self, document_id: str, number: int) -> str:
        """The same of one version, which may be a draft. Empty where there is no such version."""
        ...

    def version_chunks(self, document_id: str, number: int) -> list[Chunk]: ...

    def version(self, document_id: str, number: int) -> Version | None: ...

    def versions(self, document_id: str) -> list[Version]: ...

    def published_version(self, document_id: str, source: Source) -> Version | None: ...

    def published_chunks(self) -> list[Chunk]: ...

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]: ...

    def sections(self, document_id: str, number: int) -> list[Section]: ...


@dataclass(frozen=True)
class Entry:
    """What the index by meaning has of a version. `put` is in the ids of its vectors: others of that version
    were left by a kill, or are those of an earlier reading."""

    stamp: str
    region: str
    chunks: int
    vectors: int
    put: str


@dataclass(frozen=True)
class ScannedLine:
    """A line read off a picture. Edges in pixels from the left and the top; `sureness` from 0 to 1."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    sureness: float


class ScanReader(Protocol):
    """Reads the picture of a page."""

    def read(self, picture: NDArray[np.uint8]) -> list[ScannedLine]:
        """The lines from top to bottom; none on an empty page. `picture` is height by width by RGB."""
        ...


class IndexState(Protocol):
    """What is known of the indexes, kept beside the documents: which build is in use, and what is in it."""

    def read(self, name: str) -> str | None: ...

    def write(self, name: str, value: str) -> None: ...

    def entries(self, build: str) -> dict[VersionKey, Entry]: ...

    def enter(self, build: str, key: VersionKey, entry: Entry) -> None:
        """In place of what was known of that version in that build."""
        ...

    def strike(self, build: str, keys: Iterable[VersionKey]) -> None: ...

    def forget_builds(self, *, but: str) -> None:
        """Strike the entries of all other builds."""
        ...


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
