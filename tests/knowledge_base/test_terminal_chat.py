"""The dialogue in a terminal."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI, Request
from rich.console import Console

from knowledge_base.terminal_chat import converse
from tests.standins.loopback import served

REPLY = {
    "type": "text",
    "text": "请选地区 [bold]",
    "buttons": [{"title": "越秀区", "payload": "/choose_region"}],
    "answer": None,
}


class TypedConsole(Console):
    """A console whose person has typed these lines."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(file=io.StringIO(), width=200)
        self._lines: Iterator[str] = iter(lines)

    def input(self, *arguments: Any, **options: Any) -> str:
        line = next(self._lines, None)
        if line is None:
            raise EOFError
        return line

    @property
    def shown(self) -> str:
        assert isinstance(self.file, io.StringIO)
        return self.file.getvalue()


@pytest.fixture
def received() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def port(received: list[dict[str, Any]]) -> Iterator[int]:
    app = FastAPI()

    @app.post("/api/v1/conversations", status_code=201)
    async def open_conversation() -> dict[str, str]:
        return {"conversation_id": "c1", "token": "t1"}

    @app.post("/api/v1/conversations/c1/messages")
    async def take(request: Request) -> dict[str, Any]:
        assert request.headers["Authorization"] == "Bearer t1"
        body = await request.json()
        received.append(body)
        return {"replies": [REPLY]} if body.get("text") != "坏" else {"unexpected": True}

    with served(app) as chosen:
        yield chosen


def test_words_and_buttons_are_sent_and_replies_shown(port: int, received: list[dict[str, Any]]) -> None:
    console = TypedConsole(["几天", "", "1", "7"])
    converse(f"http://127.0.0.1:{port}", console=console)
    assert [body.get("text") or body.get("payload") for body in received] == ["几天", "/choose_region", "7"]
    assert len({body["client_message_id"] for body in received}) == 3
    assert "请选地区 [bold]" in console.shown
    assert "1. 越秀区" in console.shown


def test_a_reply_in_another_format_is_an_apology_and_the_talk_goes_on(port: int) -> None:
    console = TypedConsole(["坏", "好"])
    converse(f"http://127.0.0.1:{port}", console=console)
    assert "12345" in console.shown
    assert "请选地区" in console.shown
