"""The year in which arbitration of a labour dispute is applied for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.rules.limitation import Limitation, State, limitation, one_year_after

TODAY = date(2026, 11, 23)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def counted(
    begins_on: date | None,
    *,
    claimed_on: date | None = None,
    is_remuneration: bool = False,
    is_employed: bool = False,
) -> Limitation:
    return limitation(
        is_remuneration=is_remuneration,
        is_employed=is_employed,
        begins_on=begins_on,
        claimed_on=claimed_on,
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("day", "last_day"),
    [
        (date(2026, 3, 5), date(2027, 3, 5)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2023, 3, 1), date(2024, 3, 1)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_year_ends_on_the_same_day_of_the_next(day: date, last_day: date) -> None:
    assert one_year_after(day) == last_day


@given(day=DAYS)
def test_a_year_is_never_shorter_or_longer_than_the_calendar_has_it(day: date) -> None:
    assert timedelta(days=365) <= one_year_after(day) - day <= timedelta(days=366)


@given(first=DAYS, second=DAYS)
def test_whoever_knew_later_has_as_long_or_longer(first: date, second: date) -> None:
    earlier, later = sorted((first, second))
    assert one_year_after(earlier) <= one_year_after(later)


@pytest.mark.parametrize(
    ("known_on", "state", "days_left"),
    [
        (date(2026, 11, 23), State.OPEN, 365),
        (date(2025, 11, 24), State.OPEN, 1),
        (date(2025, 11, 23), State.OPEN, 0),
        (date(2025, 11, 22), State.PASSED, -1),
    ],
)
def test_the_last_day_still_counts(known_on: date, state: State, days_left: int) -> None:
    found = counted(known_on)
    assert (found.state, found.days_left) == (state, days_left)


def test_unpaid_wages_do_not_run_while_employed() -> None:
    found = counted(date(2020, 1, 1), is_remuneration=True, is_employed=True)
    assert found == Limitation(State.NOT_RUNNING)


def test_unpaid_wages_run_from_the_end_of_the_employment() -> None:
    found = counted(date(2026, 3, 5), is_remuneration=True)
    assert found.last_day == date(2027, 3, 5)


def test_what_is_no_pay_for_work_runs_while_employed_too() -> None:
    assert counted(date(2020, 1, 1), is_employed=True).state is State.PASSED


def test_a_claim_within_the_year_begins_it_anew() -> None:
    found = counted(date(2025, 3, 5), claimed_on=date(2026, 2, 1))
    assert (found.state, found.counted_from, found.last_day) == (
        State.OPEN,
        date(2026, 2, 1),
        date(2027, 2, 1),
    )


@pytest.mark.parametrize(
    "claimed_on", [date(2025, 3, 5), date(2023, 1, 1)], ids=["after the year", "before it"]
)
def test_a_claim_outside_the_year_changes_nothing(claimed_on: date) -> None:
    begins_on = date(2024, 3, 4)
    assert counted(begins_on, claimed_on=claimed_on) == counted(begins_on)


def test_a_claim_on_the_last_day_counts() -> None:
    assert counted(date(2024, 3, 4), claimed_on=date(2025, 3, 4)).last_day == date(2026, 3, 4)


def test_without_a_day_nothing_is_counted() -> None:
    assert counted(None) == Limitation(State.UNKNOWN)
