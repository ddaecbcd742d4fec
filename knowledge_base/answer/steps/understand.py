"""What is asked: plain words, one question a part, completed from what was said before."""

import re
from functools import cache

from chassis.pii import mask
from knowledge_base.answer.context import Context, Part, Services, Want
from knowledge_base.answer.lexicon import load, patterns, word_map
from knowledge_base.answer.text import normalise
from knowledge_base.tokens import words
from knowledge_base.wire import HistoryTurn, Status

_SENTENCE_END = re.compile(r"[??!!;;。\n]+")
_PUNCTUATION = re.compile(r"[\s,,。.!!??;;::、“”\"'()()《》<>【】\[\]…—~-]+")
_EDGES = re.compile(r"^[\s,\uff0c]+|[\s,\uff0c]+$")
_QUESTION_WORD = re.compile(r"吗|怎|哪|啥|什么|谁|几|是否|能不能|会不会|要不要")
_MAX_PARTS = 4
_ELLIPTIC_CHARACTERS = 4
_HISTORY_TURNS = 2


def understand(context: Context, services: Services) -> None:
    """Split the message into questions, each with what it wants and what to search for.

    Sets `clarify` where nothing is left to search for.
    """
    del services
    context.parts = [_part(text, context.request.history) for text in _split(to_mandarin(context.question))]
    if not any(subject(part.query) for part in context.parts):
        context.status = Status.CLARIFY


def _part(text: str, history: list[HistoryTurn]) -> Part:
    completed = _complete(text, history)
    own = in_document_words(text) if completed != text else ""
    return Part(
        text=text,
        query=in_document_words(completed),
        want=want_of(text),
        own=own,
        names_something_new=bool(own) and not patterns("question", "stands_for").search(text),
    )


def to_mandarin(text: str) -> str:
    """Cantonese words in Mandarin, simplified and half width."""
    return word_map("cantonese", "words").apply(normalise(text))


def in_document_words(text: str) -> str:
    """Short forms in the words that documents use."""
    return word_map("cantonese", "short_forms").apply(text)


def bare_words(text: str) -> list[str]:
    """The stretches of a question that are left without the words that only ask.

    By words, not by characters: 就 says nothing of itself, and much in 就业.
    """
    fillers = _fillers()
    kept = (" " if word in fillers else word for word in words(_PUNCTUATION.sub(" ", text)))
    return "".join(kept).split()


@cache
def _fillers() -> frozenset[str]:
    return frozenset(load("question")["fillers"])


def subject(text: str) -> str:
    """What a question is about, in one stretch."""
    return "".join(bare_words(text))


def _split(text: str) -> list[str]:
    """Sentences that each ask something. A sentence without a subject of its own joins the one before."""
    parts: list[str] = []
    for piece in _SENTENCE_END.split(text):
        sentence = _EDGES.sub("", patterns("question", "courtesies").sub("", piece))
        if not sentence:
            continue
        if parts and (len(subject(sentence)) < 2 or not _asks(parts[-1])):
            parts[-1] = f"{parts[-1]},{sentence}"
        else:
            parts.append(sentence)
    return parts[:_MAX_PARTS] or [text]


def _asks(text: str) -> bool:
    return want_of(text).holds is not None or bool(_QUESTION_WORD.search(text))


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
        )
        for entry in load("wants")
    )


def _complete(text: str, history: list[HistoryTurn]) -> str:
    """An elliptic question with the earlier ones in front of it."""
    if not history or not _is_elliptic(text):
        return text
    earlier = [to_mandarin(mask(turn.question)) for turn in history[-_HISTORY_TURNS:]]
    return " ".join([*earlier, text])


def _is_elliptic(text: str) -> bool:
    return len(subject(text)) <= _ELLIPTIC_CHARACTERS or bool(patterns("question", "leans").search(text))
