"""The expressions of `wordings.yml`, compiled once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.dialogue.service_flow.reading import bare, plain
from actions.wire.reports import Breach

_SOURCE = Path(__file__).with_name("wordings.yml")
_GROUPS = frozenset({"parts", "breaches", "answers", "changes"})


@dataclass(frozen=True)
class ReportWordings:
    breaches: Mapping[Breach, re.Pattern[str]]
    answers: Mapping[str, re.Pattern[str]]
    changes: Mapping[str, re.Pattern[str]]
    hints: Mapping[str, re.Pattern[str]]

    @staticmethod
    @cache
    def load() -> "ReportWordings":
        source: dict[str, Any] = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))

        def compiled(expression: str) -> re.Pattern[str]:
            for name, part in source["parts"].items():
                expression = expression.replace(f"<{name}>", part)
            return re.compile(expression, re.IGNORECASE)

        return ReportWordings(
            breaches={Breach(name): compiled(one) for name, one in source["breaches"].items()},
            answers={name: compiled(one) for name, one in source["answers"].items()},
            changes={name: compiled(one) for name, one in source["changes"].items()},
            hints={name: compiled(one) for name, one in source.items() if name not in _GROUPS},
        )

    def answers_as(self, name: str, text: str) -> bool:
        return bool(self.answers[name].fullmatch(bare(text)))

    def hints_at(self, name: str, text: str) -> bool:
        return bool(self.hints[name].search(plain(text)))
