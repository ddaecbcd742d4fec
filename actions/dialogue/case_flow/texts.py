"""What is said of cases, read once from `texts/cases.yml`."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_SOURCE = Path(__file__).parents[1] / "texts" / "cases.yml"


class CaseTexts(BaseModel):
    """By name; those of acts by the act. See the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sign_in: str
    sign_in_again: str
    none: dict[str, str]
    list: str
    line: str
    one: str
    due: str
    day: str
    number: str
    missing: str
    common: str
    history: str
    entry: str
    demo: str
    item_button: str
    withdraw_button: str
    deliver_button: str
    unpromise_button: str
    which: dict[str, str]
    confirm: dict[str, str]
    yes_button: dict[str, str]
    no_button: str
    done: dict[str, str]
    left_alone: str
    between: str

    @staticmethod
    @cache
    def load() -> "CaseTexts":
        return CaseTexts.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))

    def on(self, day: date) -> str:
        return self.day.format(month=day.month, day=day.day)
