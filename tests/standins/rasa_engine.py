"""A dialogue engine that keeps Rasa's manners on the REST channel.

A token on every route; one turn at a time for each sender; 200 with an empty list when an action fails; our
replies as `custom` messages. What it says is made up, about a district that is not in the register.
"""

import asyncio
from collections import Counter, defaultdict
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

ENGINE_TOKEN = "engine-token-of-the-tests"

SOURCES: list[dict[str, Any]] = [
    {
        "n": 1,
        "document_id": "sample-plan",
        "version": 1,
        "title": "示例区人社服务五年规划（测试用）",
        "document_number": "示府办〔2021〕1号",
        "issuer": "示例区人民政府办公室",
        "published_on": "2022-01-10",
        "region": "440104",
        "section": ["第三章 主要任务", "四、提速办", "专栏6 提速办事项"],
        "quote": "失业登记：线上2个工作日，窗口即时办结。",
        "quote_kind": "policy_point",
        "validity": "in_force",
        "period_to": "2025-12-31",
        "url": None,
    },
    {
        "n": 2,
        "document_id": "sample-old-plan",
        "version": 1,
        "title": "示例区人才规划（测试用）",
        "document_number": None,
        "issuer": "示例区人力资源局",
        "published_on": "2022-12-01",
        "region": "440309",
        "section": ["第二章 目标"],
        "quote": "到期末，示例人才总量达到10万人。",
        "quote_kind": "official",
        "validity": "expired",
        "period_to": "2025-12-31",
        "url": "https://example.gov.cn/plan",
    },
]


def text_reply(text: str, *, topic: str = "smalltalk", buttons: list[dict[str, str]] | None = None) -> Any:
    return {
        "type": "text", "text": text, "topic": topic, "buttons": buttons or [], "answer": None, "card": None
    }  # fmt: skip


def answer_reply() -> Any:
    fact = "在网上办失业登记，2个工作日办好。"
    second = "到窗口办，材料齐全的当场办好。"
    caution = "这是规划里的安排，规划期已到2025年底。办理前请打 12333 核实。"
    answer: dict[str, Any] = {
        "status": "answered",
        "text": f"{fact}{second}\n{caution}",
        "segments": [
            {"text": fact, "citations": [1]},
            {"text": second, "citations": [1, 2]},
            {"text": caution, "citations": []},
        ],
        "citations": SOURCES,
        "coverage": [],
        "warnings": ["expired", "period_ended", "plan_not_rule"],
        "region": "440104",
        "as_of": "2026-03-01",
        "follow_ups": ["失业登记要带什么材料"],
        "choices": [],
        "confidence": "high",
        "trace_id": "t",
    }
    return {**text_reply(answer["text"], topic="knowledge"), "type": "answer", "answer": answer}


DISTRICTS = [
    {"title": "越秀区", "payload": '/choose_region{"region": "440104"}'},
    {"title": "龙华区", "payload": '/choose_region{"region": "440309"}'},
]
CONTACTS = {
    **text_reply("可以找这些地方问：", topic="handoff"),
    "type": "handoff",
    "card": {
        "title": "联系方式",
        "contacts": [
            {"name": "政务服务便民热线", "phone": "12345", "hours": None, "note": None, "demo": False},
            {"name": "示例服务窗口", "phone": None, "hours": "工作日", "note": "先预约", "demo": True},
        ],
    },
}
SIGN_IN = {
    **text_reply("这一步要先登录。", topic="progress"),
    "type": "card",
    "card": {"kind": "sign_in", "url": "/sign-in"},
}
SCRIPT = {
    "失业登记": answer_reply(),
    "哪个区": text_reply("您问的是哪个区？", topic="knowledge", buttons=DISTRICTS),
    "人工": CONTACTS,
    "我的办件": SIGN_IN,
    "/signed_in": text_reply("好的，已经登录。", topic="progress"),
}


class RasaStandIn:
    """Answers by what is said. `mode` makes it fail the way the real one does."""

    def __init__(self) -> None:
        self.reset()
        self.app = FastAPI()
        self.app.get("/")(self._hello)
        self.app.get("/status")(self._status)
        self.app.post("/webhooks/rest/webhook")(self._webhook)

    def reset(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.mode = "answer"
        self.delay_seconds = 0.0
        self.running: Counter[str] = Counter()
        self.most_at_once = 0
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def _hello(self) -> Response:
        return PlainTextResponse("Hello from Rasa: 3.6.21")

    async def _status(self, token: str = "") -> Response:
        if token != ENGINE_TOKEN:
            return JSONResponse({"reason": "NotAuthenticated"}, status_code=HTTPStatus.UNAUTHORIZED)
        if self.mode == "no_model":
            return JSONResponse({"reason": "Conflict"}, status_code=HTTPStatus.CONFLICT)
        return JSONResponse({"model_file": "m.tar.gz", "num_active_training_jobs": 0})

    async def _webhook(self, request: Request, token: str = "") -> Response:
        if token != ENGINE_TOKEN:
            return JSONResponse({"reason": "NotAuthenticated"}, status_code=HTTPStatus.UNAUTHORIZED)
        body = await request.json()
        sender, message = body["sender"], body["message"].strip()
        self.received.append(body)
        self.running[sender] += 1
        self.most_at_once = max(self.most_at_once, self.running[sender])
        try:
            async with self._locks[sender]:
                return await self._handle(sender, message)
        finally:
            self.running[sender] -= 1

    async def _handle(self, sender: str, message: str) -> Response:
        mode = self.mode
        await asyncio.sleep(self.delay_seconds)
        if mode == "broken":
            return JSONResponse({"reason": "boom"}, status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
        if mode == "not_json":
            return PlainTextResponse("<html>")
        if mode == "action_failed":
            return JSONResponse([])
        if mode == "apologises":
            apology = {**text_reply("刚才没有查成，请再发一次。", topic="knowledge"), "failed": True}
            return JSONResponse([{"recipient_id": sender, "custom": apology}])
        if mode == "says_nothing":
            return JSONResponse([{"recipient_id": sender, "custom": text_reply("  ")}])
        return JSONResponse([{"recipient_id": sender, "custom": self._reply_to(message)}])

    def _reply_to(self, message: str) -> Any:
        if message.startswith("/choose_region"):
            return text_reply(f"好的，按{message[-8:-2]}回答。", topic="knowledge")
        for words, reply in SCRIPT.items():
            if words in message:
                return reply
        return text_reply(f"您说的是：{message}")
