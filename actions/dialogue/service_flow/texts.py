"""What the flow says, read once from `texts/service_flow.yml`."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from actions.wire.applications import Application, MaterialChoice

_SOURCE = Path(__file__).parents[1] / "texts" / "service_flow.yml"


class FlowTexts(BaseModel):
    """By name; see the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opening: str
    opening_promise: str
    opening_notes: str
    opening_place: str
    about_several: str
    resumed: str
    resumed_restart: str
    between: str
    demo: str
    day: str
    question: str
    yes_button: str
    no_button: str
    right_button: str
    wrong_button: str
    have_button: str
    have_not_button: str
    question_again: str
    unmet: str
    unmet_change_button: str
    unmet_drop_button: str
    unmet_again: str
    dropped: str
    notice: str
    notice_again: str
    next_button: str
    rest_button: str
    mode: str
    mode_promise_button: str
    mode_ordinary_button: str
    mode_again: str
    ordinary: str
    ordinary_button: str
    ordinary_again: str
    sign_in: str
    sign_in_again: str
    sign_in_kept: str
    signed_in_button: str
    material: str
    material_handed_in_button: str
    material_later_button: str
    material_none_button: str
    material_again: str
    material_missing: str
    material_missing_later: str
    material_missing_promise: str
    field: str
    field_now: str
    field_choices: str
    field_optional: str
    field_required: str
    skip_button: str
    back_button: str
    leave_button: str
    change_unknown: str
    summary: str
    summary_line: str
    summary_mode: str
    summary_missing: str
    summary_choices: dict[MaterialChoice, str]
    summary_notes: str
    summary_again: str
    summary_change: str
    confirm_promise_button: str
    confirm_submit_button: str
    promise: str
    promise_again: str
    promise_changed: str
    sign_button: str
    unsign_button: str
    submitted: str
    submitted_before: str
    submitted_common: str
    case: str
    case_due: str
    case_granted: str
    case_refused: str
    case_missing: str
    submitted_next: str
    cases_button: str
    kept: str
    discard_button: str
    discarded: str
    restart: str
    restart_button: str
    restart_no_button: str
    expired: str
    reopen_button: str
    gone: str
    nothing_open: str
    several_open: str
    open_button: str
    go_on: str
    first_step: str
    changed_elsewhere: str

    @staticmethod
    @cache
    def load() -> "FlowTexts":
        return FlowTexts.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))

    def names(self, application: Application) -> str:
        return self.between.join(item.name for item in application.items)

    def on(self, day: date) -> str:
        return self.day.format(month=day.month, day=day.day)
