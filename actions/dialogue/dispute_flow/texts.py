"""What is said of disputes, read once from `texts/dispute.yml`."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_SOURCE = Path(__file__).parents[1] / "texts" / "dispute.yml"


class _Texts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeadingTexts(_Texts):
    law: str
    district: str
    aid: str
    complaint: str
    payment: str


class UntilTexts(_Texts):
    """By how the time stands; `today`: on its last day, `restarted`: counted anew from a claim."""

    open: str
    today: str
    not_running: str
    restarted: str
    passed: str
    unknown: str


class PrepareTexts(_Texts):
    heading: str
    every: list[str]
    matter: dict[str, list[str]]
    many: str
    awarded: str


class ButtonTexts(_Texts):
    draft: str
    report: str
    restart: str
    person: str
    skip: str
    leave: str
    confirm_yes: str
    confirm_no: str


class DisputeTexts(_Texts):
    """By name; see the file. `choices`: the titles by question and value."""

    opening: str
    opening_of: str
    ask: dict[str, str]
    choices: dict[str, dict[str, str]]
    again: str
    again_day: str
    future: str
    future_left: str
    before_begin: str
    needed: str
    short: str
    long: str
    number: str
    not_filled: str
    day_of: str
    next: dict[str, str]
    tips: dict[str, str]
    hurried: str
    lanes: dict[str, str]
    heading: HeadingTexts
    nothing_local: str
    until: UntilTexts
    restarts_heading: str
    untold: str
    caveat: str
    prepare: PrepareTexts
    claims: dict[str, str]
    drafted: str
    left: str
    no_grounds: str
    buttons: ButtonTexts

    @staticmethod
    @cache
    def load() -> "DisputeTexts":
        return DisputeTexts.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))

    def day(self, day: date) -> str:
        return self.day_of.format(year=day.year, month=day.month, day=day.day)

    def numbered(self, lines: list[str]) -> str:
        return "\n".join(self.number.format(number=number, line=line) for number, line in enumerate(lines, 1))
