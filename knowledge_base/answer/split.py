"""One message in its questions, each said so that it can be answered by itself."""

import re
from collections.abc import Iterable, Iterator

from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.wording import asks, subject

_SENTENCE_END = re.compile(r"[??!!;;。\n]+")
_EDGES = re.compile(r"^[\s,\uff0c、:\uff1a]+|[\s,\uff0c、:\uff1a]+$")
_BETWEEN_CLAUSES = re.compile(r"[,\uff0c、]|以及|并且|还有|(?<=[么里谁久天吗少])[和跟]")
_GOES_ON = re.compile(r"[再就才或而又每]")
"""A clause that begins so goes on with what was asked: 分几级、每级多少."""
_TOGETHER = re.compile(
    r"(?P<lead>(?:.*[,\uff0c])?(?:到?(?:\d{4}|[零〇一二三四五六七八九]{4})年(?:底|末)?)?)"
    r"(?P<items>[^,\uff0c]{2,40}?)(?:分别|各自|各(?=[是有多几要培需占达]))(?P<asked>[^,\uff0c]*)"
)
_BETWEEN_ITEMS = re.compile(r"、|以及|还有|[和与跟及]")
_MOST = 4
_SHORTEST_SUBJECT = 2


def split(text: str, *, places: Iterable[str] = ()) -> list[str]:
    """The questions of a message, four at the most; the message itself where it asks nothing.

    A sentence that asks nothing goes with the one after it. `places` are no items of a list: what is asked of
    two places stays one question.
    """
    names = frozenset(places)
    parts: list[str] = []
    for sentence in _sentences(text):
        pieces = [piece for clause in _clauses(sentence) for piece in _one_by_one(clause, names)]
        for piece in pieces:
            if parts and not (asks(parts[-1]) and _says_something(piece)):
                parts[-1] = f"{parts[-1]},{piece}"
            else:
                parts.append(piece)
    return parts[:_MOST] or [text]


def _sentences(text: str) -> Iterator[str]:
    for piece in _SENTENCE_END.split(text):
        for marked in patterns("question", "next_question").split(piece):
            sentence = _without_courtesies(marked)
            if sentence:
                yield sentence


def _without_courtesies(text: str) -> str:
    """What is said out of politeness or haste stands in layers: 你好,请问一下,我想咨询…"""
    while (shorter := _EDGES.sub("", patterns("question", "courtesies").sub("", text))) != text:
        text = shorter
    return text


def _clauses(sentence: str) -> Iterator[str]:
    """A sentence cut where both sides ask: 养老保险多少人,失业保险多少人. The first one has a subject."""
    start = 0
    for mark in _BETWEEN_CLAUSES.finditer(sentence):
        left, right = sentence[start : mark.start()], sentence[mark.end() :]
        has_subject = start > 0 or len(subject(left)) >= _SHORTEST_SUBJECT
        if has_subject and asks(left) and asks(right) and not _GOES_ON.match(right):
            yield left
            start = mark.end()
    yield sentence[start:]


def _says_something(text: str) -> bool:
    """Whether a clause is a question of its own, be it of what was asked before: 要带什么材料."""
    return asks(text) or len(subject(text)) >= _SHORTEST_SUBJECT


def _one_by_one(clause: str, places: frozenset[str]) -> list[str]:
    """粤菜师傅和南粤家政分别培训多少人 as two questions."""
    match = _TOGETHER.fullmatch(clause)
    if not match:
        return [clause]
    items = [item.strip() for item in _BETWEEN_ITEMS.split(match["items"])]
    short = any(len(item) < _SHORTEST_SUBJECT for item in items)
    if len(items) < 2 or short or any(place in item for item in items[1:] for place in places):
        return [clause]
    tail = _shared_tail(items)
    return [f"{match['lead']}{item}{tail if item != items[-1] else ''}{match['asked']}" for item in items]


def _shared_tail(items: list[str]) -> str:
    """What the last of some items says of all of them: 参保人数 in 养老保险和失业保险参保人数."""
    last = items[-1]
    for ending in (items[0][-2:], items[0][-1:]):
        at = last.find(ending)
        if at > 0:
            return last[at + len(ending) :]
    return ""
