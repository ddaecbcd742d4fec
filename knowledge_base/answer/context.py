"""What the steps of one answer read and write."""

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from chassis.clock import Clock
from chassis.regions import RegionRegistry
from knowledge_base.answer.bars import BarsInUse
from knowledge_base.answer.history import NOTHING_INSTEAD, History, Instead, Versions
from knowledge_base.answer.known_words import KnownWords
from knowledge_base.answer.slips import Change
from knowledge_base.model_usage import ModelUse
from knowledge_base.models import RECORD_PATH, Chunk, Document, PointKind, Source, Term, VersionState
from knowledge_base.ports import ChunkSearch, DocumentStore, Embedder, WordSearch
from knowledge_base.shelf import Shelf
from knowledge_base.terms import key_of
from knowledge_base.wire import AnswerRequest, AnswerWarning, Citation, Segment, Status


@dataclass(frozen=True)
class Services:
    """What the steps may use. All of it is safe to share between threads.

    `pool` is for searches that need not wait for each other. `sources` are what the indexes hold, and `shelf`
    tells which versions of it; without a shelf it is what is published.
    Without a `model`, the default, every word of an answer is composed.

    `bound_to` is the day whose versions, and no others, are found; `seen` is when each version holds, as read
    at that time.
    """

    store: DocumentStore
    chunk_index: ChunkSearch
    word_index: WordSearch
    embedder: Embedder
    clock: Clock
    regions: RegionRegistry
    pool: Executor = field(default_factory=lambda: ThreadPoolExecutor(thread_name_prefix="retrieve"))
    sources: frozenset[Source] = frozenset(Source)
    shelf: Shelf | None = None
    history: History = field(default_factory=History)
    known_words: KnownWords = field(default_factory=KnownWords)
    bars: BarsInUse = field(default_factory=BarsInUse)
    model: ModelUse | None = None
    bound_to: date | None = None
    seen: Sequence[Term] | None = None

    @contextmanager
    def reading(self, day: date, instead: Instead = NOTHING_INSTEAD) -> Iterator["Services"]:
        """The services for one answer: whatever is published meanwhile, they find what held at its start."""
        if self.shelf is None:
            terms, holding = self._hold(day, instead)
            yield self._bound(day, terms, holding, holding & _published(terms))
            return
        while True:
            terms, holding = self._hold(day, instead)
            with self.shelf.reading(holding) as indexed:
                # What was taken off the shelf between the two lines above gave way to something newer.
                if indexed == holding or self.store.terms() == terms:
                    yield self._bound(day, terms, holding, indexed)
                    return

    def on(self, day: date) -> "Services":
        """The services that search what holds on that day; these very ones where they do."""
        if self.bound_to == day:
            return self
        with self.reading(day) as services:
            return services

    def terms(self) -> Sequence[Term]:
        """When each version holds."""
        return self.store.terms() if self.seen is None else self.seen

    @property
    def awaiting(self) -> Versions:
        """The versions that are found by words only as yet."""
        return self.shelf.awaiting if self.shelf else frozenset()

    def _hold(self, day: date, instead: Instead) -> tuple[Sequence[Term], Versions]:
        terms = self.store.terms()
        return terms, instead.of(self.history.holding(day, terms, self.sources))

    def _bound(self, day: date, terms: Sequence[Term], holding: Versions, indexed: Versions) -> "Services":
        words, vectors = self.history.on(
            holding,
            indexed,
            store=self.store,
            embedder=self.embedder,
            words=self.word_index,
            vectors=self.chunk_index,
        )
        return replace(self, word_index=words, chunk_index=vectors, bound_to=day, seen=terms)


def _published(terms: Sequence[Term]) -> Versions:
    return frozenset(key_of(term) for term in terms if term.state is VersionState.PUBLISHED)


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
