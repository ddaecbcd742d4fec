"""What people read about reviews and rectifications, filled with what is known of them."""

from collections.abc import Mapping
from datetime import date

from actions.backoffice.texts import Texts
from actions.rules.review_limits import ReviewLimit
from actions.rules.review_rules import ReviewRules
from actions.wire.rectifications import RectificationAct, RectificationState


class ByTexts(Texts):
    system: str
    citizen: str


class HistoryTexts(Texts):
    opened: str
    dispatched: str
    changed: str
    dropped_by_change: str
    dropped_by_appeal: str
    rated: str
    appealed: str
    appeal_rejected: str
    escalated: Mapping[ReviewLimit, str]


class RectificationNextSteps(Texts):
    waiting: str
    overdue: str
    fix_owed: str
    fix_overdue: str
    rate: str
    rated: str
    dropped: str
    news: str


class ReviewNotices(Texts):
    replied: str
    fix_owed: str
    left_out: str


class ReviewRefusals(Texts):
    reason_unknown: str
    change_too_late: str
    change_left_out: str
    state: str
    not_contactable: str
    unit_missing: str
    day_missing: str
    day_past: str
    unit_elsewhere: str
    own_work: str
    not_replied: str
    still_owed: str
    rated_already: str
    rating_too_late: str
    appeal_exists: str
    appeal_too_late: str
    no_appeal: str
    own_appeal: str
    period: str


class StatisticsTexts(Texts):
    all: str
    no_item: str
    conversation: str
    visit_channel: str
    elsewhere_channel: str
    headings: list[str]
    reason: str
    between: str


class ReviewTexts(Texts):
    number_letters: str
    demo: str
    conversation: str
    visit: str
    day: str
    day_with_year: str
    by: ByTexts
    acts: Mapping[RectificationAct, str]
    history: HistoryTexts
    state_names: Mapping[RectificationState, str]
    next_steps: RectificationNextSteps
    notices: ReviewNotices
    refusals: ReviewRefusals
    statistics: StatisticsTexts

    def plain_day(self, day: date, *, today: date) -> str:
        """`11月30日`; with its year where that is another one."""
        form = self.day if day.year == today.year else self.day_with_year
        return form.format(year=day.year, month=day.month, day=day.day)

    def role(self, rules: ReviewRules, *, broken: int) -> str:
        """Who answers for a rectification after so many broken limits."""
        role = rules.role_after(broken)
        return f"{role}{self.demo}" if rules.demo else role
