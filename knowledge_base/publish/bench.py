"""One question with all that happened to it: how it was read, what was found, judged, said and checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge_base.answer.context import Candidate, Context, Finding, Part, Services
from knowledge_base.answer.history import Instead
from knowledge_base.answer.pipeline import Pipeline, Step
from knowledge_base.answer.steps.judge import assess
from knowledge_base.answer.text import numerals
from knowledge_base.checks import Subject
from knowledge_base.models import Chunk, Document, Filter
from knowledge_base.ports import ChunkSearch, Vector, WordSearch
from knowledge_base.publish.sides import Sides
from knowledge_base.wire import Answer, AnswerRequest

Ranked = list[tuple[str, float]]
_HITS_TOLD = 10
_TRACE = "bench"


@dataclass(frozen=True)
class Reading:
    """One of the questions in the message. `query` is what was searched for, `also` other words for it."""

    text: str
    query: str
    wants: str
    also: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A passage with where it stands. `told`: it is what the answer says."""

    chunk: Chunk
    title: str
    dense: float = 0.0
    lexical: float = 0.0
    fused: float = 0.0
    rank: float = 0.0
    told: bool = False


@dataclass(frozen=True)
class Search:
    """What one retriever found, best first. `by` is `words` or `meaning`, `step` what asked for it."""

    by: str
    step: str
    regions: tuple[str, ...]
    found: int
    best: tuple[tuple[Passage, float], ...]


@dataclass(frozen=True)
class Judged:
    """What was found for one reading in one region, in the judge's order, and how likely it answers."""

    reading: str
    region: str
    likelihood: float
    subject: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Sentence:
    """`kept` is false where verification dropped it; `figures` are the numerals that were looked up."""

    text: str
    citations: tuple[int, ...]
    figures: tuple[str, ...]
    kept: bool


@dataclass(frozen=True)
class StepTaken:
    """`status` is set by the step that ended the search."""

    name: str
    milliseconds: float
    status: str | None = None


