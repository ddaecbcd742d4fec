"""What a question is about, in few classes, so that it can be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

OTHER = "other"
_QUESTION, _HEADING = 2, 1


@dataclass(frozen=True)
class Topic:
    """`id` is kept with each answer."""

    id: str
    words: tuple[str, ...]

    def weight(self, text: str) -> int:
        """How many characters of its words a text has: a longer word tells more."""
        return sum(len(word) for word in self.words if word in text)


@cache
def topics() -> tuple[Topic, ...]:
    """In the order in which they are shown."""
    text = Path(__file__).with_name("topics.yml").read_text(encoding="utf-8")
    return tuple(Topic(id=key, words=tuple(words)) for key, words in yaml.safe_load(text).items())


def topic_of(question: str, *, headings: Sequence[str] = ()) -> str:
    """The id of the topic that the words speak of most; the first one of several."""
    heading = " ".join(headings)
    weights = {
        topic.id: _QUESTION * topic.weight(question) + _HEADING * topic.weight(heading) for topic in topics()
    }
    best = max(weights, key=weights.__getitem__)
    return best if weights[best] else OTHER
