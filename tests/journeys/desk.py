"""The agents' side of the running gateway, over HTTP, and what reaches an open page of the citizen."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.journeys.conftest import Citizen, Stack

_DESK = "/api/v1/desk"
_PAGE_SECONDS = 30


@dataclass(frozen=True)
class Agent:
    """Somebody at the desk, present. What is not `ask`ed must succeed."""

    http: httpx.Client
    name: str
    token: str = field(repr=False)

    def ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.http.request(method, f"{_DESK}/{path}", json=body, headers=headers)

    def be(self, status: str) -> None:
        _done(self.ask("PUT", "presence", {"status": status}))

    def board(self) -> dict[str, Any]:
        return _done(self.ask("GET", "board"))

    def line(self) -> list[str]:
        """The conversations that wait, in their order."""
        return [one["conversation_id"] for one in self.board()["waiting"]]

    def alarms_of(self, citizen: Citizen) -> list[dict[str, Any]]:
        return [one for one in self.board()["alarms"] if one["conversation_id"] == citizen.conversation_id]

    def reads(self, citizen: Citizen) -> dict[str, Any]:
        return _done(self.ask("GET", f"conversations/{citizen.conversation_id}"))

    def try_to_take(self, citizen: Citizen) -> httpx.Response:
        return self.ask("POST", f"conversations/{citizen.conversation_id}/take")

    def takes(self, citizen: Citizen) -> dict[str, Any]:
        return _done(self.try_to_take(citizen))

    def says(self, citizen: Citizen, text: str, *, message_id: str | None = None) -> dict[str, Any]:
        body = {"client_message_id": message_id or uuid4().hex, "text": text}
        return _done(self.ask("POST", f"conversations/{citizen.conversation_id}/messages", body))

    def hands_back(self, citizen: Citizen) -> None:
        _done(self.ask("POST", f"conversations/{citizen.conversation_id}/release", {"to": "bot"}))

    def closes(self, citizen: Citizen) -> None:
        _done(self.ask("POST", f"conversations/{citizen.conversation_id}/close", {}))

    def empties_the_line(self) -> None:
        """Of whoever waits from before."""
        for conversation_id in self.line():
            for step in ("take", "close"):
                _done(self.ask("POST", f"conversations/{conversation_id}/{step}", {}))

    def dismisses(self, alarm: dict[str, Any]) -> None:
        _done(self.ask("POST", f"alarms/{alarm['id']}/dismissal", {"note": "误报"}))


@contextmanager
def agents_of(stack: Stack, *names: str) -> Iterator[Sequence[Agent]]:
    """Each of them available meanwhile, and offline afterwards."""
    agents = [
        Agent(stack.http, name, stack.staff_token(f"agent-{place}", name)) for place, name in enumerate(names)
    ]
    for agent in agents:
        agent.be("available")
    try:
        yield agents
    finally:
        for agent in agents:
            agent.be("offline")


def seen_on_a_page(citizen: Citizen, *, event: str, words: str) -> dict[str, Any]:
    """The first event of that kind with these words, on a page opened now that reads from the start."""
    path = f"/api/v1/conversations/{citizen.conversation_id}/events"
    headers = {"Authorization": f"Bearer {citizen.token}", "Last-Event-ID": "0"}
    with citizen.http.stream("GET", path, headers=headers, timeout=_PAGE_SECONDS) as page:
        kind = ""
        for line in page.iter_lines():
            name, _, value = line.partition(": ")
            kind = value if name == "event" else kind
            if name == "data" and kind == event and words in value:
                found: dict[str, Any] = json.loads(value)
                return found
    raise AssertionError(f"never seen: {words}")


def came_back(citizen: Citizen) -> dict[str, Any]:
    """What the assistant says as soon as the agent has handed back."""
    return seen_on_a_page(citizen, event="reply", words="我回来了")


def is_forwarded(response: httpx.Response) -> bool:
    """Whether what the citizen said went to an agent and the assistant was silent."""
    turn = _done(response)
    return turn["state"] == "agent" and not turn["replies"]


def waiting_of(citizen: Citizen) -> dict[str, Any] | None:
    """What an open page shows of the wait."""
    waiting: dict[str, Any] | None = transcript_of(citizen)["waiting"]
    return waiting


def transcript_of(citizen: Citizen) -> dict[str, Any]:
    return _done(citizen.ask("GET", "messages"))


def _done(response: httpx.Response) -> dict[str, Any]:
    assert response.is_success, response.text
    found: dict[str, Any] = response.json()
    return found
