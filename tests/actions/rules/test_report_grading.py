"""How grave a report is, why, and where in the line it stands."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.rules.report_grading import Bar, GradingRule, GradingWords, grade, place_in_line
from actions.wire.reports import Breach, ReportFacts, Risk

WORDS = GradingWords(
    many="{people}人，{limit}人以上。",
    gathering="聚集。",
    minors="未成年人。",
    child_labour="童工。",
    people="{people}人。",
    months="{months}个月。",
    owed="欠{owed}。",
    ordinary="一般。",
    yuan="{amount}元",
    ten_thousand_yuan="{amount}万元",
)
RULE = GradingRule(
    collective_people=10,
    high=Bar(people=6, months=6, owed_yuan=100_000),
    raised=Bar(people=3, months=2, owed_yuan=20_000),
    words=WORDS,
)
RANK = list(Risk).index


def facts(**changes: Any) -> ReportFacts:
    told: dict[str, Any] = {
        "breach": Breach.UNPAID_WAGES,
        "region": "440104",
        "employer": "鸿运餐饮",
        "place": "示范路",
        "people": 1,
    }
    return ReportFacts(**{**told, **changes})


@pytest.mark.parametrize(
    ("told", "risk", "reasons"),
    [
        ({}, Risk.ORDINARY, ("一般。",)),
        ({"months": 1, "owed_cents": 1_999_999}, Risk.ORDINARY, ("一般。",)),
        ({"people": 2}, Risk.ORDINARY, ("一般。",)),
        ({"people": 3}, Risk.RAISED, ("3人。",)),
        ({"months": 2}, Risk.RAISED, ("2个月。",)),
        ({"owed_cents": 2_000_000}, Risk.RAISED, ("欠2万元。",)),
        ({"people": 6}, Risk.HIGH, ("6人。",)),
        ({"months": 6}, Risk.HIGH, ("6个月。",)),
        ({"owed_cents": 10_000_000}, Risk.HIGH, ("欠10万元。",)),
        ({"people": 9}, Risk.HIGH, ("9人。",)),
        ({"people": 10}, Risk.COLLECTIVE, ("10人，10人以上。",)),
        ({"gathering": True}, Risk.COLLECTIVE, ("聚集。",)),
        ({"minors": True}, Risk.HIGH, ("未成年人。",)),
        ({"breach": Breach.CHILD_LABOUR}, Risk.HIGH, ("童工。",)),
        ({"breach": Breach.CHILD_LABOUR, "minors": True}, Risk.HIGH, ("童工。",)),
        ({"minors": True, "people": 10}, Risk.COLLECTIVE, ("10人，10人以上。", "未成年人。")),
        (
            {"people": 12, "gathering": True, "months": 3, "owed_cents": 12_000_000},
            Risk.COLLECTIVE,
            ("12人，10人以上。", "聚集。", "欠12万元。", "3个月。"),
        ),
        ({"people": 4, "months": 7}, Risk.HIGH, ("7个月。", "4人。")),
    ],
)
def test_grade_is_the_gravest_of_what_was_found(
    told: dict[str, Any], risk: Risk, reasons: tuple[str, ...]
) -> None:
    graded = grade(facts(**told), RULE)
    assert (graded.risk, graded.reasons) == (risk, reasons)


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (2_000_050, "欠20000.50元。"),
        (2_345_600, "欠23456元。"),
        (2_300_000, "欠2.3万元。"),
        (123_000_000, "欠123万元。"),
    ],
)
def test_money_is_said_as_people_say_it(cents: int, said: str) -> None:
    assert grade(facts(owed_cents=cents), RULE).reasons == (said,)


TOLD = st.builds(
    facts,
    breach=st.sampled_from(Breach),
    people=st.integers(1, 200),
    months=st.none() | st.integers(0, 600),
    owed_cents=st.none() | st.integers(0, 10**12),
    gathering=st.booleans(),
    minors=st.booleans(),
)


@given(TOLD)
def test_every_grade_has_a_reason_and_keeps_what_must_not_be_missed(told: ReportFacts) -> None:
    graded = grade(told, RULE)
    assert graded.reasons
    assert all(graded.reasons)
    assert (graded.risk is Risk.COLLECTIVE) == (told.people >= 10 or told.gathering)
    if told.minors or told.breach is Breach.CHILD_LABOUR:
        assert RANK(graded.risk) >= RANK(Risk.HIGH)


@given(TOLD, st.integers(0, 100), st.integers(0, 10**9))
def test_more_people_or_more_money_never_make_it_less_grave(
    told: ReportFacts, people: int, cents: int
) -> None:
    worse = told.model_copy(
        update={"people": told.people + people, "owed_cents": (told.owed_cents or 0) + cents}
    )
    assert RANK(grade(worse, RULE).risk) >= RANK(grade(told, RULE).risk)


def test_line_goes_by_lane_and_within_a_lane_by_risk() -> None:
    gathering = facts(gathering=True, breach=Breach.OVERTIME)
    minors = facts(minors=True)
    wages, overtime = facts(), facts(breach=Breach.OVERTIME)
    line = [
        (gathering, Risk.COLLECTIVE),
        (minors, Risk.HIGH),
        (wages, Risk.COLLECTIVE),
        (wages, Risk.HIGH),
        (wages, Risk.RAISED),
        (wages, Risk.ORDINARY),
        (overtime, Risk.COLLECTIVE),
        (overtime, Risk.ORDINARY),
    ]
    places = [place_in_line(told, risk) for told, risk in line]
    assert places == sorted(set(places))
