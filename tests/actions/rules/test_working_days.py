"""Last days of limits, against dates counted by hand on the State Council's arrangements for 2025 and 2026.

2025 off: Jan 1; Jan 28 to Feb 4 (Jan 26, Feb 8 worked); Apr 4 to 6; May 1 to 5 (Apr 27 worked); May 31 to
Jun 2; Oct 1 to 8 (Sep 28, Oct 11 worked). 2026 off: Jan 1 to 3 (Jan 4 worked); Feb 15 to 23 (Feb 14 and 28
worked); Apr 4 to 6; May 1 to 5 (May 9 worked); Jun 19 to 21; Sep 25 to 27; Oct 1 to 7 (Sep 20 and Oct 10
worked).
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.errors import CalendarUnknown
from actions.rules.working_days import is_working_day, last_day
from actions.wire.catalogue import DayKind

HAND_CHECKED = [
    # An ordinary week of 2025, and one that ends in a weekend.
    ("2025-03-03", 1, "2025-03-04"),
    ("2025-03-03", 5, "2025-03-10"),
    # Spring Festival 2025: Sunday the 26th is worked before it, Saturday the 8th after it.
    ("2025-01-20", 5, "2025-01-26"),
    ("2025-01-26", 1, "2025-01-27"),
    ("2025-01-27", 1, "2025-02-05"),
    ("2025-01-27", 4, "2025-02-08"),
    ("2025-01-27", 5, "2025-02-10"),
    # Tomb-sweeping Day, Labour Day, Dragon Boat Festival 2025.
    ("2025-04-03", 1, "2025-04-07"),
    ("2025-04-25", 1, "2025-04-27"),
    ("2025-04-25", 2, "2025-04-28"),
    ("2025-04-30", 1, "2025-05-06"),
    ("2025-05-30", 1, "2025-06-03"),
    # National Day with Mid-Autumn 2025: Sunday the 28th worked before, Saturday the 11th after.
    ("2025-09-26", 2, "2025-09-29"),
    ("2025-09-30", 1, "2025-10-09"),
    ("2025-09-30", 3, "2025-10-11"),
    ("2025-09-30", 4, "2025-10-13"),
    # Over the turn of the year: Sunday January 4 is worked.
    ("2025-12-31", 1, "2026-01-04"),
    ("2025-12-31", 2, "2026-01-05"),
    # Spring Festival 2026: nine days off between two worked Saturdays.
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 2, "2026-02-24"),
    ("2026-02-14", 5, "2026-02-28"),
    ("2026-02-14", 6, "2026-03-02"),
    ("2026-02-14", 10, "2026-03-06"),
    # Applied for in the middle of the holidays.
    ("2026-02-18", 2, "2026-02-25"),
    # Tomb-sweeping Day, Labour Day, Dragon Boat Festival 2026.
    ("2026-04-03", 1, "2026-04-07"),
    ("2026-04-30", 3, "2026-05-08"),
    ("2026-04-30", 4, "2026-05-09"),
    ("2026-04-30", 5, "2026-05-11"),
    ("2026-06-18", 1, "2026-06-22"),
    # Mid-Autumn and National Day 2026: Sunday September 20 and Saturday October 10 are worked.
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-09-24", 2, "2026-09-29"),
    ("2026-09-18", 10, "2026-10-09"),
    ("2026-09-30", 2, "2026-10-09"),
    ("2026-09-30", 3, "2026-10-10"),
    ("2026-09-30", 4, "2026-10-12"),
    ("2026-10-02", 1, "2026-10-08"),
    # From a Sunday; to the last working day that is known.
    ("2026-11-22", 1, "2026-11-23"),
    ("2026-11-22", 2, "2026-11-24"),
    ("2026-11-22", 10, "2026-12-04"),
    ("2026-11-22", 15, "2026-12-11"),
    ("2026-11-22", 29, "2026-12-31"),
    # On the spot, on whichever day.
    ("2026-11-22", 0, "2026-11-22"),
    ("2026-10-01", 0, "2026-10-01"),
]
KNOWN_DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 7, 31))
LIMITS = st.integers(min_value=0, max_value=40)


@pytest.mark.parametrize(("start", "days", "expected"), HAND_CHECKED)
def test_working_days_agree_with_those_counted_by_hand(start: str, days: int, expected: str) -> None:
    counted = last_day(date.fromisoformat(start), days=days, kind=DayKind.WORKING)
    assert counted.isoformat() == expected


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [("2026-09-30", 7, "2026-10-07"), ("2026-11-22", 30, "2026-12-22"), ("2026-11-22", 60, "2027-01-21")],
)
def test_calendar_days_run_through_holidays_and_need_no_calendar(
    start: str, days: int, expected: str
) -> None:
    counted = last_day(date.fromisoformat(start), days=days, kind=DayKind.CALENDAR)
    assert counted.isoformat() == expected


def test_year_whose_holidays_are_not_announced_is_an_error_that_names_it() -> None:
    with pytest.raises(CalendarUnknown) as refused:
        last_day(date(2026, 11, 22), days=30, kind=DayKind.WORKING)
    assert refused.value.message == "2027 年的放假安排还没有公布，算不出是哪一天。"


@given(start=KNOWN_DAYS, days=LIMITS)
def test_exactly_so_many_working_days_lie_after_the_start(start: date, days: int) -> None:
    end = last_day(start, days=days, kind=DayKind.WORKING)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) for day in between) == days
    assert days == 0 or is_working_day(end)


@given(start=KNOWN_DAYS, first=LIMITS, more=LIMITS)
def test_a_limit_continued_is_the_longer_limit(start: date, first: int, more: int) -> None:
    halfway = last_day(start, days=first, kind=DayKind.WORKING)
    assert last_day(halfway, days=more, kind=DayKind.WORKING) == last_day(
        start, days=first + more, kind=DayKind.WORKING
    )


@given(start=KNOWN_DAYS, later=st.integers(min_value=0, max_value=30), days=LIMITS)
def test_who_applies_later_never_waits_less_long(start: date, later: int, days: int) -> None:
    ends = [last_day(day, days=days, kind=DayKind.WORKING) for day in (start, start + timedelta(days=later))]
    assert ends == sorted(ends)
