"""The utterances and what each must lead to."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from evaluation.errors import UtterancesUnreadable
from evaluation.settings import HERE
from evaluation.texts import say

UTTERANCES = HERE / "data" / "utterances.yml"
KNOWLEDGE, DANGER = "knowledge", "danger"


@dataclass(frozen=True)
class Utterance:
    """`expected`: an intent, or `knowledge` for any policy question, or `danger`."""

    text: str
    expected: str
    part: str


def read_utterances(path: Path) -> list[Utterance]:
    """Raises: UtterancesUnreadable: missing, or not parts of lists of texts, each text once."""
    try:
        parts = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = [
            Utterance(text=text, expected=expected, part=part)
            for part, topics in parts.items()
            for expected, texts in topics.items()
            for text in texts
        ]
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise UtterancesUnreadable(say("utterances_malformed", path=path, detail=error)) from error
    if not found or len({utterance.text for utterance in found}) != len(found):
        raise UtterancesUnreadable(say("utterances_malformed", path=path, detail=say("utterance_twice")))
    return found
