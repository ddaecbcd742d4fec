"""What the steps of one answer read and write."""

import re
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date

from chassis.clock import Clock
from chassis.regions import RegionRegistry
from knowledge_base.answer.history import History
from knowledge_base.answer.known_words import KnownWords
from knowledge_base.answer.slips import Change
from knowledge_base.model_usage import ModelUse
from knowledge_base.models import RECORD_PATH, Chunk, Document, PointKind, Source
from knowledge_base.ports import ChunkSearch, DocumentStore, Embedder, WordSearch
from knowledge_base.wire import AnswerRequest, AnswerWarning, Citation, Segment, Status


@dataclass(frozen=True)
class Services:
    """What the steps may use. All of it is safe to share between threads.

    `pool` is for searches that need not wait for each other. `sources` are what the indexes hold.
    Without a `model`, the default, every word of an answer is composed.
    """

    store: DocumentStore
    chunk_index: ChunkSearch
    word_index: WordSearch
    embedder: Embedder
    clock: Clock
    regions: RegionRegistry
    pool: Executor = field(default_factory=lambda: ThreadPoolExecutor(thread_name_prefix="retrieve"))
    sources: frozenset[Source] = frozenset(Source)
    history: History = field(default_factory=History)
    known_words: KnownWords = field(default_factory=KnownWords)
    model: ModelUse | None = None

    def on(self, day: date) -> "Services":
        """The services that search what held on that day; these very ones where that is what is indexed."""
        words, vectors = self.history.on(
            day,
            store=self.store,
            embedder=self.embedder,
            words=self.word_index,
            vectors=self.chunk_index,
            sources=self.sources,
        )
        if words is self.word_index:
            return self
        return replace(self, word_index=words, chunk_index=vectors)


_UNSAID = re.compile(r"[^。；;，,]*没有(?:写|列出|给出|标注|解释|展开|细写)[^。；;，,]*")


@dataclass(frozen=True)
class Want:
    """What kind of thing a question asks for, and what a passage must hold to answer it (`wants.yml`)."""

    name: str
    asks: re.Pattern[str]
    holds: re.Pattern[str] | None
    told: int
    counts: bool = False
    unsaid: re.Pattern[str] | None = None

    def is_met_by(self, text: str) -> bool:
        """What a text says that it does not say (规划没有写金额) is not in it."""
        if self.unsaid and any(self.unsaid.search(clause) for clause in _UNSAID.findall(text)):
            return False
        return self.holds is None or bool(self.holds.search(_UNSAID.sub("", text)))

    def is_met_by_chunk(self, chunk: Chunk) -> bool:
        """Where numbers of something are asked for, an indicator's number is one: its name has the unit. What
        is on record of a document stands in no text: it holds what its own wordings ask for."""
        if chunk.path == RECORD_PATH:
            return self.holds is None or any(self.asks.search(wording) for wording in chunk.wordings)
        is_indicator = self.counts and chunk.kind is PointKind.TARGET
        return self.is_met_by(chunk.text) or (is_indicator and any(map(str.isdigit, chunk.text)))


@dataclass(frozen=True)
class Candidate:
    """A chunk that may answer, and why we think so.

    `dense` is the cosine similarity to the question, `lexical` the BM25 score, `fused` both together;
    `rank` is what the judge orders by.
    """

    chunk: Chunk
    dense: float
    lexical: float
    fused: float
    rank: float = 0.0


@dataclass
class Finding:
    """What was found for one part of the question in one region. No candidates: nothing that answers.

    `near` are the best of all that was found; `beside`, where nothing answers, is the one of the matter that
    was asked about, which does not hold what was asked. `likelihood` is the judge's estimate that the answer
    is among them, `subject` that the question is of our subject at all; both 0 to 1.
    """

    region: str
    candidates: list[Candidate] = field(default_factory=list)
    near: list[Candidate] = field(default_factory=list)
    beside: Candidate | None = None
    likelihood: float = 0.0
    subject: float = 0.0


@dataclass
class Part:
    """One of the questions in a message. `query` is what is searched for: completed, without place names.

    `own` is what a question says itself that was completed from what was said before. Where it names
    something new, that must be found too, or a new subject would be answered with the old one. `also` are
    other words for what it says, formal for everyday ones and numbers written otherwise: they are searched
    for beside it, with less weight. `read_as` are slips that were read as other words, `rewritten` is a
    model's rewriting that was searched for.
    """

    text: str
    query: str
    want: Want
    also: tuple[str, ...] = ()
    read_as: tuple[Change, ...] = ()
    own: str = ""
    rewritten: str = ""
    names_something_new: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        return any(finding.candidates for finding in self.findings)


@dataclass
class Context:
    """One question on its way to an answer. `quoted` has the chunk behind each citation's number.

    `wordings` has, by a segment's position, what a model proposes to say in its place, sentence by sentence;
    `model_is_down` says that it failed in this turn, and is not asked again.
    """

    request: AnswerRequest
    trace_id: str
    as_of: date
    question: str = ""
    parts: list[Part] = field(default_factory=list)
    regions: tuple[str, ...] = ()
    region_is_known: bool = False
    elsewhere: str | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)
    status: Status | None = None
    segments: list[Segment] = field(default_factory=list)
    wordings: dict[int, list[str]] = field(default_factory=dict)
    model_is_down: bool = False
    citations: list[Citation] = field(default_factory=list)
    quoted: dict[int, Chunk] = field(default_factory=dict)
    warnings: list[AnswerWarning] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    follow_ups: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
