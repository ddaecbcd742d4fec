"""Wishes to be called and messages left: kept, masked, taken up by one, done, and told."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.reports.samples import Reporter, everything_stored, notices, refusal

WISH: dict[str, Any] = {"phone": "13800138000", "words": "想问社保。", "region": "440104", "channel": "web"}
FIRST = "HD20261122-000001"


def asks(reporter: Reporter, **changes: Any) -> dict[str, Any]:
    return reporter.done("POST", "/callbacks", {**WISH, **changes})


def steps(
    counter: Counter, callback: dict[str, Any], act: str, *, by: str = "clerk.wong", note: str = ""
) -> httpx.Response:
    body = {"version": callback["version"], "act": act, "note": note}
    return counter.post(f"/staff/callbacks/{callback['number']}/steps", body, staff=by)


def to_do(counter: Counter) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = counter.get("/staff/callbacks", staff="clerk.wong").json()["callbacks"]
    return found


def test_wish_is_kept_with_a_number_and_read_masked(counter: Counter, visitor: Reporter) -> None:
    wish = asks(visitor)
    assert (wish["number"], wish["state"], wish["phone"]) == (FIRST, "open", "138****8000")
    assert visitor.done("GET", "/callbacks")["callbacks"] == [wish]
    assert Reporter(counter).done("GET", "/callbacks") == {"callbacks": []}
    [seen] = to_do(counter)
    assert seen == {**wish, "phone": WISH["phone"]}


def test_message_needs_no_number_and_a_wish_no_words(visitor: Reporter) -> None:
    assert asks(visitor, phone=None)["phone"] is None
    assert asks(visitor, words="")["words"] == ""
    empty = visitor.tried("POST", "/callbacks", {**WISH, "phone": None, "words": " "})
    assert refusal(empty) == ("answer_invalid", "请留下要回电的手机号，或者要说的话。")


def test_wish_of_somebody_signed_in_is_theirs_in_every_conversation(counter: Counter, li: Reporter) -> None:
    wish = asks(li)
    assert Reporter(counter, subject="li").done("GET", "/callbacks")["callbacks"] == [wish]
    signed_out = Reporter(counter, conversation=li.conversation)
    assert signed_out.done("GET", "/callbacks") == {"callbacks": []}


def test_nobody_in_particular_has_no_list(counter: Counter) -> None:
    nobody = Reporter(counter, conversation=None)
    asks(nobody)
    assert refusal(nobody.tried("GET", "/callbacks"))[0] == "citizen_unknown"


def test_wish_is_taken_up_and_done_and_its_conversation_hears_of_it(
    counter: Counter, visitor: Reporter
) -> None:
    taken = steps(counter, asks(visitor), "take").json()
    assert (taken["state"], taken["taken_by"]) == ("taken", "clerk.wong")
    done = steps(counter, taken, "done", note="已经回电，说清楚了。").json()
    assert (done["state"], done["result"], done["taken_by"]) == ("done", "已经回电，说清楚了。", "clerk.wong")
    assert to_do(counter) == []
    assert [(one["text"], one["topic"]) for one in notices(counter)] == [
        (f"您登记的{FIRST}，工作人员已经在处理了。", "handoff"),
        (f"您登记的{FIRST}处理好了：已经回电，说清楚了。", "handoff"),
    ]
    assert refusal(steps(counter, done, "done"))[0] == "step_refused"


def test_two_who_take_it_up_one_wins_and_the_other_hears_who(counter: Counter, visitor: Reporter) -> None:
    wish = asks(visitor)
    assert steps(counter, wish, "take").is_success
    refused = steps(counter, wish, "take", by="clerk.chan")
    assert refusal(refused) == ("step_refused", "这条登记已经由clerk.wong接手了。")


def test_nothing_is_done_that_nobody_has_taken_up(counter: Counter, visitor: Reporter) -> None:
    assert refusal(steps(counter, asks(visitor), "done")) == ("step_refused", "请先接手，再办结。")


def test_who_read_an_older_version_changes_nothing(counter: Counter, visitor: Reporter) -> None:
    wish = asks(visitor)
    steps(counter, wish, "take")
    assert refusal(steps(counter, wish, "done"))[0] == "version_conflict"


def test_oldest_is_first_to_do(counter: Counter, visitor: Reporter) -> None:
    numbers = [asks(visitor)["number"] for _ in range(3)]
    assert [one["number"] for one in to_do(counter)] == numbers


def test_same_call_twice_is_one_wish(counter: Counter, visitor: Reporter) -> None:
    key = uuid4().hex
    for _ in range(2):
        visitor.done("POST", "/callbacks", WISH, key=key)
    assert len(to_do(counter)) == 1


def test_citizens_do_not_do_the_staffs_work(li: Reporter) -> None:
    number = asks(li)["number"]
    assert refusal(li.tried("GET", "/staff/callbacks"))[0] == "not_allowed"
    step = {"version": 1, "act": "take"}
    assert refusal(li.tried("POST", f"/staff/callbacks/{number}/steps", step))[0] == "not_allowed"


def test_callback_that_is_not_there(counter: Counter) -> None:
    assert refusal(steps(counter, {"number": FIRST, "version": 1}, "take"))[0] == "callback_unknown"


@pytest.mark.parametrize("phone", ["1380013800", "23800138000", "12345"])
def test_number_that_is_none_is_refused(visitor: Reporter, phone: str) -> None:
    assert visitor.tried("POST", "/callbacks", {**WISH, "phone": phone}).status_code == 422


def test_database_tells_nothing_of_number_and_words(
    app: FastAPI, counter: Counter, visitor: Reporter
) -> None:
    taken = steps(counter, asks(visitor), "take").json()
    steps(counter, taken, "done", note="问的是社保断缴")
    stored = everything_stored(app)
    for secret in (WISH["phone"], WISH["words"], "社保断缴"):
        assert secret.encode() not in stored
