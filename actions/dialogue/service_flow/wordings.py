"""The expressions of `wordings.yml`, compiled once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_SOURCE = Path(__file__).with_name("wordings.yml")


@dataclass(frozen=True)
class Wordings:
    commands: Mapping[str, re.Pattern[str]]
    answers: Mapping[str, re.Pattern[str]]
    hints: Mapping[str, re.Pattern[str]]
    change: re.Pattern[str]
    change_to: re.Pattern[str]
    kinds: Mapping[str, re.Pattern[str]]
    aspects: Mapping[str, re.Pattern[str]]
    alone: re.Pattern[str]
    kin: re.Pattern[str]
    courtesy: re.Pattern[str]

    @staticmethod
    @cache
    def load() -> "Wordings":
        source: dict[str, Any] = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
        parts = {**source["parts"], **{name: f"(?:{asked})" for name, asked in source["aspects"].items()}}

        def compiled(expression: str) -> re.Pattern[str]:
            # Broken into lines to be read: what is matched has no blanks.
            whole = re.sub(r"\s+", "", expression)
            for name, part in parts.items():
                whole = whole.replace(f"<{name}>", re.sub(r"\s+", "", part))
            return re.compile(whole, re.IGNORECASE)

        def all_of(group: str) -> dict[str, re.Pattern[str]]:
            return {name: compiled(expression) for name, expression in source[group].items()}

        return Wordings(
            commands=all_of("commands"),
            answers=all_of("answers"),
            hints=all_of("hints"),
            change=compiled(source["change"]),
            change_to=compiled(source["change_to"]),
            kinds=all_of("kinds"),
            aspects=all_of("aspects"),
            alone=compiled(source["alone"]),
            kin=compiled(source["kin"]),
            courtesy=compiled(source["courtesy"]),
        )

    def answers_as(self, name: str, said: str) -> bool:
        return bool(self.answers[name].fullmatch(said))

    def hints_at(self, name: str, said: str) -> bool:
        return bool(self.hints[name].search(said))
