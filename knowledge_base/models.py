"""The nouns of the knowledge base.

A document has versions. A version is a text with a section tree and is of one of two sources: the
official text, or the policy points that we wrote about it. Of each source a document has at most one
published version. Chunks are what retrieval finds; each points back into its version's text by offsets,
so that a quote can always be checked to the letter.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

VersionKey = tuple[str, int]
"""A document's id and a version's number."""


class Source(StrEnum):
    """Where a version's text comes from."""

    OFFICIAL = "official"
    POLICY_POINT = "policy_point"


class Validity(StrEnum):
    """有效 / 失效 / 废止."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPEALED = "repealed"


class DocumentKind(StrEnum):
    """A plan states aims; a rule grants or demands; a guide explains how to apply."""

    PLAN = "plan"
    RULE = "rule"
    GUIDE = "guide"


class PointKind(StrEnum):
    """What a policy point states."""

    MEASURE = "measure"
    TARGET = "target"
    LIMIT = "limit"
    LIST = "list"
    CONDITION = "condition"
    DEFINITION = "definition"
    RECORD = "record"


NATIONWIDE = "100000"
"""The region of a document that holds in the whole country (GB/T 2260)."""

RECORD_PATH = ("文件信息",)
"""Where the chunks stand that no section of a text has: what is on record of the document itself."""


class VersionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Document:
    """A published paper and what its head says of it. `region` is a GB/T 2260 code.

    `effective_from` and `effective_to` are the first and the last day on which it is in force; None where
    the paper does not say. `superseded_by` is what took its place from `superseded_on`: the id of a
    document, or the name of one that we do not have. From `withdrawn_on` on it is not answered from.
    """

    id: str
    title: str
    issuer: str
    region: str
    kind: DocumentKind = DocumentKind.PLAN
    number: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    validity: Validity = Validity.IN_FORCE
    url: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    superseded_by: str | None = None
    superseded_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Table:
    """A table as rows of cells under one header; merged cells are repeated where they reach."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A stretch of a version's text under a heading.

    `path` runs from the top heading to this one. `start` and `end` are character offsets of the section's
    own text (without its subsections) in the version's text. `table` is set where that text is a table;
    `row_spans` then gives the offsets of each row's text.
    """

    path: tuple[str, ...]
    start: int
    end: int
    table: Table | None = None
    row_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class ParsedDocument:
    """What ingestion makes of a file: the head, the whole text, and the sections in reading order."""

    head: "DocumentHead"
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class DocumentHead:
    """What a document says of itself. A field that was not found is None; `doubts` says what to check."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    region: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    validity: Validity | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version:
    """One text of a document. `content_hash` is the SHA-256 of `text` and the section paths.

    It holds from `effective_from` to `effective_to`, both days included; None means without such a day.
    """

    document_id: str
    number: int
    source: Source
    text: str
    content_hash: str
    state: VersionState
    created_at: datetime
    file_name: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None


@dataclass(frozen=True)
class Term:
    """When a version that is or was published holds, and what became of its document."""

    document_id: str
    number: int
    source: Source
    region: str
    state: VersionState
    effective_from: date | None = None
    effective_to: date | None = None
    superseded_by: str | None = None
    superseded_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Chunk:
    """What retrieval finds, and all that an answer needs to know about it.

    `text` is indexed. `quote` is what a citation shows: the version's text from `start` to `end`, to the
    letter. `wordings` are further phrasings indexed beside it (a citizen's words for a policy point).
    `kind` is the point's kind, or what the official sentence looks like. `period_to` is set where a target
    has another last day than its document.
    """

    id: str
    document_id: str
    version: int
    source: Source
    region: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    quote: str
    kind: PointKind | None = None
    subject: str = ""
    cases: tuple["Case", ...] = ()
    wordings: tuple[str, ...] = ()
    is_table_row: bool = False
    period_to: date | None = None


@dataclass(frozen=True)
class Case:
    """One branch of a threshold: under which condition, what holds."""

    when: str
    then: str


@dataclass(frozen=True)
class Hit:
    """A chunk found for a question. Scores are raw: cosine similarity, and BM25 (higher is better)."""

    chunk_id: str
    dense: float | None = None
    lexical: float | None = None
    fused: float = 0.0


@dataclass(frozen=True)
class Filter:
    """Which chunks may be found: of these regions, of these sources; empty means all.

    `versions` are those that hold for the reader; None is all that there are. How rare a word is counts over
    these versions in all regions together.
    """

    regions: tuple[str, ...] = ()
    sources: tuple[Source, ...] = field(default_factory=tuple)
    versions: frozenset[VersionKey] | None = None

    def allows(self, chunk: Chunk) -> bool:
        return (
            (not self.regions or chunk.region in self.regions)
            and (not self.sources or chunk.source in self.sources)
            and (self.versions is None or (chunk.document_id, chunk.version) in self.versions)
        )
