"""What people say of their dispute, read: what it is about, what was tried, how many, still employed or not.

Nothing is guessed: None where the words do not say it.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.dialogue.service_flow.reading import bare, plain
from actions.rules.dispute_ladder import Matter, People, Tried, people_of
from actions.rules.readers.day import read_day
from actions.rules.readers.numeral import value_of
from actions.rules.readers.written import Unreadable

_SOURCE = Path(__file__).with_name("wordings.yml")
_COUNTED = re.compile(
    r"(\d{1,4}|[一二两三四五六七八九十百]{1,5})(?:多|来|几)?(?:个|名|位)?(?:人|工友|员工|同事|工人)"
)
_ONLY_A_NUMBER = re.compile(r"(\d{1,4}|[一二两三四五六七八九十百]{1,5})")
_BETWEEN_CLAIMS = re.compile(r"[\n；;]+|(?<![\d.])[1-9][.、）)](?!\d)")
_AROUND_CLAIM = " \t，,。.、"
_ENDS_ASKING = re.compile(r"(?:[?？]|[吗呢么咩])[。!！\s]*$")
MOST_CLAIMS = 10


def matter_in(text: str) -> Matter | None:
    return next((Matter(name) for name, said in _group("matter") if said.search(bare(text))), None)


def tried_in(text: str) -> Tried | None:
    return next((Tried(name) for name, said in _group("tried") if said.search(bare(text))), None)


def people_in(text: str) -> People | None:
    said = bare(text)
    if match := _COUNTED.search(said) or _ONLY_A_NUMBER.fullmatch(said):
        number = value_of(match[1])
        if number is not None and number > 0:
            return people_of(int(number))
    return next((People(name) for name, words in _group("people") if words.search(said)), None)


def employed_in(text: str) -> bool | None:
    found = next((name for name, said in _group("employed") if said.search(bare(text))), None)
    return None if found is None else found == "yes"


def day_said(text: str, *, today: date) -> date | None:
    try:
        return date.fromisoformat(read_day(plain(text), today=today))
    except Unreadable:
        return None


def says_unknown(text: str) -> bool:
    return bool(_expression("unknown").search(bare(text)))


def says_never(text: str) -> bool:
    return bool(_expression("never").search(bare(text)))


def says_skip(text: str) -> bool:
    return bool(_expression("skip").search(bare(text)))


def asks_back(text: str) -> bool:
    """A question at its end: inside a story, 什么 and 怎么 ask nothing."""
    return bool(_ENDS_ASKING.search(plain(text)))


def claims_in(text: str) -> list[str]:
    """One sentence each: by lines, semicolons or numbers."""
    found = (part.strip(_AROUND_CLAIM) for part in _BETWEEN_CLAIMS.split(text))
    return [part for part in found if part][:MOST_CLAIMS]


def _group(name: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(key, re.compile(said, re.IGNORECASE)) for key, said in _source()[name].items()]


def _expression(name: str) -> re.Pattern[str]:
    return re.compile(_source()[name])


@cache
def _source() -> dict[str, Any]:
    source: dict[str, Any] = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    return source
