"""An OpenAI-compatible chat endpoint that keeps the protocol, and breaks it, or lies, when told to.

It refuses what a real one refuses: a wrong key, an unknown model, a body without messages, a request for
structured output that it cannot read. It answers in the shape that was asked for: text by a JSON schema, a
tool call, or JSON.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, StreamingResponse

KEY = "sk-key-of-the-tests-0123456789"
MODEL = "model-of-the-tests"
PROMPT_TOKENS, COMPLETION_TOKENS = 120, 30
LEAD = "按照文件里写明的，"
_DRIP_SECONDS = 0.05
_LONG_SECONDS = 30.0

Sentences = list[dict[str, Any]]


def honest_sentences(facts: list[str]) -> Sentences:
    return [{"text": f"{LEAD}{fact}", "sources": [number]} for number, fact in enumerate(facts, 1)]


def honest_questions(questions: list[str], earlier: list[str]) -> list[str]:
    del earlier
    return questions


class ChatStandIn:
    """`mode` says how the protocol is broken; `word` and `rewrite` say what is said where it is kept."""

    def __init__(self) -> None:
        self.app = FastAPI()
        self.app.post("/v1/chat/completions")(self._complete)
        self.app.api_route("/elsewhere", methods=["GET", "POST"])(self._elsewhere)
        self.reset()

    def reset(self) -> None:
        self.mode = "keeps"
        self.word: Callable[[list[str]], Any] = honest_sentences
        self.rewrite: Callable[[list[str], list[str]], Any] = honest_questions
        self.received: list[dict[str, Any]] = []
        self.calls = 0
        self.strangers: list[str] = []

    def data(self, at: int = -1) -> dict[str, Any]:
        """What the model was given to work on in one of its calls."""
        content: dict[str, Any] = json.loads(self.received[at]["messages"][-1]["content"])
        return content

    async def _elsewhere(self, request: Request) -> Response:
        self.strangers.append(request.headers.get("Authorization", ""))
        return PlainTextResponse("nobody here")

    async def _complete(self, request: Request) -> Response:
        self.calls += 1
        given = request.headers.get("Authorization")
        if given != f"Bearer {KEY}":
            return _error(HTTPStatus.UNAUTHORIZED, f"Incorrect API key: {given}")
        body = await request.json()
        problem = _problem(body)
        if problem:
            return _error(HTTPStatus.BAD_REQUEST, problem)
        self.received.append(body)
        broken = await self._broken()
        return broken or JSONResponse(_completion(self._message(body)))

    def _message(self, body: dict[str, Any]) -> dict[str, Any]:
        data = json.loads(body["messages"][-1]["content"])
        said = (
            {"sentences": self.word([fact["text"] for fact in data["facts"]])}
            if "facts" in data
            else {"questions": self.rewrite(data["questions"], data["earlier"])}
        )
        text = json.dumps(said, ensure_ascii=False)
        if "tools" not in body:
            return {"role": "assistant", "content": text}
        function = {"name": body["tools"][0]["function"]["name"], "arguments": text}
        call = {"id": "call_1", "type": "function", "function": function}
        return {"role": "assistant", "content": None, "tool_calls": [call]}

    async def _broken(self) -> Response | None:
        """A response that breaks the protocol by its status, its bytes or its pace."""
        statuses = {
            "http_400": HTTPStatus.BAD_REQUEST,
            "http_401": HTTPStatus.UNAUTHORIZED,
            "http_403": HTTPStatus.FORBIDDEN,
            "http_404": HTTPStatus.NOT_FOUND,
            "http_429": HTTPStatus.TOO_MANY_REQUESTS,
            "http_500": HTTPStatus.INTERNAL_SERVER_ERROR,
            "http_503": HTTPStatus.SERVICE_UNAVAILABLE,
        }
        if self.mode in statuses:
            return _error(statuses[self.mode], f"{self.mode}, and your key was {KEY}")
        if self.mode == "redirect":
            return RedirectResponse("/elsewhere", status_code=HTTPStatus.TEMPORARY_REDIRECT)
        if self.mode == "hangs":
            await asyncio.sleep(_LONG_SECONDS)
        if self.mode == "drips":
            return StreamingResponse(_drip(), media_type="application/json")
        if self.mode == "breaks_off":
            return Response(b"{", headers={"Content-Length": "1000"}, media_type="application/json")
        return self._misshapen()

    def _misshapen(self) -> Response | None:
        """A response of 200 that is not what was asked for."""
        plain = {
            "html": "<html>Welcome</html>",
            "no_json": "hello",
            "nothing": "",
            "endless": json.dumps(_completion({"role": "assistant", "content": "长" * 3_000_000})),
        }
        if self.mode in plain:
            return Response(plain[self.mode], media_type="text/html" if self.mode == "html" else None)
        completions: dict[str, dict[str, Any]] = {
            "no_choices": {**_completion({}), "choices": None},
            "empty_choices": {**_completion({}), "choices": []},
            "error_of_200": {"error": {"message": "overloaded"}},
            "list": {"data": []},
        }
        if self.mode in completions:
            return JSONResponse(completions[self.mode])
        said = {
            "empty": ("", "stop"),
            "blank": (" \n", "stop"),
            "null": (None, "stop"),
            "prose": ("失业登记要3个工作日。", "stop"),
            "refusal_in_prose": ("很抱歉，我无法回答这个问题。", "stop"),
            "refusal_in_english": ("I'm sorry, but I can't help with that.", "stop"),
            "wrong_schema": ('{"answer": "失业登记"}', "stop"),
            "wrong_types": ('{"sentences": "好", "questions": 3}', "stop"),
            "no_objects": ('["好"]', "stop"),
            "cut_off": ('{"sentences": [{"text": "在网上办", "sources": [1]}', "stop"),
            "cut_off_by_length": ('{"sentences": [{"text": "在网上', "length"),
            "filtered": ("", "content_filter"),
            "no_sentences": ('{"sentences": []}', "stop"),
        }
        if self.mode in said:
            content, finish = said[self.mode]
            return JSONResponse(_completion({"role": "assistant", "content": content}, finish=finish))
        if self.mode == "refusal":
            return JSONResponse(_completion({"role": "assistant", "content": None, "refusal": "No."}))
        return None


async def _drip() -> AsyncIterator[bytes]:
    """A byte now and then, each in time, all together never."""
    while True:
        yield b" "
        await asyncio.sleep(_DRIP_SECONDS)


def _problem(body: dict[str, Any]) -> str | None:
    """What a real endpoint would refuse."""
    if body.get("model") != MODEL:
        return f"The model {body.get('model')!r} does not exist"
    roles = [message.get("role") for message in body.get("messages", [])]
    if roles != ["system", "user"] or not all(message["content"] for message in body["messages"]):
        return "messages: a system and a user message are expected"
    if body.get("stream"):
        return "stream is not supported"
    return _problem_of_output(body)


def _problem_of_output(body: dict[str, Any]) -> str | None:
    if "tools" in body:
        chosen = body["tool_choice"]["function"]["name"]
        known = [tool["function"]["name"] for tool in body["tools"]]
        return None if chosen in known else f"Tool choice {chosen!r} is not among the tools"
    wanted = body.get("response_format", {})
    if wanted.get("type") == "json_schema":
        return _problem_of_schema(wanted["json_schema"]["schema"])
    if wanted.get("type") == "json_object":
        said = "".join(message["content"] for message in body["messages"])
        return None if "JSON" in said else "'messages' must contain the word 'json'"
    return "no structured output was asked for"


def _problem_of_schema(schema: dict[str, Any]) -> str | None:
    """Strict mode wants every property required and no other allowed, at every level."""
    for described in (schema, *schema.get("$defs", {}).values()):
        if set(described.get("required", [])) != set(described["properties"]):
            return "Invalid schema for response_format: 'required' must name every property"
        if described.get("additionalProperties") is not False:
            return "Invalid schema for response_format: 'additionalProperties' must be false"
    return None


def _completion(message: dict[str, Any], *, finish: str = "stop") -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {
            "prompt_tokens": PROMPT_TOKENS,
            "completion_tokens": COMPLETION_TOKENS,
            "total_tokens": PROMPT_TOKENS + COMPLETION_TOKENS,
        },
    }


def _error(status: HTTPStatus, message: str) -> Response:
    return JSONResponse({"error": {"message": message, "type": "error"}}, status_code=status)
