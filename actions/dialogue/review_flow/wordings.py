"""The expressions of `wordings.yml`, compiled once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.dialogue.service_flow.reading import bare

_SOURCE = Path(__file__).with_name("wordings.yml")


@dataclass(frozen=True)
class ReviewWordings:
    patterns: Mapping[str, re.Pattern[str]]

    @staticmethod
    @cache
    def load() -> "ReviewWordings":
        source: dict[str, Any] = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
        parts: dict[str, str] = source.pop("parts")

        def compiled(expression: str) -> re.Pattern[str]:
            # Broken into lines to be read: what is matched has no blanks.
            whole = re.sub(r"\s+", "", expression)
            for name, part in parts.items():
                whole = whole.replace(f"<{name}>", re.sub(r"\s+", "", part))
            return re.compile(whole, re.IGNORECASE)

        return ReviewWordings({name: compiled(expression) for name, expression in source.items()})

    def whole(self, name: str, said: str) -> re.Match[str] | None:
        """Where all that is said fits."""
        return self.patterns[name].fullmatch(said)

    def within(self, name: str, said: str) -> re.Match[str] | None:
        return self.patterns[name].search(said)

    def without(self, name: str, said: str) -> str:
        """What is left, with a blank where something was: what stood apart does not come together."""
        return self.patterns[name].sub(" ", said)


def heard(text: str) -> str:
    """As the expressions read it: simplified, bare, 唔 as 不."""
    return bare(text).replace("唔", "不")
