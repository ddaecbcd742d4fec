"""Submitting: nothing missing, one case for each item, accepted at once, with the day it is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.actions.backoffice.filing.moved_clock import SUNDAY, MovedClock
from tests.actions.backoffice.filing.samples import (
    ANSWERS,
    DEFERRED,
    EVENT,
    PLAIN,
    PROMISED,
    Applicant,
    refusal,
    story,
)


def test_plain_application_becomes_an_accepted_case_with_number_and_day(li: Applicant) -> None:
    filed = li.submits(li.fills_in(PLAIN, materials={"form": "handed_in"}))
    [case] = filed["cases"]
    assert (filed["state"], filed["number"]) == ("submitted", "YX20261122-000001")
    assert (case["number"], case["common_number"]) == ("YX20261122-000001", None)
    assert (case["state"], case["state_name"]) == ("accepted", "办理中")
    assert (case["due_on"], case["due_note"]) == ("2026-12-18", "20个工作日办好。")
    assert [entry["text"] for entry in case["timeline"]] == ["收到了您的申请。", "受理了，12月18日前办好。"]
    assert case["next_step"] == "您不用做什么，等结果就行。"


def test_package_becomes_a_case_for_each_item_under_a_common_number(li: Applicant) -> None:
    draft = li.fills_in(
        PROMISED,
        DEFERRED,
        PLAIN,
        commitment=True,
        materials={"photo": "later", "bank-card": "handed_in", "form": "handed_in"},
    )
    filed = li.submits(draft, li.signature(draft))
    numbers = [case["number"] for case in filed["cases"]]
    assert numbers == [f"YX20261122-{n:06d}" for n in (2, 3, 4)]
    assert {case["common_number"] for case in filed["cases"]} == {filed["number"]} == {"YX20261122-000001"}
    assert [case["life_event"] for case in filed["cases"]] == [EVENT] * 3
    assert [case["modes"] for case in filed["cases"]] == [["commitment"], ["deferred_material"], []]
    assert [case["due_on"] for case in filed["cases"]] == ["2026-12-04", None, "2026-12-18"]
    together = li.done("GET", f"/cases?common_number={filed['number']}")
    assert together["cases"] == filed["cases"]


def test_numbers_count_up_from_one_every_day(li: Applicant, clock: MovedClock) -> None:
    first, second = li.files_plain(), li.files_plain()
    clock.move(days=1)
    assert [first["number"], second["number"], li.files_plain()["number"]] == [
        "YX20261122-000001",
        "YX20261122-000002",
        "YX20261123-000001",
    ]


def test_submitting_needs_somebody_signed_in(visitor: Applicant) -> None:
    draft = visitor.fills_in(PLAIN, materials={"form": "handed_in"})
    assert refusal(visitor.tries_to_submit(draft))[0] == "citizen_unknown"


def test_who_signs_in_to_submit_owns_what_was_filled_in_before(visitor: Applicant) -> None:
    draft = visitor.fills_in(PLAIN, materials={"form": "handed_in"})
    filed = replace(visitor, subject="li").submits(draft)
    assert filed["answers"]["identity-number"] == "110105********002X"


def test_citizen_whom_the_office_does_not_know_is_told_so(visitor: Applicant) -> None:
    draft = visitor.fills_in(PLAIN, materials={"form": "handed_in"})
    assert refusal(replace(visitor, subject="nobody").tries_to_submit(draft))[0] == "person_unknown"


def test_what_is_missing_is_named(li: Applicant) -> None:
    draft = li.opens(PLAIN)
    assert "您现在没有工作，对吗？" in refusal(li.tries_to_submit(draft))[1]
    draft = li.changes(draft, answers={"unemployed": "yes"})
    assert "离职日期" in refusal(li.tries_to_submit(draft))[1]
    draft = li.changes(draft, answers=ANSWERS)
    assert "申请表" in refusal(li.tries_to_submit(draft))[1]
    assert refusal(li.tries_to_submit(draft))[0] == "answers_incomplete"


def test_who_does_not_meet_a_condition_is_told_in_the_items_words(li: Applicant) -> None:
    draft = li.changes(li.opens(PLAIN), answers={"unemployed": "no"})
    assert refusal(li.tries_to_submit(draft)) == ("not_eligible", "有工作的不能办。")


def test_what_was_submitted_is_not_submitted_or_changed_again(li: Applicant) -> None:
    draft = li.fills_in(PLAIN, materials={"form": "handed_in"})
    filed = li.submits(draft)
    for response in (
        li.tries_to_submit(draft),
        li.tries_to_submit(filed),
        li.tries_to_change(filed, step="a"),
        li.tried("DELETE", f"/applications/{draft['id']}"),
    ):
        code, message = refusal(response)
        assert (code, "已经提交" in message) == ("step_refused", True)
    assert len(li.done("GET", "/cases")["cases"]) == 1


def test_submitting_twice_with_the_same_key_files_once_and_answers_alike(li: Applicant) -> None:
    draft = li.fills_in(PLAIN, materials={"form": "handed_in"})
    first, second = (li.tries_to_submit(draft, key="once") for _ in range(2))
    assert first.content == second.content
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(li.done("GET", "/cases")["cases"]) == 1


def test_somebody_elses_draft_is_not_submitted(li: Applicant, wang: Applicant) -> None:
    draft = li.fills_in(PLAIN, materials={"form": "handed_in"})
    assert refusal(wang.tries_to_submit(draft))[0] == "application_unknown"


def test_material_that_follows_is_listed_once_with_its_last_day(li: Applicant) -> None:
    case = li.files_deferred(later=("photo", "bank-card"))
    assert case["state"] == "material_due"
    assert case["missing"] == [
        {"code": "photo", "name": "照片", "due_on": "2026-11-27"},
        {"code": "bank-card", "name": "收款卡的照片", "due_on": "2026-12-04"},
    ]
    assert case["next_step"] == "请交照片（11月27日前交）、收款卡的照片（12月4日前交）。"
    assert (case["due_on"], case["due_note"]) == (None, "2个工作日办好。从材料交齐那天算起。")
    assert story(case) == ["submitted", "accepted", "material_due"]


@pytest.mark.parametrize(
    ("accepted_on", "due_on", "said"),
    [
        ("2026-02-13", "2026-03-19", "3月19日前办好"),
        ("2026-04-30", "2026-06-01", "6月1日前办好"),
        ("2026-09-18", "2026-10-22", "10月22日前办好"),
    ],
)
def test_day_is_counted_over_holidays_and_make_up_days(
    li: Applicant, clock: MovedClock, accepted_on: str, due_on: str, said: str
) -> None:
    clock.moment = SUNDAY - timedelta(days=(SUNDAY.date() - date.fromisoformat(accepted_on)).days)
    case = li.files_plain()
    assert case["due_on"] == due_on
    assert said in case["timeline"][-1]["text"]


def test_unknown_year_gives_no_day_and_says_why(li: Applicant, clock: MovedClock) -> None:
    clock.move(days=30)
    case = li.files_plain()
    assert case["due_on"] is None
    assert case["due_note"].startswith("20个工作日办好。后面的放假安排还没有公布")
    assert case["timeline"][-1]["text"] == f"受理了。{case['due_note']}"
