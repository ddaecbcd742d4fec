"""Cases: read by their owner, withdrawn, completed; handled by the staff; never out of order."""

from typing import Any

import pytest

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.filing.samples import Applicant, Clerk, refusal, story

UNKNOWN = "YX20261122-999999"


def test_owner_reads_their_cases_the_latest_first(li: Applicant, wang: Applicant) -> None:
    first, second = li.files_plain(), li.files_deferred()
    wang.files_plain()
    assert [case["number"] for case in li.done("GET", "/cases")["cases"]] == [
        second["number"],
        first["number"],
    ]
    assert li.done("GET", f"/cases/{first['number']}") == first


def test_nobody_else_reads_or_moves_them(li: Applicant, wang: Applicant, counter: Counter) -> None:
    case = li.files_plain()
    assert refusal(wang.tried("GET", f"/cases/{case['number']}"))[0] == "case_unknown"
    assert refusal(counter.get(f"/cases/{case['number']}"))[0] == "citizen_unknown"
    assert refusal(counter.get("/cases"))[0] == "citizen_unknown"
    assert refusal(wang.steps(case, "withdrawal"))[0] == "case_unknown"
    assert refusal(wang.steps(case, "materials", materials=["form"]))[0] == "case_unknown"
    assert wang.done("GET", f"/cases?common_number={case['number']}")["cases"] == []
    assert counter.get(f"/cases/{case['number']}", staff="clerk.wong").json() == case


def test_number_that_is_not_there(li: Applicant, clerk: Clerk) -> None:
    assert refusal(li.tried("GET", f"/cases/{UNKNOWN}"))[0] == "case_unknown"
    assert refusal(clerk.tries({"number": UNKNOWN, "version": 1}, "return"))[0] == "case_unknown"


@pytest.mark.parametrize("step", ["acceptance", "return", "decision", "check", "revocation"])
def test_citizens_do_not_do_the_staffs_work(li: Applicant, step: str) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "decision": {"outcome": "granted", "reasons": ["想要。"]},
        "check": {"truthful": True, "finding": "属实。"},
    }
    response = li.steps(li.files_plain(), step, by="李阿姨", **bodies.get(step, {}))
    assert refusal(response)[0] == "not_allowed"


@pytest.mark.parametrize(
    ("reason", "said"), [("", "您撤回了申请。"), ("找到工作了。", "您撤回了申请：找到工作了。")]
)
def test_case_is_withdrawn_before_the_decision(li: Applicant, clerk: Clerk, reason: str, said: str) -> None:
    withdrawn = li.steps(li.files_plain(), "withdrawal", reason=reason).json()
    assert (withdrawn["state"], withdrawn["timeline"][-1]["text"]) == ("withdrawn", said)
    code, message = refusal(clerk.tries(withdrawn, "decision", outcome="granted", reasons=["好。"]))
    assert (code, "“已撤回”" in message) == ("step_refused", True)


def test_what_is_decided_is_not_withdrawn(li: Applicant, clerk: Clerk) -> None:
    assert refusal(li.steps(clerk.grants(li.files_plain()), "withdrawal"))[0] == "step_refused"


def test_who_read_an_older_version_changes_nothing(li: Applicant, clerk: Clerk) -> None:
    case = li.files_plain()
    clerk.grants(case)
    assert refusal(li.steps(case, "withdrawal"))[0] == "version_conflict"


def test_case_goes_on_when_the_last_material_is_there(li: Applicant, clock: MovedClock) -> None:
    case = li.files_deferred(later=("photo", "bank-card"))
    clock.move(days=3)
    half = li.steps(case, "materials", materials=["photo"]).json()
    assert (half["state"], [one["code"] for one in half["missing"]]) == ("material_due", ["bank-card"])
    complete = li.steps(half, "materials", materials=["bank-card"]).json()
    assert (complete["state"], complete["missing"]) == ("accepted", [])
    assert complete["due_on"] == "2026-11-27"
    assert complete["timeline"][-1]["text"] == "材料交齐了，11月27日前办好。"


def test_only_what_is_missing_is_taken(li: Applicant) -> None:
    case = li.files_deferred()
    for materials in (["bank-card"], ["photo", "passport"]):
        assert refusal(li.steps(case, "materials", materials=materials))[0] == "answer_invalid"
    assert refusal(li.steps(li.files_plain(), "materials", materials=["form"]))[0] == "step_refused"


def test_nothing_is_decided_while_something_is_missing(li: Applicant, clerk: Clerk) -> None:
    case = li.files_deferred()
    assert refusal(clerk.tries(case, "decision", outcome="granted", reasons=["好。"]))[0] == "step_refused"


def test_citizen_reads_the_decision_and_its_reasons(li: Applicant, clerk: Clerk) -> None:
    granted = clerk.grants(li.files_plain())
    assert (granted["state"], granted["outcome"], granted["reasons"]) == (
        "decided",
        "granted",
        ["符合条件。"],
    )
    assert granted["timeline"][-1]["text"] == "批准了。符合条件。"
    refused = clerk.does(li.files_plain(), "decision", outcome="refused", reasons=["材料看不清。"])
    assert refused["timeline"][-1]["text"] == "没有批准。材料看不清。"
    assert "12345" in refused["next_step"]


def test_case_is_returned_with_a_reason(li: Applicant, clerk: Clerk) -> None:
    returned = clerk.does(li.files_deferred(), "return", reason="照片看不清。")
    assert story(returned) == ["submitted", "accepted", "material_due", "returned"]
    assert returned["timeline"][-1]["text"] == "这件事退回了：照片看不清。"
    assert "重新申请" in returned["next_step"]


def test_decision_is_revoked_and_only_a_decision(li: Applicant, clerk: Clerk) -> None:
    case = li.files_plain()
    assert refusal(clerk.tries(case, "revocation"))[0] == "step_refused"
    revoked = clerk.does(clerk.grants(case), "revocation", reason="重复领取")
    assert (revoked["state"], revoked["timeline"][-1]["text"]) == (
        "revoked",
        "原来的决定撤销了：重复领取。",
    )


def test_accepted_case_is_not_accepted_again(li: Applicant, clerk: Clerk) -> None:
    assert refusal(clerk.tries(li.files_plain(), "acceptance"))[0] == "step_refused"


def test_identity_number_in_a_reason_is_masked(li: Applicant) -> None:
    withdrawn = li.steps(li.files_plain(), "withdrawal", reason="写错了110105194912310029").json()
    assert "110105194912310029" not in str(withdrawn)
