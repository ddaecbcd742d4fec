"""What the words of a question say: what it is about, what it asks for, what only carries it."""

import re
from functools import cache

from knowledge_base.answer.context import Want
from knowledge_base.answer.everyday import formal_words
from knowledge_base.answer.lexicon import load, patterns, word_map
from knowledge_base.tokens import DICTIONARY, words

_PUNCTUATION = re.compile(r"[\s,,。.!!??;;::、“”\"'()()《》<>【】\[\]…—~-]+")
_VERB_NOT_VERB = re.compile(r"(?P<verb>[要能会可是有行得用])[不没](?P=verb)以?")
_SHORTEST_TERM = 2


def in_document_words(text: str) -> str:
    """Short forms in the words that documents use."""
    return word_map("cantonese", "short_forms").apply(text)


def bare_words(text: str) -> list[str]:
    """The stretches of a question that are left without the words that only ask.

    By words, not by characters: 就 says nothing of itself, and much in 就业.
    """
    fillers = _fillers()
    plain = _VERB_NOT_VERB.sub(" ", _PUNCTUATION.sub(" ", text))
    kept = (" " if word in fillers else word for word in words(plain))
    return "".join(kept).split()


@cache
def _fillers() -> frozenset[str]:
    return frozenset(load("question")["fillers"])


def subject(text: str) -> str:
    """What a question is about, in one stretch."""
    return "".join(bare_words(text))


def asks(text: str) -> bool:
    """Whether a text asks something, and is no statement: 做了几年 counts nothing."""
    stated = patterns("question", "not_asking").sub("", text)
    return want_of(stated).holds is not None or bool(patterns("question", "asking").search(stated))


def want_of(text: str) -> Want:
    """The first kind of thing in `wants.yml` that the text asks for; the last one fits every text."""
    return next(want for want in _wants() if want.asks.search(text))


@cache
def _wants() -> tuple[Want, ...]:
    return tuple(
        Want(
            name=entry["name"],
            asks=re.compile(entry["asks"]),
            holds=re.compile(entry["holds"]) if entry["holds"] else None,
            told=entry["told"],
            counts=entry.get("counts", False),
            unsaid=re.compile(entry["unsaid"]) if "unsaid" in entry else None,
        )
        for entry in load("wants")
    )


def terms(text: str) -> list[str]:
    """The government terms in a text that a question can be about by itself, in reading order, the longest.

    结案率 is one; 材料 and 窗口 are not: they are something of a subject.
    """
    return _term_expression().findall(text)


def names_a_term(text: str) -> bool:
    """Whether a text says what it is about, in the words of documents or in everyday ones."""
    formal = (word for found in formal_words(text).values() for word in found)
    return bool(terms(text)) or any(word in _terms() for word in formal)


def without_aspects(text: str) -> str:
    """A text without the words that are only something of a subject. 单位 goes, 事业单位 stays."""
    aspect = patterns("question", "aspects")
    return "".join(" " if aspect.fullmatch(word) else word for word in words(text))


@cache
def _terms() -> frozenset[str]:
    terms = DICTIONARY.read_text(encoding="utf-8").split()
    aspect = patterns("question", "aspects")
    return frozenset(
        term for term in terms if len(term) >= _SHORTEST_TERM and len(aspect.sub("", term)) >= _SHORTEST_TERM
    ) | frozenset(load("question")["terms"])


@cache
def _term_expression() -> re.Pattern[str]:
    longest_first = sorted(_terms(), key=len, reverse=True)
    first = "".join(sorted({term[0] for term in longest_first}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, longest_first))})")
