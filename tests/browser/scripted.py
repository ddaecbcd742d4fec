"""An engine that says what a test gives it, and a person at the desk."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx

from chassis.staff import Person, Role
from connectors.bootstrap import Gateway
from tests.standins.rasa_engine import RasaStandIn, text_reply

LEVELS = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
REASONS = ["等的时间太长", "告知的材料不全，多跑了一趟", "态度不好", "办事指南看不懂", "其他"]


def button(title: str, payload: str = "/answer_step") -> dict[str, str]:
    return {"title": title, "payload": payload}


def review_of_levels(levels: list[str]) -> Any:
    reply = text_reply(
        "您评价的是：失业登记。\n您觉得怎么样？评不评都由您。",
        topic="review",
        buttons=[*map(button, levels), button("不评了", "/leave_flow")],
    )
    return {**reply, "type": "review", "card": {"kind": "review_levels", "levels": levels}}


def reasons_to_tick() -> Any:
    numbered = [f"{number}. {reason}" for number, reason in enumerate(REASONS, 1)]
    reply = text_reply(
        "\n".join(["记下了：不满意。是因为什么？", *numbered]),
        topic="review",
        buttons=[*map(button, REASONS), button("跳过")],
    )
    return {**reply, "type": "form", "card": {"kind": "choices", "options": REASONS}}


def file_to_fetch(file_id: str, *, name: str, size_bytes: int) -> Any:
    card = {"kind": "file", "id": file_id, "name": name, "bytes": size_bytes}
    return {**text_reply("申请书写好了，请核对。", topic="dispute"), "type": "card", "card": card}


class ScriptedEngine(RasaStandIn):
    """`script`: what is said to which words; anything else as the stand-in says it."""

    def reset(self) -> None:
        super().reset()
        self.script: dict[str, Any] = {}

    def _reply_to(self, message: str) -> Any:
        return self.script.get(message) or super()._reply_to(message)


def person_wanted() -> Any:
    reply = text_reply("好的，我来请工作人员。", topic="handoff")
    return {**reply, "type": "handoff", "handoff": {"reason": "asked", "summary": ""}}


@dataclass(frozen=True)
class Agent:
    """Somebody at the desk, over HTTP."""

    http: httpx.Client
    conversation_id: str = ""

    @staticmethod
    def at(gateway: Gateway, address: str) -> "Agent":
        staff = Person(account="agent-1", name="李演示", roles=frozenset({Role.AGENT}))
        token = gateway.desk.tokens.issue(staff, lifetime_seconds=3600)
        http = httpx.Client(base_url=f"{address}/api/v1/desk", headers={"Authorization": f"Bearer {token}"})
        agent = Agent(http)
        agent._do("PUT", "/presence", {"status": "available"})
        return agent

    def take_next(self) -> "Agent":
        waiting = self.http.get("/board").json()["waiting"]
        agent = replace(self, conversation_id=waiting[0]["conversation_id"])
        agent._do("POST", f"/conversations/{agent.conversation_id}/take", {})
        return agent

    def say(self, text: str) -> None:
        self._in_hand("messages", {"client_message_id": uuid4().hex, "text": text})

    def hand_back(self) -> None:
        self._in_hand("release", {"to": "bot"})

    def close(self) -> None:
        self._in_hand("close", {"reason": "办好了"})

    def _in_hand(self, what: str, body: dict[str, str]) -> None:
        self._do("POST", f"/conversations/{self.conversation_id}/{what}", body)

    def _do(self, method: str, path: str, body: dict[str, str]) -> None:
        response = self.http.request(method, path, json=body)
        assert response.is_success, response.text
