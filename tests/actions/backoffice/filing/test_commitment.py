"""The commitment: read before it is chosen, signed as it was shown, by the person alone."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from tests.actions.backoffice.filing.samples import (
    DEFERRED,
    PLAIN,
    PROMISED,
    WANG,
    Applicant,
    Clerk,
    refusal,
    story,
)


def rows(app: FastAPI, table: str) -> list[dict[str, Any]]:
    with app.state.office.engine.connect() as connection:
        found = connection.execute(text(f"SELECT * FROM backoffice_{table}"))  # noqa: S608
        return [dict(row._mapping) for row in found]


def promise_falsely(li: Applicant, clerk: Clerk) -> dict[str, Any]:
    case = clerk.grants(li.promises())
    return clerk.does(case, "check", truthful=False, finding="离职日期不对。", recover_cents=120050)


def test_notice_names_all_that_must_be_told(visitor: Applicant) -> None:
    draft = visitor.opens(PROMISED)
    shown = visitor.done("GET", f"/applications/{draft['id']}/commitment")
    notice = "".join(shown["notice"])
    for told in (
        "“promised事项”可以用承诺代替证明",
        "不承诺的，照样可以交证明",
        "离职证明",
        "您已经离开原来的单位",
        "某项规定",
        "本人在网上签名",
        "撤销决定；钱要退回来",
        "某个办事处",
        "不会公示",
        "【演示数据】",
    ):
        assert told in notice
    assert "这是我本人自愿的承诺。" in shown["promise"]
    assert not any("。。" in line for line in (*shown["notice"], *shown["promise"]))


def test_hash_is_of_the_lines_that_are_shown(visitor: Applicant) -> None:
    draft = visitor.opens(PROMISED)
    shown = visitor.done("GET", f"/applications/{draft['id']}/commitment")
    lines = "\n".join([*shown["notice"], *shown["promise"]])
    assert shown["hash"] == hashlib.sha256(lines.encode()).hexdigest()


def test_package_has_one_text_that_names_only_items_with_a_commitment(visitor: Applicant) -> None:
    draft = visitor.opens(PROMISED, DEFERRED)
    shown = visitor.done("GET", f"/applications/{draft['id']}/commitment")
    assert "办“promised事项”要的条件，我都符合。" in shown["promise"]
    assert shown["version"] == f"1:{PROMISED}@1"


def test_signing_binds_text_version_hash_time_channel_and_person(li: Applicant, app: FastAPI) -> None:
    case = li.promises()
    [promise] = rows(app, "promises")
    [words] = rows(app, "promise_texts")
    assert (promise["case_number"], promise["subject"], promise["channel"]) == (case["number"], "li", "web")
    assert promise["text_hash"] == words["hash"] == hashlib.sha256(words["text"].encode()).hexdigest()
    assert words["version"] == f"1:{PROMISED}@1"
    assert promise["signed_at"]
    assert case["modes"] == ["commitment"]


@pytest.mark.parametrize("change", [{"text_hash": "0" * 64}, {"text_version": "0:other@1"}])
def test_other_text_than_the_one_shown_is_not_signed(li: Applicant, change: dict[str, str]) -> None:
    draft = li.fills_in(PROMISED, commitment=True)
    code, message = refusal(li.tries_to_submit(draft, {**li.signature(draft), **change}))
    assert (code, "内容有变化" in message) == ("commitment_refused", True)
    assert li.submits(draft, li.signature(draft))["state"] == "submitted"


def test_chosen_commitment_must_be_signed(li: Applicant) -> None:
    draft = li.fills_in(PROMISED, commitment=True)
    assert "再签名" in refusal(li.tries_to_submit(draft))[1]


def test_who_did_not_choose_it_signs_nothing(li: Applicant) -> None:
    draft = li.fills_in(PROMISED, materials={"leaving-proof": "handed_in"})
    assert "不用签承诺书" in refusal(li.tries_to_submit(draft, li.signature(draft)))[1]


def test_ordinary_way_stays_open(li: Applicant) -> None:
    draft = li.fills_in(PROMISED, commitment=False, materials={"leaving-proof": "handed_in"})
    [case] = li.submits(draft)["cases"]
    assert (case["state"], case["modes"]) == ("accepted", [])


def test_nobody_promises_for_somebody_else_but_a_guardian(li: Applicant, app: FastAPI) -> None:
    draft = li.fills_in(PROMISED, commitment=True)
    draft = li.changes(draft, answers={"identity-number": WANG["identity_number"]})
    code, message = refusal(li.tries_to_submit(draft, li.signature(draft)))
    assert (code, "监护人" in message) == ("commitment_refused", True)
    filed = li.submits(draft, li.signature(draft, by_guardian_of=WANG["name"]))
    assert filed["state"] == "submitted"
    [promise] = rows(app, "promises")
    assert WANG["name"].encode() not in promise["guardian_of"]


def test_false_promise_on_record_leaves_the_ordinary_way(li: Applicant, clerk: Clerk) -> None:
    promise_falsely(li, clerk)
    draft = li.opens(PROMISED)
    assert draft["form"]["commitment_offered"] is False
    assert "普通方式交材料" in draft["form"]["commitment_refused"]
    assert refusal(li.tries_to_change(draft, commitment=True))[0] == "commitment_refused"
    assert refusal(li.tried("GET", f"/applications/{draft['id']}/commitment"))[0] == "commitment_refused"
    draft = li.fills_in(PROMISED, commitment=False, materials={"leaving-proof": "handed_in"})
    assert li.submits(draft)["state"] == "submitted"


def test_choice_made_before_the_sign_in_is_asked_anew_where_the_record_refuses_it(
    li: Applicant, clerk: Clerk, visitor: Applicant
) -> None:
    promise_falsely(li, clerk)
    draft = visitor.changes(visitor.opens(PROMISED), commitment=True)
    assert draft["materials"]["leaving-proof"] == "promised"
    draft = replace(visitor, subject="li").changes(draft, step="mode")
    assert (draft["commitment"], draft["materials"]) == (None, {"identity-card": "shared"})


def test_false_promise_that_is_found_between_filling_in_and_signing_stops_it(
    li: Applicant, clerk: Clerk
) -> None:
    draft = li.fills_in(PROMISED, commitment=True)
    signature = li.signature(draft)
    promise_falsely(li, clerk)
    code, _ = refusal(li.tries_to_submit(draft, signature))
    assert code in {"answers_incomplete", "commitment_refused"}


def test_repaired_record_may_promise_again(li: Applicant, clerk: Clerk) -> None:
    promise_falsely(li, clerk)
    repair = {"by": "黄科员", "reason": "钱已经退回。"}
    assert li.counter.post("/people/li/repair", repair, staff="clerk.wong").is_success
    assert li.promises()["modes"] == ["commitment"]


def test_promise_taken_back_before_the_decision_leads_to_the_ordinary_way(
    li: Applicant, clerk: Clerk
) -> None:
    case = li.promises()
    ordinary = li.steps(case, "promise-withdrawal").json()
    assert (ordinary["state"], ordinary["modes"]) == ("material_due", [])
    assert ordinary["missing"] == [{"code": "leaving-proof", "name": "离职证明", "due_on": "2026-12-06"}]
    assert ordinary["next_step"] == "请交离职证明（12月6日前交）。"
    assert (case["due_on"], ordinary["due_on"]) == ("2026-12-04", None)
    assert refusal(li.steps(ordinary, "promise-withdrawal"))[0] == "step_refused"
    complete = li.steps(ordinary, "materials", materials=["leaving-proof"]).json()
    assert (complete["state"], complete["due_on"]) == ("accepted", "2026-12-04")
    granted = clerk.grants(complete)
    assert story(granted) == ["submitted", "accepted", "material_due", "accepted", "decided"]
    assert refusal(clerk.tries(granted, "check", truthful=True, finding="属实。"))[0] == "step_refused"


def test_promise_is_not_taken_back_after_the_decision(li: Applicant, clerk: Clerk) -> None:
    granted = clerk.grants(li.promises())
    code, message = refusal(li.steps(granted, "promise-withdrawal"))
    assert (code, "“已办结”" in message) == ("step_refused", True)


def test_case_without_a_promise_has_none_to_take_back(li: Applicant) -> None:
    assert "没有用承诺的方式" in refusal(li.steps(li.files_plain(), "promise-withdrawal"))[1]


def test_plain_item_shows_no_text(li: Applicant) -> None:
    draft = li.opens(PLAIN)
    assert refusal(li.tried("GET", f"/applications/{draft['id']}/commitment"))[0] == "commitment_refused"
