"""What is said of reviews, read once from `texts/review.yml`."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from chassis.clock import OFFICE_ZONE

_SOURCE = Path(__file__).parents[1] / "texts" / "review.yml"


class ReviewTexts(BaseModel):
    """By name; see the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    invitation_button: str
    invitation_of_case_button: str
    invitation_of_visit_button: str
    about: str
    about_more: str
    about_again: str
    sign_in_button: str
    none_button: str
    another_button: str
    sign_in: str
    sign_in_again: str
    sign_in_mine: str
    nothing: str
    not_yet: str
    reviewed_before: str
    elsewhere: str
    elsewhere_questions: dict[str, list[str]]
    handoff_button: str
    level: str
    level_before: str
    level_heard: str
    level_between: str
    level_only: str
    level_again: str
    other_level_button: str
    reasons: str
    reasons_chosen: str
    reasons_again: str
    chosen_button: str
    enough_button: str
    skip_button: str
    comment: str
    comment_photos: str
    comment_words: str
    comment_before: str
    comment_too_long: str
    words_button: str
    before_button: str
    comment_none_button: str
    photos: str
    photos_most: str
    photos_none: str
    photos_later: str
    photos_gone: str
    contact: str
    contact_phone: str
    contact_again: str
    phone_label: str
    call_button: str
    anonymous_button: str
    confirm: str
    confirm_about: str
    confirm_level: str
    confirm_reasons: str
    confirm_comment: str
    confirm_photos: str
    confirm_phone: str
    confirm_anonymous: str
    confirm_again: str
    submit_button: str
    change_button: str
    done: str
    done_change: str
    done_until: str
    done_rectification: str
    done_rectification_later: str
    state_button: str
    thanks: str
    left: str
    left_unchanged: str
    left_open: str
    again: str
    leave_button: str
    leave_change_button: str
    which_change: str
    change_none: str
    change_over: str
    mine_none: str
    mine_line: str
    mine_rectification: str
    mine_reply: str
    mine_fix_rating: str
    change_this_button: str
    rate_button: str
    rate_which: str
    rate: str
    rate_again: str
    rate_none: str
    rate_comment: str
    rated: str
    left_rating: str
    leave_rating_button: str
    number: str
    day: str
    between: str

    @staticmethod
    @cache
    def load() -> "ReviewTexts":
        return ReviewTexts.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))

    def on(self, moment: datetime) -> str:
        """The day as the office counts it."""
        local = moment.astimezone(OFFICE_ZONE)
        return self.day.format(month=local.month, day=local.day)

    def numbered(self, lines: Sequence[str]) -> str:
        return "\n".join(self.number.format(number=number, line=line) for number, line in enumerate(lines, 1))
