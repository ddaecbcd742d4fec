"""Every process is killed at every step of what is filed and said. Nothing is lost or comes twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.journeys.conftest import PROCESSES, Citizen, Stack, buttons_of, prompt_of, text_of
from tests.journeys.desk import Agent, agents_of, is_forwarded, seen_on_a_page, transcript_of
from tests.journeys.forms import YUEXIU
from tests.journeys.office import staff_of

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1800)]

STAFF = "lee.inspects"
PLACE = "示范路8号"
ANSWERS = {
    "什么地方": PLACE,
    "哪个街道": "北京街",
    "一共有多少人": "1",
    "欠了几个月": "2个月",
    "一共欠多少钱": "3万",
    "聚在那里": "没有",
    "发生了什么事": "跳过",
    "现在可以传": "没有",
    "匿名举报，还是": "匿名",
}
BACK = "接着为您服务"
"""Of the assistant, or of the gateway alone."""

TRIES = 40
MOMENT = 0.15
"""So long after it was sent a message is on its way, and something dies."""


def _asked_about_the_employer(stack: Stack) -> Citizen:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    assert "单位叫什么" in prompt_of(citizen.say("我要举报老板拖欠工资"))
    return citizen


def _asked_for_reasons(stack: Stack) -> Citizen:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    level = citizen.say("我要评价")
    assert "是因为什么" in prompt_of(citizen.tap_exactly(citizen.tap(level, "这次对话"), "非常不满意"))
    return citizen


def _sent_while_it_dies(stack: Stack, citizen: Citizen, process: str, **said: str) -> dict[str, Any]:
    """`text` or `payload`. The process dies meanwhile, and the page sends it again until it is answered."""
    body = {"client_message_id": uuid4().hex, **said}
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(_tried, citizen, body)
        time.sleep(MOMENT)
        stack.kill_one(process)
        first.result()
    for _ in range(TRIES):
        answered = _tried(citizen, body)
        if answered is not None:
            return answered
        time.sleep(0.5)
    raise AssertionError(f"never answered after {process} had died")


def _tried(citizen: Citizen, body: dict[str, Any]) -> dict[str, Any] | None:
    """What was answered, if it was, and without an apology."""
    try:
        response = citizen.post(body)
    except httpx.HTTPError:
        return None
    if not response.is_success or response.json()["failed"]:
        return None
    turn: dict[str, Any] = response.json()
    return turn


def _spoken_while_it_dies(stack: Stack, agent: Agent, citizen: Citizen, process: str, text: str) -> None:
    body = {"client_message_id": uuid4().hex, "text": text}

    def say() -> bool:
        try:
            return agent.ask("POST", f"conversations/{citizen.conversation_id}/messages", body).is_success
        except httpx.HTTPError:
            return False

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(say)
        stack.kill_one(process)
        first.result()
    agent.be("available")
    assert say(), "sent again, with its own number"


@pytest.mark.parametrize("process", [name.lower() for name in PROCESSES])
def test_whatever_dies_nothing_filed_or_said_is_lost_or_doubled(stack: Stack, process: str) -> None:
    employer, comment = f"{process}演示酒楼", f"{process}的时候太慢"
    with agents_of(stack, "李工") as (agent,), staff_of(stack, STAFF) as (staff,):
        reporting, reviewing = _asked_about_the_employer(stack), _asked_for_reasons(stack)
        waiting, talking = (Citizen.arrive(stack, region=YUEXIU) for _ in range(2))
        assert _sent_while_it_dies(stack, waiting, process, text="转人工")["state"] == "queued"
        agent.be("available")
        assert agent.line().count(waiting.conversation_id) == 1
        assert talking.say("搵真人")["state"] == "queued"
        agent.takes(talking)

        _spoken_while_it_dies(stack, agent, talking, process, "您好，我是李工。")

        assert is_forwarded(talking.post({"text": "您好"})), "still with the agent"
        said = [one["text"] for one in transcript_of(talking)["messages"] if one["author"] == "agent"]
        assert said == ["您好，我是李工。"]
        agent.hands_back(talking)
        stack.kill_one(process)
        assert seen_on_a_page(talking, event="reply", words=BACK)
        assert str(transcript_of(talking)["messages"]).count(BACK) == 1
        assert agent.line().count(waiting.conversation_id) == 1, "still in line"
        assert waiting.say("工伤事实清楚的几天认定")["state"] == "queued"
        waiting.press("/leave_queue")

        summary = reporting.fill_in(reporting.say(employer), ANSWERS)
        assert employer in prompt_of(summary)
        [file_] = [payload for title, payload in buttons_of(summary).items() if "没有错" in title]
        reviewing.say("1和3")
        reviewing.say(comment)
        final = reviewing.say("匿名")
        assert comment in prompt_of(final)

        filed = _sent_while_it_dies(stack, reporting, process, payload=file_)
        assert "举报编号" in text_of(filed)
        handed_in = _sent_while_it_dies(stack, reviewing, process, payload=buttons_of(final)["提交评价"])
        assert "整改单编号" in text_of(handed_in)

        reports = staff.get(f"/staff/reports?region={YUEXIU}")["reports"]
        [report] = [one["report"] for one in reports if one["report"]["facts"]["employer"] == employer]
        assert report["number"] in text_of(filed)
        tickets = staff.get("/rectifications")["rectifications"]
        [ticket] = [one for one in tickets if one["comment"] == comment]
        assert ticket["number"] in text_of(handed_in)
