"""Which limit holds, and the day it gives."""

from datetime import date
from typing import Any

import pytest

from actions.rules.deadline import deadline
from actions.wire.catalogue import DayKind, Limit, LimitKind, Way

ACCEPTED_ON = date(2026, 11, 22)


def a_limit(days: int | None, *, kind: LimitKind = LimitKind.PROMISED, **parts: Any) -> Limit:
    return Limit(kind=kind, days=days, **{"text": f"{days} 个工作日", **parts})


def due(*limits: Limit, way: Way = Way.ONLINE, said: tuple[str, ...] = ()) -> str | None:
    on = deadline(limits, accepted_on=ACCEPTED_ON, way=way, said=said).on
    return on.isoformat() if on else None


LEGAL = a_limit(20, kind=LimitKind.LEGAL)


def test_promise_goes_before_law() -> None:
    assert due(LEGAL, a_limit(10)) == "2026-12-04"
    assert due(LEGAL) == "2026-12-18"


@pytest.mark.parametrize(("way", "expected"), [(Way.ONLINE, "2026-11-24"), (Way.WINDOW, "2026-11-22")])
def test_each_way_of_applying_has_its_limit(way: Way, expected: str) -> None:
    assert due(a_limit(2, way=Way.ONLINE), a_limit(0, way=Way.WINDOW), way=way) == expected


def test_limit_of_the_other_way_does_not_hold() -> None:
    assert due(LEGAL, a_limit(0, way=Way.WINDOW)) == "2026-12-18"


def test_calendar_days_are_counted_straight_on() -> None:
    assert due(a_limit(30, day_kind=DayKind.CALENDAR)) == "2026-12-22"


def test_of_several_cases_the_one_answered_holds() -> None:
    person, firm = a_limit(2, case="个人"), a_limit(5, case="小微企业")
    assert due(person, firm, said=("小微企业",)) == "2026-11-27"
    assert due(person, firm, said=("个人",)) == "2026-11-24"


def test_of_several_cases_none_is_guessed() -> None:
    limits = (a_limit(2, case="个人"), a_limit(5, case="小微企业"))
    found = deadline(limits, accepted_on=ACCEPTED_ON, way=Way.ONLINE, said=())
    assert (found.on, found.limits) == (None, limits)


def test_limit_for_all_cases_holds_where_no_case_was_answered() -> None:
    general = a_limit(30, day_kind=DayKind.CALENDAR)
    assert due(a_limit(10, case="事实清楚"), general) == "2026-12-22"
    assert due(a_limit(10, case="事实清楚"), general, said=("事实清楚",)) == "2026-12-04"


def test_limit_of_one_case_is_not_taken_for_all() -> None:
    assert due(a_limit(None, case="什么时候审完"), a_limit(12, case="什么时候拨钱")) is None


def test_legal_days_hold_where_it_is_not_known_which_promise_does() -> None:
    assert due(a_limit(2, case="个人"), a_limit(5, case="小微企业"), LEGAL) == "2026-12-18"


def test_promise_without_days_leaves_the_legal_days_standing() -> None:
    assert due(a_limit(None, text="待省制定"), LEGAL) == "2026-12-18"


def test_limit_in_words_alone_gives_no_day() -> None:
    words = a_limit(None, text="季后第二个月 20 日前")
    found = deadline([words], accepted_on=ACCEPTED_ON, way=Way.ONLINE, said=())
    assert (found.on, found.limits, found.unknown_year) == (None, (words,), False)


def test_unknown_year_gives_no_day_and_says_so() -> None:
    long = a_limit(30)
    found = deadline([long], accepted_on=ACCEPTED_ON, way=Way.ONLINE, said=())
    assert (found.on, found.limits, found.unknown_year) == (None, (long,), True)


def test_no_limit_at_all_gives_no_day() -> None:
    assert due() is None
