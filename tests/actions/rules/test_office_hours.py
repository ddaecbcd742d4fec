"""When people are at the desk, on the official calendar."""

from datetime import datetime

import pytest

from actions.rules.office_hours import office_time, periods_of
from chassis.clock import OFFICE_ZONE

HOURS = periods_of("09:00-12:00,14:00-17:30")


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize("moment", ["2026-11-23T09:00", "2026-11-23T11:59:59", "2026-11-23T14:00"])
def test_open_within_the_hours_of_a_working_day(moment: str) -> None:
    office = office_time(at(moment), HOURS)
    assert office.is_open
    assert office.opens_at is None


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23T08:59:59", "2026-11-23T09:00"),
        ("2026-11-23T12:00", "2026-11-23T14:00"),
        ("2026-11-23T17:30", "2026-11-24T09:00"),
        ("2026-11-20T18:00", "2026-11-23T09:00"),
        ("2026-10-01T10:00", "2026-10-08T09:00"),
        ("2026-10-09T18:00", "2026-10-10T09:00"),
    ],
    ids=["morning", "lunch", "evening", "weekend", "national day", "make-up saturday"],
)
def test_closed_with_the_next_opening(moment: str, opens: str) -> None:
    office = office_time(at(moment), HOURS)
    assert not office.is_open
    assert office.opens_at == at(opens)
    assert office.guessed_year is None


def test_year_without_a_calendar_is_judged_by_the_weekday_and_says_so() -> None:
    office = office_time(at("2031-01-06T10:00"), HOURS)
    assert (office.is_open, office.guessed_year) == (True, 2031)
    assert office_time(at("2031-01-04T10:00"), HOURS).opens_at == at("2031-01-06T09:00")


def test_a_desk_of_every_day_knows_no_day_off() -> None:
    assert office_time(at("2026-10-01T10:00"), HOURS, every_day=True).is_open
    assert office_time(at("2026-11-21T18:00"), HOURS, every_day=True).opens_at == at("2026-11-22T09:00")
    assert office_time(at("2031-01-04T10:00"), HOURS, every_day=True).guessed_year is None


@pytest.mark.parametrize("written", ["", "9-12", "12:00-09:00", "09:00-12:00,11:00-13:00", "09:00-25:00"])
def test_hours_that_cannot_be_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"period|hour"):
        periods_of(written)
