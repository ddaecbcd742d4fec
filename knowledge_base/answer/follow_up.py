"""A question that leaves out what was said before, completed from it.

Five kinds, by what the question says itself:

nothing           还有呢, 越秀呢        the question before, once more
another subject   那结案率呢            the question before, with this subject in place of its own
no subject        要带什么, 网上办呢    the subject of the question before, and this
a dispute         不对,应该是40%        the question before: who claims a figure does not ask for it
a whole question  谢谢,欠薪找谁         itself: a changed subject is not dragged along
"""

import re
from collections.abc import Iterable

from knowledge_base.answer.lexicon import load, patterns
from knowledge_base.answer.wording import (
    asks,
    bare_words,
    names_a_term,
    subject,
    terms,
    want_of,
    without_aspects,
)

_SHORT = 3
"""Characters of a subject that is hardly a whole one, even where nothing says that it leans on another."""
_SHORT_BEFORE = 1
"""The same for a question that others lean on: a doubtful one stands for itself there."""
_ONE_OF_A_KIND = re.compile(r"(?P<name>[^\W_那这]{2,8})[那这](?:一?[包项个件类种条款]|几[项个件类种])")


def complete(text: str, before: Iterable[str], *, places: Iterable[str] = ()) -> str:
    """A question in full; `before` are the questions before it, oldest first, in Mandarin.

    The names of `places` are no subject: 龙华那边是多少 asks once more.
    """
    names = _longest_first(places)
    return _completed(text, _last_whole(before, names), names, short=_SHORT)


def leaning(text: str, before: Iterable[str], *, places: Iterable[str] = ()) -> str:
    """A question as one of what was said before, whether it looks like that or not."""
    return f"{_subject_of(_last_whole(before, _longest_first(places)), text)} {text}"


def _last_whole(before: Iterable[str], places: list[str]) -> str:
    whole = ""
    for question in before:
        whole = _completed(question, whole, places, short=_SHORT_BEFORE)
    return whole


def _longest_first(places: Iterable[str]) -> list[str]:
    return sorted(places, key=len, reverse=True)


def _completed(text: str, before: str, places: list[str], *, short: int) -> str:
    """A question completed by the whole question before it, if it leaves something out."""
    if before and patterns("question", "disputes").search(text):
        return before
    placeless = _without(places, text)
    if not before or not _is_elliptic(placeless, short=short):
        return text
    own = patterns("question", "stands_for").sub("", placeless)
    if placeless != text and not bare_words(own):
        return f"{before} {text}"
    replaced = _in_its_place(before, own)
    if replaced or (terms(own) and not asks(own)):
        return replaced or _with_subject(before, terms(own)[-1]) or f"{before} {text}"
    if not asks(own) or (not bare_words(own) and want_of(own).holds is None):
        return f"{_without_contrary(before, own)} {text}"
    return f"{_subject_of(before, own)} {text}"


def _without(places: list[str], text: str) -> str:
    for name in places:
        text = text.replace(name, "")
    return text


def _is_elliptic(text: str, *, short: int) -> bool:
    """Whether a question needs what was said before to be understood."""
    stands_for = bool(patterns("question", "stands_for").search(text))
    if names_a_term(text):
        return not asks(text) and _leans(text)
    return stands_for or _leans(text) or len(subject(without_aspects(text))) <= short


def _leans(text: str) -> bool:
    return bool(patterns("question", "leans").search(text))


def _with_subject(before: str, term: str) -> str:
    """The question before with another subject: the one of its kind is replaced, 调解成功率 by 结案率."""
    candidates = [found for found in terms(before) if found != term]
    alike = [found for found in candidates if found[-1] == term[-1]] or candidates
    return before.replace(max(alike, key=len), term) if alike else ""


def _in_its_place(before: str, own: str) -> str:
    """The question before with another one of a kind that it counts: 招人那件事 by 失业那一包."""
    said, named = _ONE_OF_A_KIND.search(before), _ONE_OF_A_KIND.search(own)
    return before.replace(said["name"], named["name"]) if said and named else ""


def _subject_of(before: str, own: str) -> str:
    """What the question before was about, without what it asked."""
    said = [words for words in bare_words(_without_contrary(before, own)) if without_aspects(words).strip()]
    about = [words for words in said if len(words) > 1] or said
    return " ".join(about) or before


def _without_contrary(before: str, own: str) -> str:
    """The question before without what the new one names another case of: 网上 in place of 窗口."""
    for group in load("question")["contrary"]:
        said = [words for words in group if any(word in own for word in words)]
        if said:
            for word in (word for words in group if words not in said for word in words):
                before = before.replace(word, "")
    return before
