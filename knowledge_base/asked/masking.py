"""What identifies a person is starred out of what is kept: numbers as everywhere, and names people give.

A name is looked for only where somebody says theirs (我叫陈大勇, 我是陈大勇). The surname stays.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chassis import pii
from knowledge_base.tokens import frequency

_HAN = "\u4e00-\u9fff"
_MOST_GIVEN = 2


def mask(text: str) -> str:
    """The text without identity, card and mobile numbers, mail addresses, and names that people give."""
    text = pii.mask(text)
    text = _announced().sub(_without_name, text)
    return _maybe_announced().sub(_without_likely_name, text)


def _without_name(found: re.Match[str]) -> str:
    return f"{found['before']}{found['surname']}{'*' * len(found['given'])}"


def _without_likely_name(found: re.Match[str]) -> str:
    """What begins as a name may be an ordinary word: 我是司机, 我是毕业生."""
    word, lists = found["surname"] + found["given"], _lists()
    is_kind = word[-1] in lists["kinds_end_in"] and (frequency(word) > 0 or found["surname"] in lists["also"])
    is_short_word = len(word) == 2 and found["surname"] in lists["also"] and frequency(word) > 0
    return found[0] if is_kind or is_short_word or word in lists["ordinary"] else _without_name(found)


@cache
def _lists() -> Any:
    return yaml.safe_load(Path(__file__).with_name("names.yml").read_text(encoding="utf-8"))


@cache
def _announced() -> re.Pattern[str]:
    """Where nothing says that the name ends, it is taken to be as long as names are."""
    end, surname, given = _end(), _surname(nicknames=True), _given()
    return re.compile(
        rf"(?P<before>{_any(_lists()['announces'])})\s*(?P<surname>{surname})"
        rf"(?P<given>{given}?(?={end})|{given})"
    )


@cache
def _maybe_announced() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>{_any(_lists()['may_announce'])})(?P<surname>{_surname(nicknames=False)})"
        rf"(?P<given>{_given()}?)(?={_end()})"
    )


def _surname(*, nicknames: bool) -> str:
    lists = _lists()
    single = lists["usual"] + lists["also"] + (lists["nicknames"] if nicknames else "")
    return f"{_any(lists['compound'].split())}|[{single}]"


def _given() -> str:
    return rf"(?:(?![{_lists()['not_given']}])[{_HAN}]){{1,{_MOST_GIVEN}}}"


def _end() -> str:
    return rf"[^{_HAN}*]|$|{_any(_lists()['followers'])}"


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
