"""Checks of facts, and what instant approval and entitlement make of them."""

from datetime import date
from typing import Any

import pytest

from actions.rules.entitlement import Entitlement, entitlements
from actions.rules.fact_checks import Comparison, FactCheck, Source, age, as_texts, check
from actions.rules.instant_approval import Verdict, decide
from actions.wire.cases import Outcome

TODAY = date(2026, 11, 22)


def a_check(comparison: Comparison, value: str = "", **parts: Any) -> FactCheck:
    shown = {
        "source": Source.FACT,
        "name": "thing",
        "met": "查到 {found}。",
        "unmet": "只有 {found}。",
        **parts,
    }
    return FactCheck(comparison=comparison, value=value, **shown)


def met(comparison: Comparison, found: str, value: str = "") -> bool | None:
    return check(a_check(comparison, value), facts={"thing": found}, answers={}, today=TODAY).met


@pytest.mark.parametrize(
    ("comparison", "found", "value", "expected"),
    [
        (Comparison.IS, "失业", "失业", True),
        (Comparison.IS, "在职", "失业", False),
        (Comparison.AT_LEAST, "12", "12", True),
        (Comparison.AT_LEAST, "9", "12", False),
        (Comparison.AT_LEAST, "12.5", "12", True),
        (Comparison.NOT_AFTER_TODAY, "2026-11-22", "", True),
        (Comparison.NOT_AFTER_TODAY, "2026-11-23", "", False),
        (Comparison.NOT_BEFORE_TODAY, "2026-11-22", "", True),
        (Comparison.NOT_BEFORE_TODAY, "2026-11-21", "", False),
        (Comparison.AGE_AT_LEAST, "1966-11-22", "60", True),
        (Comparison.AGE_AT_LEAST, "1966-11-23", "60", False),
    ],
)
def test_comparisons(comparison: Comparison, found: str, value: str, *, expected: bool) -> None:
    assert met(comparison, found, value) is expected


@pytest.mark.parametrize(
    ("comparison", "found"),
    [
        (Comparison.AT_LEAST, "十二"),
        (Comparison.NOT_AFTER_TODAY, "去年"),
        (Comparison.AGE_AT_LEAST, "1966"),
        (Comparison.IS, ""),
    ],
)
def test_what_cannot_be_compared_is_unknown(comparison: Comparison, found: str) -> None:
    assert met(comparison, found, "12") is None


def test_leap_day_birthday_counts_from_the_first_of_march() -> None:
    assert age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age(date(2008, 2, 29), date(2026, 3, 1)) == 18


UNEMPLOYED = a_check(Comparison.IS, "失业", name="status", met="已经{found}。", unmet="现在是{found}。")
PAID = a_check(Comparison.AT_LEAST, "12", name="months", met="交了 {found} 个月。", unmet="才 {found} 个月。")


def verdict(**facts: str) -> Verdict:
    return decide([UNEMPLOYED, PAID], facts=facts, answers={}, today=TODAY)


def test_all_checks_met_grant_with_every_reason() -> None:
    assert verdict(status="失业", months="24") == Verdict(Outcome.GRANTED, ("已经失业。", "交了 24 个月。"))


def test_one_check_unmet_refuses_with_its_reason() -> None:
    assert verdict(status="失业", months="3") == Verdict(Outcome.REFUSED, ("才 3 个月。",))


def test_what_the_rule_cannot_decide_goes_to_a_person() -> None:
    assert verdict(status="失业") == Verdict(None)
    assert verdict(status="失业", months="很多") == Verdict(None)
    assert decide([], facts={}, answers={}, today=TODAY) == Verdict(None)


def test_one_unmet_check_refuses_though_another_is_unknown() -> None:
    assert verdict(months="3").outcome is Outcome.REFUSED


def test_answers_are_not_taken_for_facts() -> None:
    told = {"status": "失业", "months": "24"}
    assert decide([UNEMPLOYED, PAID], facts={}, answers=told, today=TODAY) == Verdict(None)
    said = a_check(Comparison.IS, "失业", source=Source.ANSWER, name="status")
    assert decide([said], facts={}, answers=told, today=TODAY).outcome is Outcome.GRANTED


def test_record_entitles_to_what_its_facts_meet_and_to_nothing_unknown() -> None:
    rules = {"one": [UNEMPLOYED], "two": [UNEMPLOYED, PAID], "three": []}
    found = entitlements(rules, facts={"status": "失业"}, today=TODAY)
    assert found == [Entitlement("one", ("已经失业。",))]


def test_unmet_check_without_a_reason_is_for_a_person() -> None:
    doubtful = UNEMPLOYED.model_copy(update={"unmet": None})
    assert decide([doubtful], facts={"status": "在职"}, answers={}, today=TODAY) == Verdict(None)
    assert decide([doubtful], facts={"status": "失业"}, answers={}, today=TODAY).outcome is Outcome.GRANTED


def test_answer_is_compared_with_the_record() -> None:
    same = a_check(Comparison.IS, source=Source.ANSWER, name="company", same_as="registered_company")
    facts = {"registered_company": "演示公司"}
    for said, expected in (("演示公司", True), ("别的公司", False)):
        assert check(same, facts=facts, answers={"company": said}, today=TODAY).met is expected
    assert check(same, facts={}, answers={"company": "演示公司"}, today=TODAY).met is None


def test_facts_are_compared_as_text() -> None:
    record = {"employed": False, "months": 12, "until": date(2027, 6, 30), "unknown": None}
    assert as_texts(record) == {"employed": "false", "months": "12", "until": "2027-06-30"}
