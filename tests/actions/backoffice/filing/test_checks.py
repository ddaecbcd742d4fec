"""Checks after the decision: drawn, done, and what a false promise leads to."""

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.writes import WriteSession
from actions.wire.catalogue import CheckScope, ServiceItem
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.samples import ITEMS, PROMISED, Applicant, Clerk, refusal, story

FALSE = {"truthful": False, "finding": "离职日期不对。", "recover_cents": 120050}
TRUE = {"truthful": True, "finding": "和社保记录一样。"}


def check_by(app: FastAPI, scope: CheckScope, percent: int = 0) -> None:
    """Another version of the item with a commitment."""
    office = app.state.office
    item = next(item for item in ITEMS if item.code == PROMISED)
    assert item.commitment is not None
    terms = item.commitment.model_copy(update={"check_scope": scope, "sampled_percent": percent})
    changed = ServiceItem.model_validate({**item.model_dump(), "version": 2, "commitment": terms})

    def work(session: WriteSession) -> None:
        office.catalogue.replace(session.connection, changed, by="test", at=session.now)

    office.writer.run("system", work)


def to_check(counter: Counter) -> list[str]:
    cases = counter.get("/checks", staff="clerk.wong").json()["cases"]
    return [case["number"] for case in cases]


def test_case_that_rests_on_a_promise_is_drawn_and_its_citizen_told(
    li: Applicant, clerk: Clerk, counter: Counter
) -> None:
    case = clerk.grants(li.promises())
    assert to_check(counter) == [case["number"]]
    assert case["timeline"][-1]["text"] == "按照约定，之后会再核对您承诺的内容。"
    assert counter.post("/sweeps").json()["to_check"] == [case["number"]]


def test_cases_without_a_promise_and_refused_ones_are_not_drawn(
    li: Applicant, clerk: Clerk, counter: Counter
) -> None:
    plain = clerk.grants(li.files_plain())
    refused = clerk.does(li.promises(), "decision", outcome="refused", reasons=["不符合。"])
    assert to_check(counter) == []
    assert "没有用承诺" in refusal(clerk.tries(plain, "check", **TRUE))[1]
    assert "没有批准" in refusal(clerk.tries(refused, "check", **TRUE))[1]


def test_true_promise_leaves_the_case_checked(li: Applicant, clerk: Clerk, counter: Counter) -> None:
    checked = clerk.does(clerk.grants(li.promises()), "check", **TRUE)
    assert (checked["state"], checked["state_name"]) == ("checked", "已核查")
    assert checked["timeline"][-1]["text"] == "核对过了，和您承诺的一样。"
    assert to_check(counter) == []


def test_false_promise_revokes_recovers_and_goes_on_record(
    li: Applicant, clerk: Clerk, app: FastAPI, counter: Counter
) -> None:
    case = clerk.does(clerk.grants(li.promises()), "check", **FALSE)
    assert story(case) == ["submitted", "accepted", "decided", "revoked"]
    assert case["timeline"][-1]["text"] == (
        "核对发现和您承诺的不一样：离职日期不对。原来的决定撤销了。已经发的1200.50元要退回。"
    )
    assert li.done("GET", "/people/me")["may_promise"] is False
    assert to_check(counter) == []
    with app.state.office.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM backoffice_checks")).one()
    assert (row.truthful, row.recover_cents, row.checked_by) == (0, 120050, "黄科员")
    assert FALSE["finding"].encode() not in row.finding  # type: ignore[attr-defined]


def test_check_that_was_passed_may_still_turn_out_false(li: Applicant, clerk: Clerk) -> None:
    checked = clerk.does(clerk.grants(li.promises()), "check", **TRUE)
    assert clerk.does(checked, "check", **FALSE)["state"] == "revoked"


def test_nothing_is_checked_before_the_decision(li: Applicant, clerk: Clerk) -> None:
    case = li.promises()
    for result in (TRUE, FALSE):
        assert refusal(clerk.tries(case, "check", **result))[0] == "step_refused"
    assert li.done("GET", "/people/me")["may_promise"] is True


def test_money_is_recovered_only_after_a_false_promise(li: Applicant, clerk: Clerk) -> None:
    case = clerk.grants(li.promises())
    assert refusal(clerk.tries(case, "check", **TRUE, recover_cents=1))[0] == "answer_invalid"


@pytest.mark.parametrize("scope", [CheckScope.NONE, CheckScope.SAMPLED])
def test_what_is_not_drawn_may_still_be_checked(
    li: Applicant, clerk: Clerk, counter: Counter, app: FastAPI, scope: CheckScope
) -> None:
    check_by(app, scope)
    case = clerk.grants(li.promises())
    assert to_check(counter) == []
    assert clerk.does(case, "check", **TRUE)["state"] == "checked"


def test_sample_is_drawn_from_the_number_alone(
    li: Applicant, clerk: Clerk, counter: Counter, app: FastAPI
) -> None:
    check_by(app, CheckScope.SAMPLED, 20)
    numbers = [clerk.grants(li.promises())["number"] for _ in range(6)]
    assert numbers[0] == "YX20261122-000001"
    assert to_check(counter) == ["YX20261122-000004", "YX20261122-000005"]


def test_who_once_promised_falsely_is_always_checked(
    li: Applicant, clerk: Clerk, counter: Counter, app: FastAPI
) -> None:
    clerk.does(clerk.grants(li.promises()), "check", **FALSE)
    counter.post("/people/li/repair", {"by": "黄科员", "reason": "钱已经退回。"}, staff="clerk.wong")
    check_by(app, CheckScope.SAMPLED, 0)
    assert to_check(counter) == []
    case = clerk.grants(li.promises())
    assert to_check(counter) == [case["number"]]
