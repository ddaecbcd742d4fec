"""Which names are one employer's, and when several reports are a pattern."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.rules.report_patterns import EmployerWords, PatternRule, Sighting, normalised_employer, pattern
from chassis.clock import OFFICE_ZONE

WORDS = EmployerWords(
    places=["广东省", "广州市", "广州", "深圳", "越秀区"],
    forms=["有限责任公司", "有限公司", "公司", "分公司", "集团"],
    nobody=["不知道", "公司", "工地", "酒家"],
)
RULE = PatternRule(days=7, reports=3, people=10, reason="{days}天{reports}条{people}人。")
NOW = datetime(2026, 11, 22, 10, tzinfo=OFFICE_ZONE)


def seen(number: int, *, hours_ago: int, people: int = 1) -> Sighting:
    return Sighting(f"{number:03}", NOW - timedelta(hours=hours_ago), people)


@pytest.mark.parametrize(
    "name",
    [
        "鸿运餐饮",
        "鸿运餐饮有限公司",
        "广州市鸿运餐饮有限公司",
        "广东省广州市越秀区鸿运餐饮有限责任公司",
        "鸿运餐饮（广州）有限公司",
        "鸿运餐饮(广州市)公司",
        "鴻運餐飲有限公司",
        " 鸿运 餐饮 有限公司。",
        "鸿运餐饮集团",
        "广州鸿运餐饮有限公司深圳分公司",
        "鸿运餐饮公司第二分店",
    ],
)
def test_one_employer_however_it_is_written(name: str) -> None:
    assert normalised_employer(name, WORDS) == "鸿运餐饮"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ＡＢＣ 科技有限公司", "abc科技"),
        ("深圳酒家", "深圳酒家"),
        ("广州公司", "广州"),
        ("宏发（东区）建筑公司", "宏发东区建筑"),
    ],
)
def test_a_name_keeps_what_tells_it_from_others(name: str, kept: str) -> None:
    assert normalised_employer(name, WORDS) == kept


@pytest.mark.parametrize("name", ["不知道", "公司", " 工地 ", "。。", "厂"])
def test_nobody_is_no_employer(name: str) -> None:
    assert normalised_employer(name, WORDS) is None


@given(st.text(max_size=40))
def test_what_is_normalised_stays_as_it_is(name: str) -> None:
    once = normalised_employer(name, WORDS)
    if once is not None:
        assert normalised_employer(once, WORDS) == once


def test_three_reports_within_the_days_are_a_pattern_the_oldest_first() -> None:
    found = pattern([seen(3, hours_ago=1), seen(1, hours_ago=160), seen(2, hours_ago=30)], RULE, now=NOW)
    assert found is not None
    assert (found.reports, found.reason) == (("001", "002", "003"), "7天3条3人。")


def test_what_is_older_does_not_count() -> None:
    reports = [seen(1, hours_ago=168), seen(2, hours_ago=30), seen(3, hours_ago=1)]
    assert pattern(reports, RULE, now=NOW) is None


@pytest.mark.parametrize(("people", "found"), [((5, 5), True), ((5, 4), False), ((50,), False), ((), False)])
def test_few_reports_of_many_people_together(people: tuple[int, ...], found: bool) -> None:
    reports = [seen(number, hours_ago=1, people=count) for number, count in enumerate(people)]
    assert (pattern(reports, RULE, now=NOW) is not None) is found
