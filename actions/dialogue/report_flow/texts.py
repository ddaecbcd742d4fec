"""What is said of reports, read once from `texts/report.yml`."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from actions.dialogue.report_flow.plan import Ask
from actions.wire.reports import Breach, RoutedTo

_SOURCE = Path(__file__).parents[1] / "texts" / "report.yml"


class ReportTexts(BaseModel):
    """By name; those of questions by the question, those of acts by the act. See the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    breaches: dict[Breach, str]
    opening: str
    opening_of: str
    green_lane: str
    heard: str
    between: str
    ask: dict[str, str]
    again: dict[Ask, str]
    summary: str
    summary_notes: str
    line: str
    labels: dict[Ask, str]
    values: dict[str, str]
    file_button: str
    change_button: str
    leave_button: str
    unknown_button: str
    skip_button: str
    sent_button: str
    no_files_button: str
    yes_button: str
    no_button: str
    anonymous_button: str
    named_button: str
    report_button: str
    add_button: str
    withdraw_button: str
    show_button: str
    change_which: str
    filed: str
    filed_before: str
    code: str
    routed: str
    routed_phone: str
    demo: str
    filed_green: str
    next: str
    filed_ways: str
    warning: str
    left: str
    left_for: str
    outside: str
    loose_files: str
    file_early: str
    number: str
    number_again: str
    code_again: str
    ask_code: str
    none: str
    which: dict[str, str]
    listed: str
    numbered: str
    one: str
    entry: str
    day: str
    add: str
    add_sent: str
    added: str
    nothing_added: str
    confirm_withdraw: str
    withdraw_yes_button: str
    withdraw_no_button: str
    withdrawn: str
    left_alone: str
    closed: str
    acts: dict[str, str]
    done_button: str

    @staticmethod
    @cache
    def load() -> "ReportTexts":
        return ReportTexts.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))

    def on(self, day: date) -> str:
        return self.day.format(month=day.month, date=day.day)

    def numbered_lines(self, lines: list[str]) -> str:
        return "\n".join(
            self.numbered.format(number=number, line=line) for number, line in enumerate(lines, 1)
        )

    def way_to(self, routed: RoutedTo) -> str:
        """Who has the report now, and how to reach them."""
        phone = self.routed_phone.format(phone=routed.phone) if routed.phone else ""
        return self.routed.format(name=routed.name, demo=self.demo if routed.demo else "", phone=phone)
