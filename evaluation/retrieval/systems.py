"""The systems that are compared: each gives a case's passages, best first.

`fused` is the service's own retrieval step, `dense` and `lexical` are its two indexes alone, asked for the
same words in the same districts. `naive` is what anybody would build first: pieces of a fixed size in a
Chroma collection as it comes, asked with the question as it was written, with the same embedder.
"""

from collections.abc import Iterator, Sequence

import chromadb
from chromadb.config import Settings

from chassis.clock import SystemClock
from evaluation.retrieval.corpus import Case, Corpus
from evaluation.retrieval.found import DENSE, FUSED, LEXICAL, NAIVE, Found, Lists
from evaluation.retrieval.gold import Passage
from evaluation.retrieval.measures import DEPTH
from knowledge_base.answer.context import Context, Part, Services
from knowledge_base.answer.pipeline import SEARCH
from knowledge_base.answer.steps.retrieve import retrieve
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.models import Filter
from knowledge_base.ports import Embedder
from knowledge_base.tokens import tokens
from knowledge_base.wire import AnswerRequest, HistoryTurn

_BATCH = 100


class ServiceSearch:
    """The search of the knowledge service, up to the step that judges what was found."""

    def __init__(self, corpus: Corpus) -> None:
        knowledge = corpus.knowledge
        self._as_is = corpus.asked_as_is
        self._services = Services(
            store=knowledge.store,
            chunk_index=knowledge.indexing.chunk_index,
            word_index=knowledge.indexing.word_index,
            embedder=knowledge.indexing.embedder,
            clock=SystemClock(),
            regions=knowledge.regions,
            sources=knowledge.indexing.sources,
        )

    def lists(self, case: Case) -> dict[str, Lists]:
        context = self._searched(case)
        found: dict[str, Lists] = {FUSED: [], DENSE: [], LEXICAL: []}
        for part in context.parts:
            for finding in part.findings:
                where = Filter(regions=(finding.region,))
                vector = self._services.embedder.embed_question(part.query)
                by_meaning = self._services.chunk_index.search(vector, where=where, limit=DEPTH)
                by_words = self._services.word_index.search(tokens(part.query), where=where, limit=DEPTH)
                found[FUSED].append([candidate.chunk.id for candidate in finding.candidates[:DEPTH]])
                found[DENSE].append([chunk_id for chunk_id, _ in by_meaning])
                found[LEXICAL].append([chunk_id for chunk_id, _ in by_words])
        return found

    def _searched(self, case: Case) -> Context:
        history = [HistoryTurn(question=turn) for turn in case.turns]
        context = Context(
            request=AnswerRequest(question=case.question, history=history, region=case.region),
            trace_id=case.id,
            as_of=self._services.clock.today(),
        )
        if self._as_is:
            query = case.question
            context.parts = [Part(text=query, query=query, want=want_of(query))]
            context.regions = (case.region,) if case.region else ()
        for step in [retrieve] if self._as_is else SEARCH[: SEARCH.index(retrieve) + 1]:
            step(context, self._services)
        return context


class NaiveSearch:
    """Pieces in a Chroma collection with everything as it comes, but for the embedder."""

    def __init__(self, pieces: Sequence[Passage], embedder: Embedder) -> None:
        self._embedder = embedder
        client = chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
        if "naive" in [collection.name for collection in client.list_collections()]:
            client.delete_collection("naive")
        self._collection = client.create_collection("naive", embedding_function=None)
        for batch in _batches(pieces):
            vectors = embedder.embed_passages([piece.text for piece in batch])
            self._collection.add(
                ids=[piece.id for piece in batch], embeddings=[vector.tolist() for vector in vectors]
            )

    def lists(self, case: Case) -> dict[str, Lists]:
        vector = self._embedder.embed_question(case.question)
        result = self._collection.query(query_embeddings=vector.reshape(1, -1), n_results=DEPTH, include=[])
        return {NAIVE: [list(result["ids"][0])]}


def _batches(pieces: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    for start in range(0, len(pieces), _BATCH):
        yield pieces[start : start + _BATCH]


def search(corpus: Corpus) -> Iterator[Found]:
    """Every question put to every system."""
    service = ServiceSearch(corpus)
    naive = NaiveSearch(corpus.pieces, corpus.knowledge.indexing.embedder)
    for case in corpus.cases:
        yield Found(
            corpus=corpus.name,
            id=case.id,
            part=case.part,
            question=case.question,
            chunks=sorted(case.chunks),
            pieces=sorted(case.pieces),
            lists=service.lists(case) | naive.lists(case),
        )
