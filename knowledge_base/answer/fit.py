"""How much of a question's words a passage has."""

from functools import lru_cache

from knowledge_base.answer.steps.understand import bare_words
from knowledge_base.models import Chunk


@lru_cache(maxsize=256)
def pairs(query: str) -> frozenset[str]:
    """The character pairs of a question's own words; a word of one character stands for itself."""
    return frozenset(word[i : i + 2] for word in bare_words(query) for i in range(max(1, len(word) - 1)))


def coverage(query: str, chunk: Chunk) -> float:
    """The share of the question's pairs that the passage, its headings or one of its wordings has."""
    asked = pairs(query)
    if not asked:
        return 0.0
    passage = "\n".join((*chunk.path[-2:], chunk.subject, chunk.text, *chunk.wordings))
    return sum(pair in passage for pair in asked) / len(asked)
