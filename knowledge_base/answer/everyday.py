"""How people say it, in the words of official documents: 老板跑路 is 欠薪逃匿."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge_base.answer.lexicon import load


@dataclass(frozen=True)
class _Everyday:
    """What `everyday.yml` holds. An ordinary word has no formal ones: it keeps its parts from counting."""

    words: dict[str, tuple[str, ...]]
    longest: int
    patterns: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]


def formal_words(text: str) -> dict[str, tuple[str, ...]]:
    """The formal words for each colloquial stretch of a Mandarin text, in reading order.

    A formal word that the text has already is left out, and so is a stretch with no other.
    """
    found: dict[str, tuple[str, ...]] = {}
    for said, formal in (*_by_words(text), *_by_patterns(text)):
        new = tuple(word for word in formal if word not in text)
        if new:
            found[said] = tuple(dict.fromkeys((*found.get(said, ()), *new)))
    return found


def _by_words(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    everyday = _everyday()
    at = 0
    while at < len(text):
        said = _longest_at(text, at, everyday)
        if said:
            yield said, everyday.words[said]
        at += len(said) or 1


def _longest_at(text: str, at: int, everyday: _Everyday) -> str:
    for end in range(min(len(text), at + everyday.longest), at, -1):
        if text[at:end] in everyday.words:
            return text[at:end]
    return ""


def _by_patterns(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern, formal in _everyday().patterns:
        for match in pattern.finditer(text):
            yield match[0], formal


@cache
def _everyday() -> _Everyday:
    source = load("everyday")
    words: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for entry in source["entries"]:
        for said in entry["said"]:
            words[said] = (*words[said], *entry["formal"])
    words |= dict.fromkeys(source["ordinary"], ())
    return _Everyday(
        words=dict(words),
        longest=max(map(len, words)),
        patterns=tuple(
            (re.compile("|".join(entry["said"])), tuple(entry["formal"])) for entry in source["patterns"]
        ),
    )
