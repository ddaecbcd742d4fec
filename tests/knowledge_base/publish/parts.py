"""The parts that publishing works on."""

from dataclasses import dataclass

from chassis.regions import RegionRegistry
from knowledge_base.answer.context import Services
from knowledge_base.models import Filter, Source
from knowledge_base.ports import ChunkIndex, DocumentStore, IndexState, WordIndex
from knowledge_base.publish.indexing import Indexing
from knowledge_base.tokens import tokens
from tests.knowledge_base.fakes import FakeEmbedder


@dataclass
class Parts:
    store: DocumentStore
    chunk_index: ChunkIndex
    word_index: WordIndex
    embedder: FakeEmbedder
    state: IndexState

    def indexing(self, sources: frozenset[Source] = frozenset(Source)) -> Indexing:
        """As a process finds it that has just started."""
        return Indexing(
            store=self.store,
            chunk_index=self.chunk_index,
            word_index=self.word_index,
            embedder=self.embedder,
            state=self.state,
            sources=sources,
        )

    def found(self, question: str) -> tuple[set[str], set[str]]:
        """The texts that each index finds."""
        vector = self.embedder.embed_question(question)
        by_meaning = self.chunk_index.search(vector, where=Filter(), limit=10)
        by_words = self.word_index.search(tokens(question), where=Filter(), limit=10)
        return self._texts(by_meaning), self._texts(by_words)

    def read(self, question: str, indexing: Indexing) -> tuple[set[str], set[str]]:
        """The texts that a reader is shown of each index, now."""
        services = Services(
            store=self.store,
            chunk_index=self.chunk_index,
            word_index=self.word_index,
            embedder=self.embedder,
            clock=indexing.clock,
            regions=RegionRegistry.load(),
            sources=indexing.sources,
            shelf=indexing.shelf,
        )
        with services.reading(indexing.clock.today()) as bound:
            vector = self.embedder.embed_question(question)
            by_meaning = bound.chunk_index.search(vector, where=Filter(), limit=10)
            by_words = bound.word_index.search(tokens(question), where=Filter(), limit=10)
        return self._texts(by_meaning), self._texts(by_words)

    def _texts(self, found: list[tuple[str, float]]) -> set[str]:
        return {chunk.text for chunk in self.store.chunks([chunk_id for chunk_id, _ in found]).values()}
