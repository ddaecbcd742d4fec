"""By when what follows a bad review must have happened."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.backoffice.review_rules import load_reasons, load_review_rules
from actions.rules.review_limits import Pending, ReviewLimit, broken, hours_later, reply_day
from actions.wire.reviews import ReviewLevel
from chassis.clock import OFFICE_ZONE

FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=OFFICE_ZONE)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23T10:00", 24, "2026-11-24T10:00"),
        ("2026-11-27T16:00", 24, "2026-11-30T16:00"),  # over a weekend
        ("2026-11-28T09:00", 16, "2026-11-30T16:00"),  # begun on a Saturday
        ("2026-11-27T16:00", 8, "2026-11-28T00:00"),
        ("2026-09-30T12:00", 24, "2026-10-08T12:00"),  # over the National Day holidays
    ],
)
def test_hours_of_working_days(start: str, hours: int, due: str) -> None:
    assert hours_later(_at(start), hours) == _at(due)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-09-18", 2, "2026-09-21"),  # Sunday, 20 September is a make-up working day
        ("2026-12-30", 5, "2027-01-06"),  # into a year whose holidays nobody knows: Monday to Friday
    ],
)
def test_working_days(start: str, days: int, last: str) -> None:
    assert reply_day(date.fromisoformat(start), days) == date.fromisoformat(last)


@given(st.integers(min_value=1, max_value=500), st.integers(min_value=0, max_value=60 * 24 * 40))
def test_hours_never_end_before_they_have_passed(hours: int, minutes: int) -> None:
    start = FRIDAY + timedelta(minutes=minutes)
    due = hours_later(start, hours)
    assert due - start >= timedelta(hours=hours)
    assert due <= hours_later(start, hours + 1)


def test_day_lasts_until_its_midnight() -> None:
    pending = Pending(contact_by=FRIDAY, reply_by=FRIDAY.date(), fix_by=FRIDAY.date())
    assert broken(pending, FRIDAY) == []
    evening = FRIDAY.replace(hour=23, minute=59)
    assert [one.limit for one in broken(pending, evening)] == [ReviewLimit.CONTACT]
    after = evening + timedelta(minutes=1)
    assert [one.key for one in broken(pending, after)] == [
        "contact:2026-11-27",
        "reply:2026-11-27",
        "fix:2026-11-27",
    ]
    assert broken(Pending(), after) == []


def test_regions_have_their_own_limits() -> None:
    rules = load_review_rules()
    yuexiu, longhua, elsewhere = (rules.of(region) for region in ("440104", "440309", None))
    assert (yuexiu.reply_working_days, longhua.reply_working_days) == (5, 7)
    assert (yuexiu.contact_hours, longhua.contact_hours) == (24, 16)
    assert (yuexiu.changeable_days, longhua.changeable_days) == (5, 3)
    assert elsewhere == rules.of("440303") == rules.default
    assert all(one.demo for one in (yuexiu, longhua, elsewhere))


def test_roles_go_up_and_stay_at_the_top() -> None:
    rules = load_review_rules().default
    roles = [rules.role_after(broken) for broken in range(5)]
    assert roles == ["好差评专员", "好差评负责人", *["分管领导"] * 3]


def test_every_level_has_reasons_to_choose_from() -> None:
    reasons = load_reasons()
    codes = [reason.code for reason in reasons]
    assert len(codes) == len(set(codes))
    for level in ReviewLevel:
        assert sum(level in reason.levels for reason in reasons) >= 4
