"""How much of what a question says a passage says too."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import log

from knowledge_base.answer.everyday import formal_words
from knowledge_base.answer.wording import bare_words
from knowledge_base.models import Chunk, Source
from knowledge_base.tokens import frequency, segments

_CORPUS = 6e7
"""Words that the dictionary of the segmenter was counted on, about."""
_RARE = 3
"""Seen as seldom, a word's frequency says nothing."""
_WEIGHT_OF_RARE = 13.0
_WEIGHT_OF_RARE_CHARACTER = 9.0
_BY_FORMAL = 0.9
_BY_PARTS = 0.5


@dataclass(frozen=True)
class Word:
    """A word of a question. `weight`: how much it tells, by how rare it is; `formal` words say the same."""

    text: str
    weight: float
    formal: tuple[str, ...] = ()

    def found_in(self, passage: str) -> float:
        """0 to 1: the word stands there, or a formal one for it, or some of its characters."""
        if self.text in passage:
            return 1.0
        if any(word in passage for word in self.formal):
            return _BY_FORMAL
        parts = [_share_of_pairs(word, passage) for word in self.formal]
        if len(self.text) > 1:
            parts.append(sum(character in passage for character in self.text) / len(self.text))
        return _BY_PARTS * max(parts, default=0.0)


def _share_of_pairs(word: str, passage: str) -> float:
    found = [word[i : i + 2] in passage for i in range(len(word) - 1)]
    return sum(found) / max(len(found), 1)


@lru_cache(maxsize=256)
def asked_words(query: str) -> tuple[Word, ...]:
    """What a question says it is about. An everyday stretch that has formal words is one word."""
    formal = formal_words(query)
    longest_first = sorted(formal, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", query) if formal else [query]
    found: list[Word] = []
    for piece in pieces:
        if piece in formal:
            found.append(Word(piece, _weight(piece), formal[piece]))
        else:
            found += [Word(word, _weight(word)) for bare in bare_words(piece) for word in segments(bare)]
    return tuple(found)


def _weight(word: str) -> float:
    seen = frequency(word)
    if seen > _RARE:
        return log(_CORPUS / seen)
    return _WEIGHT_OF_RARE if len(word) > 1 else _WEIGHT_OF_RARE_CHARACTER


def share(query: str, passage: str) -> float:
    """The share of what a question says that a passage says too, by weight, 0 to 1."""
    words = asked_words(query)
    total = sum(word.weight for word in words)
    return sum(word.weight * word.found_in(passage) for word in words) / total if total else 0.0


def missed(query: str, passage: str) -> float:
    """How telling the word is that a passage lacks most, 0 to 1."""
    lacks = ((1 - word.found_in(passage)) * word.weight for word in asked_words(query))
    return max(lacks, default=0.0) / _WEIGHT_OF_RARE


@lru_cache(maxsize=256)
def pairs(query: str) -> frozenset[str]:
    """The character pairs of a question's own words; a word of one character stands for itself."""
    return frozenset(word[i : i + 2] for word in bare_words(query) for i in range(max(1, len(word) - 1)))


def coverage(query: str, chunk: Chunk) -> float:
    """The share of the question's pairs that the passage, its headings or one of its wordings has."""
    asked = pairs(query)
    if not asked:
        return 0.0
    passage = passage_of(chunk)
    return sum(pair in passage for pair in asked) / len(asked)


def passage_of(chunk: Chunk) -> str:
    """All the words by which a chunk can be known."""
    return "\n".join((*chunk.path[-2:], chunk.subject, chunk.text, *chunk.wordings))


def heading_of(chunk: Chunk) -> str:
    """What a chunk is about: its subject and the last heading above it."""
    return "\n".join((chunk.subject, *chunk.path[-1:]))


def is_official(chunk: Chunk) -> bool:
    return chunk.source is Source.OFFICIAL
