"""Collective events and several reports on one employer reach the staff as warnings."""

import pytest

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.reports.samples import CLERK, Inspector, Reporter, notices, refusal

SPELLINGS = ["广州市鸿运餐饮有限公司", "鸿运餐饮", "鴻運餐飲（廣州）有限責任公司"]


def test_ten_people_or_a_gathering_warn_at_once(visitor: Reporter, inspector: Inspector) -> None:
    many = visitor.reports(people=10)
    gathering = visitor.reports(gathering=True, employer="宏发建筑公司")
    assert {many["risk"], gathering["risk"]} == {"collective"}
    found = {warning["employer"]: warning for warning in inspector.warnings()}
    assert {warning["kind"] for warning in found.values()} == {"collective"}
    assert found["广州市鸿运餐饮有限公司"]["reports"] == [many["number"]]
    assert found["宏发建筑公司"]["reason"] == "有人聚集，按集体事件优先处理。"
    assert inspector.opens(gathering["number"])["warnings"] == [found["宏发建筑公司"]["reason"]]


def test_three_reports_on_one_employer_within_days_are_a_pattern(
    counter: Counter, inspector: Inspector, clock: MovedClock
) -> None:
    numbers = []
    for spelling in SPELLINGS:
        assert inspector.warnings() == []
        numbers.append(Reporter(counter).reports(employer=spelling)["number"])
        clock.move(days=3)
    [warning] = inspector.warnings()
    assert (warning["kind"], warning["reports"]) == ("pattern", numbers)
    assert warning["reason"] == "7天内有3条举报说的是同一家单位，一共涉及3人。"


def test_few_reports_of_many_people_together_are_a_pattern(counter: Counter, inspector: Inspector) -> None:
    for people in (6, 5):
        Reporter(counter).reports(people=people)
    [warning] = inspector.warnings()
    assert warning["reason"] == "7天内有2条举报说的是同一家单位，一共涉及11人。"


def test_reports_far_apart_elsewhere_withdrawn_or_on_nobody_are_no_pattern(
    visitor: Reporter, inspector: Inspector, clock: MovedClock
) -> None:
    visitor.reports()
    clock.move(days=8)
    visitor.reports()
    visitor.reports(region="440309", street=None)
    visitor.withdraws(visitor.reports())
    for _ in range(4):
        visitor.reports(employer="不知道")
    assert inspector.warnings() == []


def test_warning_that_nobody_has_seen_grows_and_a_seen_one_is_followed_by_another(
    visitor: Reporter, inspector: Inspector
) -> None:
    numbers = [visitor.reports()["number"] for _ in range(4)]
    [warning] = inspector.warnings()
    assert (warning["reports"], warning["version"]) == (numbers, 2)
    seen = inspector.acknowledges(warning).json()
    assert (seen["acknowledged_by"], seen["version"]) == (CLERK, 3)
    numbers.append(visitor.reports()["number"])
    again, before = inspector.warnings()
    assert (again["acknowledged_by"], again["reports"]) == (None, numbers)
    assert before == seen


def test_warning_that_has_grown_is_read_again_before_it_is_acknowledged(
    visitor: Reporter, inspector: Inspector
) -> None:
    for _ in range(3):
        visitor.reports()
    [warning] = inspector.warnings()
    visitor.reports()
    assert refusal(inspector.acknowledges(warning))[0] == "version_conflict"


def test_two_who_acknowledge_one_wins_and_the_other_hears_who(
    counter: Counter, visitor: Reporter, inspector: Inspector
) -> None:
    visitor.reports(gathering=True)
    [warning] = inspector.warnings()
    assert inspector.acknowledges(warning).is_success
    other = Inspector(counter, "clerk.chan").acknowledges(warning)
    assert refusal(other) == ("step_refused", f"这条预警已经由{CLERK}确认过了。")


def test_warnings_are_of_a_region(visitor: Reporter, inspector: Inspector) -> None:
    visitor.reports(gathering=True)
    visitor.reports(gathering=True, region="440309", street=None)
    assert [one["region"] for one in inspector.warnings("?region=440309")] == ["440309"]
    assert len(inspector.warnings()) == 2


def test_each_report_on_an_unnamed_employer_warns_by_itself(visitor: Reporter, inspector: Inspector) -> None:
    for _ in range(2):
        visitor.reports(gathering=True, employer="不知道")
    assert [len(one["reports"]) for one in inspector.warnings()] == [1, 1]


def test_citizens_hear_nothing_of_warnings(counter: Counter, visitor: Reporter) -> None:
    report = visitor.reports(gathering=True)
    assert "warnings" not in report
    assert notices(counter) == []


def test_warning_that_is_not_there(inspector: Inspector) -> None:
    assert refusal(inspector.acknowledges({"id": "0" * 32, "version": 1}))[0] == "warning_unknown"


@pytest.mark.parametrize("people", [1, 9])
def test_few_people_by_themselves_warn_nobody(visitor: Reporter, inspector: Inspector, people: int) -> None:
    visitor.reports(people=people)
    assert inspector.warnings() == []
