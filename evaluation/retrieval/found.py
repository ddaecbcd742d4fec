"""What was found for a question, as it is stored and scored again."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from evaluation.retrieval.corpus import Corpus
from evaluation.retrieval.measures import rank
from evaluation.retrieval.systems import NAIVE, Lists, NaiveSearch, ServiceSearch


class Found(BaseModel):
    """The lists of each system for one question, and the right chunks and naive pieces.

    Without chunks: nothing of the corpus answers it.
    """

    model_config = ConfigDict(frozen=True)

    corpus: str
    id: str
    part: str
    question: str
    chunks: list[str]
    pieces: list[str]
    lists: dict[str, Lists]

    def right(self, system: str) -> list[str]:
        return self.pieces if system == NAIVE else self.chunks

    def rank(self, system: str) -> int | None:
        """The best place of a right passage in any of the system's lists."""
        right = set(self.right(system))
        ranks = [rank(found, right) for found in self.lists[system]]
        return min((place for place in ranks if place is not None), default=None)


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
