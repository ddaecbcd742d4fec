import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from connectors.app import create_gateway_app
from connectors.bootstrap import Gateway
from connectors.models import ConversationState
from tests.standins.loopback import served


@pytest.fixture
def http(gateway: Gateway) -> Iterator[httpx.Client]:
    with (
        served(create_gateway_app(gateway)) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def conversation(http: httpx.Client) -> dict[str, str]:
    opened: dict[str, str] = http.post("/api/v1/conversations", json={}).json()
    return opened


def _headers(conversation: dict[str, str], **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {conversation['token']}", **more}


def _path(conversation: dict[str, str], what: str) -> str:
    return f"/api/v1/conversations/{conversation['conversation_id']}/{what}"


def _say(http: httpx.Client, conversation: dict[str, str], text: str) -> None:
    body = {"client_message_id": f"m-{time.monotonic_ns()}", "text": text}
    http.post(_path(conversation, "messages"), json=body, headers=_headers(conversation)).raise_for_status()


def _take(events: Iterator[str], count: int) -> list[tuple[str, str, Any]]:
    taken: list[tuple[str, str, Any]] = []
    current: dict[str, str] = {}
    while len(taken) < count:
        line = next(events)
        name, _, value = line.partition(": ")
        if line and name:
            current[name] = value
        elif "data" in current:
            taken.append((current["event"], current["id"], json.loads(current["data"])))
            current = {}
    return taken


def test_open_page_hears_the_turn_and_the_change_of_state(
    http: httpx.Client, conversation: dict[str, str], gateway: Gateway
) -> None:
    with http.stream("GET", _path(conversation, "events"), headers=_headers(conversation)) as stream:
        events = stream.iter_lines()
        _say(http, conversation, "失业登记要多久")
        asked, answered = _take(events, 2)
        gateway.repository.change_state(
            conversation["conversation_id"], expected=ConversationState.BOT, state=ConversationState.QUEUED
        )
        _say(http, conversation, "在吗")
        changed, _ = _take(events, 2)
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert asked[:2] == ("message", "1")
    assert answered[:2] == ("reply", "2")
    assert answered[2]["answers"] == asked[2]["message_id"]
    assert answered[2]["replies"][0]["answer"]["status"] == "answered"
    assert (changed[0], changed[2]["state"]) == ("state", "queued")


def test_page_that_comes_back_gets_what_it_missed(http: httpx.Client, conversation: dict[str, str]) -> None:
    for text in ("第一句", "第二句", "第三句"):
        _say(http, conversation, text)
    headers = _headers(conversation, **{"Last-Event-ID": "3"})
    with http.stream("GET", _path(conversation, "events"), headers=headers) as stream:
        missed = _take(stream.iter_lines(), 3)
    assert [number for _, number, _ in missed] == ["4", "5", "6"]


@pytest.mark.parametrize("last", ["", "x", "-1", "99999999999999999999"])
def test_page_without_a_usable_position_hears_only_what_is_new(
    http: httpx.Client, conversation: dict[str, str], last: str
) -> None:
    _say(http, conversation, "从前")
    headers = _headers(conversation, **{"Last-Event-ID": last})
    with http.stream("GET", _path(conversation, "events"), headers=headers) as stream:
        events = stream.iter_lines()
        _say(http, conversation, "现在")
        assert _take(events, 1)[0][2]["text"] == "现在"


def test_conversation_may_hold_only_so_many_streams(
    http: httpx.Client, conversation: dict[str, str], gateway: Gateway
) -> None:
    path, headers = _path(conversation, "events"), _headers(conversation)
    bells = [gateway.hub.listen(conversation["conversation_id"]) for _ in range(6)]
    for bell in bells:
        bell.__enter__()
    assert http.get(path, headers=headers).status_code == 429
    for bell in bells:
        bell.__exit__(None, None, None)
    with http.stream("GET", path, headers=headers) as stream:
        assert stream.status_code == 200
