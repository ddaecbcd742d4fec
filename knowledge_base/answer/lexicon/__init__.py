"""Word lists and patterns, read once. The YAML files beside this module say what each is for."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@cache
def load(name: str) -> Any:
    """The contents of `<name>.yml`."""
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def patterns(name: str, key: str) -> re.Pattern[str]:
    """All expressions under `key` of `<name>.yml` as one."""
    return re.compile("|".join(f"(?:{expression})" for expression in load(name)[key]))


@dataclass(frozen=True)
class WordMap:
    """Replaces words by words in one pass, the longest first."""

    words: dict[str, str]
    expression: re.Pattern[str]

    def apply(self, text: str) -> str:
        return self.expression.sub(lambda match: self.words[match[0]], text)


@cache
def word_map(name: str, key: str) -> WordMap:
    ordinary = {word: word for word in load(name).get("ordinary", [])}
    words: dict[str, str] = ordinary | load(name)[key]
    longest_first = sorted(words, key=len, reverse=True)
    return WordMap(words=words, expression=re.compile("|".join(map(re.escape, longest_first))))