@dataclass(frozen=True)
class Explained:
    answer: Answer
    bars: dict[str, float]
    steps: tuple[StepTaken, ...]
    readings: tuple[Reading, ...]
    searches: tuple[Search, ...]
    judged: tuple[Judged, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Bench:
    sides: Sides

    def explain(self, request: AnswerRequest, subject: Subject) -> Explained:
        """Ask as things stand with the version and the bars of the subject, without a language model.

        Raises:
            DocumentUnknown: there is no such version.
            EmbedderFailed.
        """
        asker = self.sides.asker(subject)
        asked = _Watched(asker.services)
        answer = asked.ask(request, asker.instead)
        return asked.explained(answer)


@dataclass(frozen=True)
class _Hits:
    by: str
    step: str
    regions: tuple[str, ...]
    found: Ranked


@dataclass
class _Notes:
    """What is written down while a question is on its way."""

    step: str = ""
    hits: list[_Hits] = field(default_factory=list)
    steps: list[StepTaken] = field(default_factory=list)
    assessed: list[tuple[Part, Finding]] = field(default_factory=list)
    composed: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    verified: set[str] | None = None
    parts: list[Part] = field(default_factory=list)

    def note(self, by: str, where: Filter, found: Ranked) -> Ranked:
        self.hits.append(_Hits(by, self.step, where.regions, found))
        return found


@dataclass(frozen=True)
class _WordsNoted:
    index: WordSearch
    notes: _Notes

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> Ranked:
        return self.notes.note("words", where, self.index.search(tokens, where=where, limit=limit))


@dataclass(frozen=True)
class _MeaningNoted:
    index: ChunkSearch
    notes: _Notes

    def search(self, vector: Vector, *, where: Filter, limit: int) -> Ranked:
        return self.notes.note("meaning", where, self.index.search(vector, where=where, limit=limit))

    def near(self, vector: Vector, chunks: Sequence[Chunk]) -> Ranked:
        return self.index.near(vector, chunks)


class _Watched(Pipeline):
    """Answers one question, and notes what every step leaves behind."""

    def __init__(self, services: Services) -> None:
        self._notes = _Notes()
        super().__init__(
            replace(
                services,
                word_index=_WordsNoted(services.word_index, self._notes),
                chunk_index=_MeaningNoted(services.chunk_index, self._notes),
            )
        )

    def ask(self, request: AnswerRequest, instead: Instead) -> Answer:
        return self.answer(request, trace_id=_TRACE, instead=instead.places, beside=instead.beside)

    def _run(self, step: Step, context: Context, services: Services) -> None:
        name, notes, status = step.__name__, self._notes, context.status
        notes.step = name
        if name == "judge":
            notes.assessed = [
                (part, assess(part, finding)) for part in context.parts for finding in part.findings
            ]
        super()._run(step, context, services)
        if name == "compose":
            notes.composed = [(segment.text, tuple(segment.citations)) for segment in context.segments]
        if name == "verify":
            notes.verified = {segment.text for segment in context.segments}
        ended = str(context.status) if context.status is not None and context.status != status else None
        notes.steps.append(StepTaken(name, round(1000 * context.seconds[name], 1), ended))
        notes.parts = list(context.parts)

    def explained(self, answer: Answer) -> Explained:
        notes = self._notes
        chunks = self._chunks()
        titles = {document.id: document.title for document in self._documents(chunks)}
        return Explained(
            answer=answer,
            bars=self.services.bars.current.values(),
            steps=tuple(notes.steps),
            readings=tuple(_reading(part) for part in notes.parts),
            searches=tuple(_search(hits, chunks, titles) for hits in notes.hits),
            judged=tuple(_judged(part, finding, notes.parts, titles) for part, finding in notes.assessed),
            sentences=tuple(_sentence(*segment, notes.verified) for segment in notes.composed),
        )

    def _chunks(self) -> dict[str, Chunk]:
        """Of the hits that are told of."""
        ids = {chunk_id for hits in self._notes.hits for chunk_id, _ in hits.found[:_HITS_TOLD]}
        return self.services.store.chunks(sorted(ids))

    def _documents(self, chunks: dict[str, Chunk]) -> Iterator[Document]:
        found = {chunk.document_id for chunk in chunks.values()}
        judged = {
            candidate.chunk.document_id for _, one in self._notes.assessed for candidate in one.candidates
        }
        for document_id in sorted(found | judged):
            document = self.services.store.document(document_id)
            if document:
                yield document


def _reading(part: Part) -> Reading:
    return Reading(
        text=part.text,
        query=part.query,
        wants=part.want.name,
        also=part.also,
        read_as=tuple(f"{change.typed} → {change.meant}" for change in part.read_as),
    )


def _search(hits: _Hits, chunks: dict[str, Chunk], titles: dict[str, str]) -> Search:
    best = [
        (_passage(chunks[chunk_id], titles), score)
        for chunk_id, score in hits.found[:_HITS_TOLD]
        if chunk_id in chunks
    ]
    return Search(by=hits.by, step=hits.step, regions=hits.regions, found=len(hits.found), best=tuple(best))


def _passage(chunk: Chunk, titles: dict[str, str]) -> Passage:
    return Passage(chunk=chunk, title=titles.get(chunk.document_id, chunk.document_id))


def _judged(part: Part, finding: Finding, parts: Sequence[Part], titles: dict[str, str]) -> Judged:
    told = {
        candidate.chunk.id
        for kept in parts
        if kept.text == part.text
        for other in kept.findings
        if other.region == finding.region
        for candidate in other.candidates
    }
    return Judged(
        reading=part.text,
        region=finding.region,
        likelihood=finding.likelihood,
        subject=finding.subject,
        passages=tuple(_weighed(candidate, told, titles) for candidate in finding.candidates),
    )


def _weighed(candidate: Candidate, told: set[str], titles: dict[str, str]) -> Passage:
    return replace(
        _passage(candidate.chunk, titles),
        dense=candidate.dense,
        lexical=candidate.lexical,
        fused=candidate.fused,
        rank=candidate.rank,
        told=candidate.chunk.id in told,
    )


def _sentence(text: str, citations: tuple[int, ...], verified: set[str] | None) -> Sentence:
    return Sentence(
        text=text,
        citations=citations,
        figures=tuple(sorted(numerals(text))),
        kept=verified is not None and text in verified,
    )
