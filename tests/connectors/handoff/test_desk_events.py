"""What an open desk hears."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from connectors.app import create_gateway_app
from connectors.bootstrap import Gateway
from tests.connectors.handoff.talking import LI, WANG
from tests.standins.loopback import served

DESK = "/api/v1/desk"


@pytest.fixture
def http(gateway: Gateway) -> Iterator[httpx.Client]:
    with (
        served(create_gateway_app(gateway)) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def li(gateway: Gateway) -> dict[str, str]:
    return {"Authorization": f"Bearer {gateway.desk.tokens.issue(LI, lifetime_seconds=3600)}"}


@pytest.fixture
def wang(gateway: Gateway) -> dict[str, str]:
    return {"Authorization": f"Bearer {gateway.desk.tokens.issue(WANG, lifetime_seconds=3600)}"}


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    current: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line and name:
            current[name] = value
        elif "data" in current:
            yield current["event"], json.loads(current["data"])
            current = {}


def test_open_desk_sees_the_board_change(
    http: httpx.Client, gateway: Gateway, li: dict[str, str], wang: dict[str, str]
) -> None:
    opened = http.post("/api/v1/conversations", json={}).json()
    conversation = f"{DESK}/conversations/{opened['conversation_id']}"
    with http.stream("GET", f"{DESK}/events", headers=li) as stream:
        boards = _events(stream.iter_lines())
        assert next(boards) == ("board", {"waiting": [], "talks": [], "alarms": [], "agents": []})
        http.put(f"{DESK}/presence", json={"status": "available"}, headers=wang)
        assert [agent["name"] for agent in next(boards)[1]["agents"]] == ["王工"]
        http.post(f"{conversation}/take", headers=wang)
        talks = next(boards)[1]["talks"]
        assert [(talk["conversation_id"], talk["agent"]) for talk in talks] == [
            (opened["conversation_id"], "wang")
        ]
        citizen = {"Authorization": f"Bearer {opened['token']}"}
        said = {"client_message_id": "m-1", "text": "在吗"}
        http.post(f"/api/v1/conversations/{opened['conversation_id']}/messages", json=said, headers=citizen)
        assert next(boards)[1]["talks"][0]["waits"] is True


def test_agent_and_citizen_hear_each_other_at_once(
    http: httpx.Client, gateway: Gateway, li: dict[str, str]
) -> None:
    opened = http.post("/api/v1/conversations", json={}).json()
    citizen = {"Authorization": f"Bearer {opened['token']}"}
    page = f"/api/v1/conversations/{opened['conversation_id']}"
    conversation = f"{DESK}/conversations/{opened['conversation_id']}"
    http.post(f"{conversation}/take", headers=li)
    with (
        http.stream("GET", f"{page}/events", headers=citizen) as at_home,
        http.stream("GET", f"{conversation}/events", headers={**li, "Last-Event-ID": "0"}) as at_desk,
    ):
        home, desk = _events(at_home.iter_lines()), _events(at_desk.iter_lines())
        assert next(desk)[0] == "state"
        http.post(f"{conversation}/messages", json={"client_message_id": "a-1", "text": "您好"}, headers=li)
        name, heard = next(home)
        assert (name, heard["text"]) == ("agent_message", "您好")
        assert "account" not in heard
        name, shown = next(desk)
        assert (name, shown["account"]) == ("agent_message", "li")
        http.post(f"{page}/messages", json={"client_message_id": "m-1", "text": "在的"}, headers=citizen)
        assert next(desk)[1]["text"] == "在的"
        http.post(f"{conversation}/close", json={}, headers=li)
        assert [name for name, _ in (next(home), next(home), next(home))] == ["message", "reply", "state"]
