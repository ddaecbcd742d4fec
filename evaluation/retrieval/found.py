"""What was found for a question, as it is stored and scored again."""

from pydantic import BaseModel, ConfigDict

from evaluation.retrieval.measures import rank

FUSED, DENSE, LEXICAL, NAIVE = "fused", "dense", "lexical", "naive"
SYSTEMS = (FUSED, DENSE, LEXICAL, NAIVE)
Lists = list[list[str]]
"""Ids, best first. A question in several parts, or about several districts, has a list for each."""


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
