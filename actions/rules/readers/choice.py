"""One of several choices, by its number or in words."""

import re
from collections.abc import Sequence

from actions.rules.readers.numeral import value_of
from actions.rules.readers.written import Unreadable, half_width

_NUMBER = re.compile(r"(?:我?[选揀拣要])?第?(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})[个項项號号]?")
_NOT = re.compile(r"[不没非无唔冇]")


def read_choice(written: str, *, choices: Sequence[str]) -> str:
    """The choice as it is offered. Its words go before its number: there are choices such as 2年.

    Raises:
        Unreadable: `none` or `several` fit.
    """
    said = _plain(written)
    if exact := [choice for choice in choices if _plain(choice) == said]:
        return exact[0]
    if match := _NUMBER.fullmatch(said):
        return _numbered(match["number"], choices)
    found = _named(said, choices)
    if len(found) != 1:
        raise Unreadable("several" if found else "none", choices=numbered(choices))
    return found[0]


def numbered(choices: Sequence[str]) -> str:
    return "；".join(f"{number} {choice}" for number, choice in enumerate(choices, start=1))


def _plain(text: str) -> str:
    return re.sub(r"[\s。，、；！,.;!]", "", half_width(text)).casefold()


def _numbered(numeral: str, choices: Sequence[str]) -> str:
    number = value_of(numeral)
    if number is None or not 1 <= number <= len(choices):
        raise Unreadable("none", choices=numbered(choices))
    return choices[int(number) - 1]


def _named(said: str, choices: Sequence[str]) -> list[str]:
    """The choices that what was said names whole; else those of which it is two characters or more."""
    left, named = said, []
    for choice in sorted(choices, key=len, reverse=True):
        if _plain(choice) in left:
            left = left.replace(_plain(choice), "，")
            named.append(choice)
    if named:
        return [] if _NOT.search(left) else named
    return [choice for choice in choices if len(said) > 1 and said in _plain(choice)]
