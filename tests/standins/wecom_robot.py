"""A WeCom group robot: it knows its key, takes texts of 2,048 bytes, and can be told to refuse."""

import asyncio
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

KEY = "11111111-2222-3333-4444-555555555555"
_MOST_BYTES = 2048


@dataclass
class WecomRobotStandIn:
    """`errcode` other than 0 is said to everything; `broken` answers with something that is no answer."""

    errcode: int = 0
    broken: bool = False
    failing: bool = False
    delay_seconds: float = 0.0
    texts: list[str] = field(default_factory=list)

    @property
    def app(self) -> FastAPI:
        app = FastAPI()
        app.post("/cgi-bin/webhook/send")(self._send)
        return app

    async def _send(self, request: Request, key: str) -> Response:
        await asyncio.sleep(self.delay_seconds)
        if self.failing:
            return PlainTextResponse("bad gateway", HTTPStatus.BAD_GATEWAY)
        if self.broken:
            return PlainTextResponse("<html>")
        code = self._code(key, await request.json())
        return JSONResponse({"errcode": code, "errmsg": "ok" if code == 0 else "refused"})

    def _code(self, key: str, body: dict[str, Any]) -> int:
        if self.errcode:
            return self.errcode
        if key != KEY:
            return 93000
        if set(body) != {"msgtype", "text"} or body["msgtype"] != "text":
            return 40008
        content = body["text"]["content"]
        if not content or len(content.encode()) > _MOST_BYTES:
            return 40058
        self.texts.append(content)
        return 0
