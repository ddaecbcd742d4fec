"""The utterances, what each must lead to, and what is named in it."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from evaluation.errors import UtterancesUnreadable
from evaluation.settings import HERE
from evaluation.texts import say

UTTERANCES = HERE / "data" / "utterances.yml"
KNOWLEDGE, DANGER = "knowledge", "danger"
FROZEN = "frozen"
# What the engine finds in words. `danger` is no name but stretches of a sentence; it has a figure of its own.
ENTITIES = ("region", "service_item")
_MARKED = re.compile(rf"\[([^\[\]]+)\]\(({'|'.join(ENTITIES)})\)")
_LEFT_OVER = re.compile(r"[\[\]]")


@dataclass(frozen=True, order=True)
class Span:
    """Something named: from character `start` up to but not including `end`."""

    start: int
    end: int
    entity: str


@dataclass(frozen=True)
class Utterance:
    """`expected`: an intent, or `knowledge` for any policy question, or `danger`."""

    text: str
    expected: str
    part: str
    named: tuple[Span, ...] = ()


def read_utterances(path: Path) -> list[Utterance]:
    """Raises: UtterancesUnreadable: missing, wrongly marked, or not parts of lists of texts, each once."""
    try:
        parts = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = [
            _utterance(marked, expected=expected, part=part)
            for part, topics in parts.items()
            for expected, texts in topics.items()
            for marked in texts
        ]
    except (OSError, yaml.YAMLError, AttributeError, TypeError, ValueError) as error:
        raise UtterancesUnreadable(say("utterances_malformed", path=path, detail=error)) from error
    if not found or len({utterance.text for utterance in found}) != len(found):
        raise UtterancesUnreadable(say("utterances_malformed", path=path, detail=say("utterance_twice")))
    return found


def _utterance(marked: str, *, expected: str, part: str) -> Utterance:
    text, named, read = "", [], 0
    for mark in _MARKED.finditer(marked):
        text += marked[read : mark.start()]
        named.append(Span(len(text), len(text) + len(mark[1]), mark[2]))
        text, read = text + mark[1], mark.end()
    text += marked[read:]
    if _LEFT_OVER.search(text):
        raise ValueError(say("utterance_mismarked", text=marked))
    return Utterance(text=text, expected=expected, part=part, named=tuple(named))
