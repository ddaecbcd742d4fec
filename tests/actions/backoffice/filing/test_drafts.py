"""Drafts: begun by anybody in a conversation, filled in step by step, kept for a week, theirs alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.filing.samples import (
    ANSWERS,
    DEFERRED,
    EVENT,
    PLAIN,
    PROMISED,
    Applicant,
    refusal,
)
from tests.actions.backoffice.samples import LI

JOB_PLACEMENT = "440104-job-placement"


def test_draft_is_begun_before_anybody_signs_in(visitor: Applicant) -> None:
    draft = visitor.opens(PROMISED)
    assert (draft["state"], draft["version"], draft["signed_in"]) == ("draft", 1, False)
    assert [item["code"] for item in draft["items"]] == [PROMISED]
    assert draft["materials"] == {"identity-card": "shared"}
    assert visitor.done("GET", f"/applications/{draft['id']}") == draft


def test_items_of_a_life_event_have_one_form(visitor: Applicant) -> None:
    draft = visitor.opens(PROMISED, DEFERRED)
    form = draft["form"]
    assert [field["code"] for field in form["fields"]] == ["name", "identity-number", "left-on"]
    assert [condition["code"] for condition in form["conditions"]] == ["unemployed"]
    assert {material["code"]: material["items"] for material in form["materials"]} == {
        "identity-card": [PROMISED, DEFERRED],
        "leaving-proof": [PROMISED],
        "photo": [DEFERRED],
        "bank-card": [DEFERRED],
    }


@pytest.mark.parametrize(
    ("items", "life_event", "code", "said"),
    [
        ([PLAIN, DEFERRED], None, "answer_invalid", "同一个“一件事”"),
        ([PLAIN, PLAIN], EVENT, "answer_invalid", "只用选一次"),
        ([PLAIN, "440104-hard-to-employ"], EVENT, "answer_invalid", "测试一件事”里没有“就业困难人员认定"),
        ([PLAIN], "440104-nothing", "answer_invalid", "没有这个“一件事”"),
        (["440104-nothing"], None, "item_unknown", "没有这个事项"),
        ([JOB_PLACEMENT], None, "step_refused", "“职业介绍”不用申请"),
    ],
)
def test_items_that_do_not_go_together_are_refused_in_plain_words(
    visitor: Applicant, items: list[str], life_event: str | None, code: str, said: str
) -> None:
    opening = {**visitor.opening(*items), "life_event": life_event}
    refused, message = refusal(visitor.tried("POST", "/applications", opening))
    assert (refused, said in message) == (code, True)


def test_answers_are_brought_into_form_and_can_be_taken_back(visitor: Applicant) -> None:
    draft = visitor.opens(PROMISED)
    draft = visitor.changes(draft, answers={"left-on": "2026年9月30日", "unemployed": "yes"}, step="left-on")
    assert draft["answers"] == {"left-on": "2026-09-30", "unemployed": "yes"}
    assert (draft["version"], draft["step"]) == (2, "left-on")
    draft = visitor.changes(draft, answers={"left-on": None})
    assert (draft["answers"], draft["step"]) == ({"unemployed": "yes"}, "left-on")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"left-on": "那天"}, "没看明白是哪一天"),
        ({"unemployed": "大概"}, "请回答“是”或者“不是”"),
        ({"shoe-size": "42"}, "没有要填“shoe-size”的地方"),
        ({"identity-number": "110105194912310021"}, "有一位写错了"),
    ],
)
def test_answer_that_cannot_be_taken_changes_nothing(
    visitor: Applicant, answers: dict[str, str], said: str
) -> None:
    draft = visitor.opens(PROMISED)
    code, message = refusal(visitor.tries_to_change(draft, answers=answers))
    assert (code, said in message) == ("answer_invalid", True)
    assert visitor.done("GET", f"/applications/{draft['id']}") == draft


@pytest.mark.parametrize(
    ("materials", "said"),
    [
        ({"leaving-proof": "later"}, "“离职证明”不能以后再补"),
        ({"leaving-proof": "promised"}, "“离职证明”不能用承诺代替"),
        ({"leaving-proof": "shared"}, "“离职证明”系统查不到"),
        ({"photo": "later"}, "没有“photo”这份材料"),
    ],
)
def test_material_comes_only_in_the_ways_that_the_item_allows(
    visitor: Applicant, materials: dict[str, str], said: str
) -> None:
    response = visitor.tries_to_change(visitor.opens(PROMISED), materials=materials)
    assert refusal(response)[0] == "answer_invalid"
    assert said in refusal(response)[1]


def test_material_cannot_follow_on_a_day_that_is_not_known(visitor: Applicant, clock: MovedClock) -> None:
    clock.move(days=36)
    draft = visitor.opens(DEFERRED)
    code, message = refusal(visitor.tries_to_change(draft, materials={"photo": "later"}))
    assert (code, "放假安排还没有公布" in message) == ("answer_invalid", True)


def test_choosing_the_commitment_leaves_only_what_it_does_not_replace(visitor: Applicant) -> None:
    draft = visitor.changes(visitor.opens(PROMISED), commitment=True)
    assert draft["materials"] == {"identity-card": "shared", "leaving-proof": "promised"}
    draft = visitor.changes(draft, materials={"leaving-proof": "promised"})
    draft = visitor.changes(draft, commitment=False)
    assert (draft["commitment"], draft["materials"]) == (False, {"identity-card": "shared"})
    draft = visitor.changes(draft, commitment=True, materials={"leaving-proof": "handed_in"})
    assert draft["materials"]["leaving-proof"] == "handed_in"


def test_commitment_is_not_offered_where_no_item_allows_it(visitor: Applicant) -> None:
    draft = visitor.opens(PLAIN)
    assert draft["form"]["commitment_offered"] is False
    assert "不能用承诺的方式办" in draft["form"]["commitment_refused"]
    assert refusal(visitor.tries_to_change(draft, commitment=True))[0] == "commitment_refused"


def test_two_writers_do_not_overwrite_each_other(visitor: Applicant) -> None:
    draft = visitor.opens(PROMISED)
    visitor.changes(draft, step="a")
    assert refusal(visitor.tries_to_change(draft, step="b"))[0] == "version_conflict"


def test_draft_is_reached_only_from_its_conversation(visitor: Applicant, counter: Counter) -> None:
    draft = visitor.changes(visitor.opens(PROMISED), answers=ANSWERS)
    for stranger in (Applicant(counter, subject=None), Applicant(counter, subject="wang")):
        path = f"/applications/{draft['id']}"
        for response in (
            stranger.tried("GET", path),
            stranger.tried("GET", f"{path}/commitment"),
            stranger.tries_to_change(draft, step="a"),
            stranger.tried("DELETE", path),
        ):
            assert refusal(response)[0] == "application_unknown"
        assert stranger.done("GET", "/applications")["applications"] == []
    [found] = visitor.done("GET", "/applications")["applications"]
    assert found["id"] == draft["id"]


def test_conversation_may_stand_in_the_query(visitor: Applicant, counter: Counter) -> None:
    draft = visitor.opens(PROMISED)
    asked = counter.get(f"/applications?conversation_id={visitor.conversation}").json()
    assert [one["id"] for one in asked["applications"]] == [draft["id"]]
    one = counter.get(f"/applications/{draft['id']}?conversation_id={visitor.conversation}")
    assert one.json() == draft


def test_after_the_sign_in_the_draft_is_the_persons_on_every_channel(
    visitor: Applicant, counter: Counter
) -> None:
    draft = visitor.opens(PROMISED)
    li_here = replace(visitor, subject="li")
    draft = li_here.changes(draft, answers=ANSWERS)
    assert draft["signed_in"] is True
    li_elsewhere = Applicant(counter, subject="li")
    [found] = li_elsewhere.done("GET", "/applications")["applications"]
    assert found["answers"]["left-on"] == "2026-09-30"
    moved = li_elsewhere.changes(found, conversation_id=li_elsewhere.conversation, channel="wechat")
    assert (moved["conversation_id"], moved["channel"]) == (li_elsewhere.conversation, "wechat")


def test_without_the_sign_in_nothing_personal_is_shown(visitor: Applicant) -> None:
    draft = replace(visitor, subject="li").changes(visitor.opens(PROMISED), answers=ANSWERS)
    response = visitor.tried("GET", f"/applications/{draft['id']}")
    assert refusal(response)[0] == "citizen_unknown"
    assert LI["name"] not in response.text
    assert visitor.done("GET", "/applications")["applications"] == []


def test_record_fills_in_what_it_knows_and_the_number_is_masked(li: Applicant) -> None:
    draft = li.opens(PROMISED)
    assert draft["answers"] == {"name": LI["name"], "identity-number": "110105********002X"}
    draft = li.changes(draft, answers={"identity-number": "440104197403160004"})
    assert draft["answers"]["identity-number"] == "440104********0004"


def test_the_database_holds_no_answer_in_plain(li: Applicant, app: FastAPI) -> None:
    li.changes(li.opens(PROMISED), answers={**ANSWERS, "name": "阿依古丽", "identity-number": WRITTEN})
    with app.state.office.engine.connect() as connection:
        rows = [
            row
            for table in ("backoffice_applications", "backoffice_writes", "backoffice_audit")
            for row in connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        ]
    stored = "".join(str(value) for row in rows for value in row)
    assert not any(secret in stored for secret in (WRITTEN, "阿依古丽", LI["identity_number"]))


WRITTEN = "440104197403160004"


def test_draft_expires_a_week_after_its_last_change_and_nothing_of_it_is_kept(
    li: Applicant, clock: MovedClock, app: FastAPI
) -> None:
    draft = li.opens(PROMISED)
    clock.move(days=6)
    draft = li.changes(draft, answers=ANSWERS)
    assert datetime.fromisoformat(draft["expires_at"]) == clock.now() + timedelta(days=7)
    clock.move(days=7)
    [expired] = li.done("GET", "/applications")["applications"]
    assert (expired["state"], "left-on" in expired["answers"]) == ("expired", False)
    code, message = refusal(li.tries_to_change(draft, step="a"))
    assert (code, "已经过期" in message) == ("step_refused", True)
    assert li.counter.post("/sweeps").json()["expired"] == [draft["id"]]
    with app.state.office.engine.connect() as connection:
        assert connection.scalar(text("SELECT answers FROM backoffice_applications")) is None
    assert li.done("GET", f"/applications/{draft['id']}")["state"] == "expired"
    assert li.counter.post("/sweeps").json()["expired"] == []


def test_notice_of_an_expired_draft_stays_until_it_is_discarded(
    visitor: Applicant, clock: MovedClock
) -> None:
    draft = visitor.opens(PROMISED)
    clock.move(days=8)
    visitor.counter.post("/sweeps")
    [notice] = visitor.done("GET", "/applications")["applications"]
    assert (notice["id"], notice["state"]) == (draft["id"], "expired")
    visitor.done("DELETE", f"/applications/{draft['id']}")
    assert visitor.done("GET", "/applications")["applications"] == []


def test_discarded_draft_is_gone_with_its_answers(li: Applicant) -> None:
    draft = li.fills_in(PROMISED)
    discarded = li.done("DELETE", f"/applications/{draft['id']}")
    assert (discarded["state"], "left-on" in discarded["answers"]) == ("discarded", False)
    code, message = refusal(li.tries_to_change({**draft, "version": 3}, step="a"))
    assert (code, "已经不要了" in message) == ("step_refused", True)


def test_draft_keeps_the_version_of_the_item_that_it_was_begun_with(li: Applicant) -> None:
    draft = li.opens(PLAIN)
    changed = {**draft["items"][0], "name": "换了名字的事项"}
    li.counter.put(f"/items/{PLAIN}", changed, staff="clerk.wong", headers={"If-Match": '"1"'})
    kept = li.done("GET", f"/applications/{draft['id']}")["items"][0]
    assert (kept["version"], kept["name"]) == (1, "plain事项")
    assert li.opens(PLAIN)["items"][0]["version"] == 2


def test_nobody_opens_drafts_without_end(visitor: Applicant) -> None:
    for _ in range(20):
        visitor.opens(PLAIN)
    code, message = refusal(visitor.tried("POST", "/applications", visitor.opening(PLAIN)))
    assert (code, "20份" in message) == ("step_refused", True)
