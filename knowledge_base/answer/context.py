"""What the steps of one answer read and write."""

import re
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from chassis.clock import Clock
from chassis.regions import RegionRegistry
from knowledge_base.models import Chunk, Document
from knowledge_base.ports import ChunkIndex, DocumentStore, Embedder, WordIndex
from knowledge_base.wire import AnswerRequest, AnswerWarning, Citation, Segment, Status


@dataclass(frozen=True)
class Services:
    """What the steps may use. All of it is safe to share between threads.

    `pool` is for searches that need not wait for each other.
    """

    store: DocumentStore
    chunk_index: ChunkIndex
    word_index: WordIndex
    embedder: Embedder
    clock: Clock
    regions: RegionRegistry
    pool: Executor = field(default_factory=lambda: ThreadPoolExecutor(thread_name_prefix="retrieve"))


@dataclass(frozen=True)
class Want:
    """What kind of thing a question asks for, and what a passage must hold to answer it (`wants.yml`)."""

    name: str
    asks: re.Pattern[str]
    holds: re.Pattern[str] | None
    told: int

    def is_met_by(self, text: str) -> bool:
        return self.holds is None or bool(self.holds.search(text))


@dataclass(frozen=True)
class Candidate:
    """A chunk that may answer, and why we think so.

    `dense` is the cosine similarity to the question, `coverage` the share of the question's words that the
    chunk (or the wordings of its point) has, `likelihood` the judge's estimate that it answers.
    """

    chunk: Chunk
    dense: float
    lexical: float
    fused: float
    coverage: float = 0.0
    likelihood: float = 0.0


@dataclass
class Finding:
    """What was found for one part of the question in one region. No candidates: nothing that answers."""

    region: str
    candidates: list[Candidate] = field(default_factory=list)
    near: list[Candidate] = field(default_factory=list)


@dataclass
class Part:
    """One of the questions in a message. `query` is what is searched for: completed, without place names.

    `own` is what a question says itself that was completed from what was said before. Where it names
    something new, that must be found too, or a new subject would be answered with the old one.
    """

    text: str
    query: str
    want: Want
    own: str = ""
    names_something_new: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        return any(finding.candidates for finding in self.findings)


@dataclass
class Context:
    """One question on its way to an answer. `quoted` has the chunk behind each citation's number."""

    request: AnswerRequest
    trace_id: str
    as_of: date
    question: str = ""
    parts: list[Part] = field(default_factory=list)
    regions: tuple[str, ...] = ()
    region_is_known: bool = False
    elsewhere: str | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    status: Status | None = None
    segments: list[Segment] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    quoted: dict[int, Chunk] = field(default_factory=dict)
    warnings: list[AnswerWarning] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    follow_ups: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
