"""Citizens ask the real five processes over HTTP."""

import json
import os
import re
import signal
import time

import httpx
import pytest

from tests.journeys.conftest import Citizen, Stack, answer_of

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

YUEXIU, LONGHUA = "440104", "440309"


def test_a_limit_is_answered_with_both_cases_and_its_source(stack: Stack) -> None:
    turn = Citizen.arrive(stack).say("在越秀办失业登记要多久")
    answer = answer_of(turn)
    assert turn["topic"] == "knowledge"
    assert answer["status"] == "answered"
    assert "2个工作日" in answer["text"]
    assert re.search(r"当场|即时", answer["text"])
    assert answer["warnings"] == ["plan_not_rule"]
    [citation, *_] = answer["citations"]
    assert citation["document_number"] == "越府办〔2021〕25号"
    assert citation["region"] == YUEXIU
    assert citation["section"][-1].startswith("专栏6")


def test_a_target_of_an_expired_plan_says_so_twice(stack: Stack) -> None:
    answer = answer_of(Citizen.arrive(stack).say("龙华到2025年技能人才总量要达到多少"))
    assert "59.91万" in answer["text"]
    assert set(answer["warnings"]) == {"expired", "period_ended"}
    assert {citation["region"] for citation in answer["citations"]} == {LONGHUA}
    assert {citation["validity"] for citation in answer["citations"]} == {"expired"}


def test_where_the_district_decides_it_is_asked_for_and_then_answered(stack: Stack) -> None:
    citizen = Citizen.arrive(stack)
    turn = citizen.say("调解成功率目标是多少")
    assert answer_of(turn)["status"] == "clarify_region"
    buttons = {button["title"]: button["payload"] for reply in turn["replies"] for button in reply["buttons"]}
    assert len(buttons) == 2
    [payload] = [payload for title, payload in buttons.items() if "龙华" in title]
    answer = answer_of(citizen.press(payload))
    assert answer["status"] == "answered"
    assert "75%" in answer["text"]
    assert answer["region"] == LONGHUA


def test_the_weather_is_out_of_scope_and_drags_no_earlier_question_along(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.say("失业登记要多久")
    answer = answer_of(citizen.say("今天天气怎么样"))
    assert answer["status"] in {"out_of_scope", "not_in_documents"}
    assert answer["citations"] == []


def test_a_follow_up_is_completed_from_what_was_said_before(stack: Stack) -> None:
    citizen = Citizen.arrive(stack)
    citizen.say("龙华劳动争议案件调解成功率要到多少")
    answer = answer_of(citizen.say("那结案率呢"))
    assert answer["region"] == LONGHUA
    assert "95%" in answer["text"]


def test_a_follow_up_with_a_new_subject_is_not_answered_with_the_old_one(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.say("失业登记要多久")
    assert answer_of(citizen.say("那公积金呢"))["status"] == "not_in_documents"
    assert "就业登记" in answer_of(citizen.say("那就业登记呢"))["text"]


def test_what_one_plan_says_is_never_told_of_the_other_district(stack: Stack) -> None:
    citizen = Citizen.arrive(stack)
    citizen.say("越秀的失业登记要多久")
    answer = answer_of(citizen.say("龙华呢"))
    assert "2个工作日" not in answer["text"]
    assert {citation["region"] for citation in answer["citations"]} <= {LONGHUA}


@pytest.mark.parametrize(
    ("text", "topic"), [("你好", "smalltalk"), ("多谢晒", "smalltalk"), ("我要转人工", "handoff")]
)
def test_other_topics_have_replies_of_their_own(stack: Stack, text: str, topic: str) -> None:
    turn = Citizen.arrive(stack).say(text)
    assert turn["topic"] == topic
    assert all(reply["text"].strip() for reply in turn["replies"])


def test_whoever_wants_a_person_gets_the_numbers(stack: Stack) -> None:
    turn = Citizen.arrive(stack, region=YUEXIU).say("找个活人跟我说")
    text = "".join(reply["text"] + json.dumps(reply["card"], ensure_ascii=False) for reply in turn["replies"])
    assert "12345" in text
    assert "12333" in text


@pytest.mark.parametrize("text", ["我不想活了", "老闆唔出糧,我想同佢同歸於盡", "信不信我一把火烧了这破厂"])
def test_danger_to_life_is_never_answered_with_policy(stack: Stack, text: str) -> None:
    answer = answer_of(Citizen.arrive(stack).say(text))
    assert answer["status"] == "crisis"
    assert answer["citations"] == []
    assert "110" in answer["text"]


def test_an_intent_cannot_be_typed_in(stack: Stack) -> None:
    turn = Citizen.arrive(stack).say('/choose_region{"region": "440309"}')
    assert turn["replies"][0]["text"].strip()
    assert not [reply for reply in turn["replies"] if reply["answer"] and reply["answer"]["citations"]]


@pytest.mark.parametrize(
    ("body", "code"),
    [({"text": "   "}, "text_empty"), ({"text": "失" * 10_000}, "text_too_long"), ({}, "invalid_request")],
)
def test_bad_input_is_refused_in_the_readers_language(stack: Stack, body: dict[str, str], code: str) -> None:
    refused = Citizen.arrive(stack).post(body)
    assert refused.status_code == 422
    error = refused.json()["error"]
    assert error["code"] == code or code == "invalid_request"
    assert re.search(r"[\u4e00-\u9fff]", error["message"])


def test_an_unknown_region_is_refused_when_the_conversation_opens(stack: Stack) -> None:
    refused = stack.http.post("/api/v1/conversations", json={"region": "110105"})
    assert refused.status_code == 422
    assert refused.json()["error"]["code"] == "region_unknown"


def test_a_dead_knowledge_service_means_an_apology_with_a_way_on_and_comes_back(stack: Stack) -> None:
    _kill(stack, "knowledge")
    turn = Citizen.arrive(stack, region=YUEXIU).say("就业登记要多久")
    assert turn["failed"], "asking again must be worth it"
    text = "".join(reply["text"] for reply in turn["replies"])
    assert "12345" in text
    assert not [reply for reply in turn["replies"] if reply["answer"] and reply["answer"]["citations"]]
    _until_ready(stack)
    answer = answer_of(Citizen.arrive(stack, region=YUEXIU).say("就业登记要怎么办"))
    assert answer["citations"]


def test_a_dead_engine_means_an_apology_and_the_message_can_be_sent_again(stack: Stack) -> None:
    _kill(stack, "engine")
    citizen = Citizen.arrive(stack, region=YUEXIU)
    body = {"client_message_id": "again", "text": "在越秀办失业登记要多久"}
    turn = citizen.post(body).json()
    assert turn["failed"]
    assert "12345" in turn["replies"][0]["text"]
    _until_ready(stack)
    again = citizen.post(body).json()
    assert not again["failed"]
    assert "2个工作日" in answer_of(again)["text"]
    assert citizen.post(body).json()["replies"] == again["replies"]


def _kill(stack: Stack, process: str) -> None:
    status = stack.run("status", seconds=60).stdout
    [line] = [line for line in status.splitlines() if process in line]
    [pid] = [int(number) for number in re.findall(r"\b\d{2,7}\b", line)][:1]
    os.kill(pid, signal.SIGKILL)


def _until_ready(stack: Stack, *, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if stack.http.get("/readyz").status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(1)
    pytest.fail(f"not ready within {seconds} s")
