"""The whole dialogue in a terminal, through the gateway's public API."""

from typing import Any
from uuid import uuid4

import httpx
from rich.console import Console
from rich.markup import escape

from knowledge_base.errors import KnowledgeUnavailable
from knowledge_base.messages import message

_TIMEOUT_SECONDS = 60.0


def converse(gateway_url: str, *, console: Console, region: str | None = None) -> None:
    """Read questions until the end of the input.

    Raises:
        KnowledgeUnavailable: the gateway does not answer.
    """
    with httpx.Client(base_url=gateway_url, timeout=_TIMEOUT_SECONDS, trust_env=False) as http:
        try:
            messages = _open(http, region)
        except (httpx.HTTPError, KeyError, ValueError) as error:
            unreachable = message("chat_unreachable", url=gateway_url)
            raise KnowledgeUnavailable(f"gateway: {error!r}", message=unreachable) from error
        console.print(message("chat_hello"))
        _talk(http, messages, console)
        console.print(message("chat_bye"))


def _open(http: httpx.Client, region: str | None) -> str:
    response = http.post("/api/v1/conversations", json={"region": region} if region else {})
    opened = response.raise_for_status().json()
    http.headers["Authorization"] = f"Bearer {opened['token']}"
    return f"/api/v1/conversations/{opened['conversation_id']}/messages"


def _talk(http: httpx.Client, messages: str, console: Console) -> None:
    buttons: list[dict[str, str]] = []
    while True:
        try:
            typed = console.input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if not typed:
            continue
        try:
            response = http.post(messages, json=_said(typed, buttons))
            replies = response.raise_for_status().json()["replies"]
        except (httpx.HTTPError, KeyError, ValueError):
            console.print(message("chat_failed"))
            continue
        buttons = [button for reply in replies for button in reply.get("buttons", [])]
        for reply in replies:
            _show(console, reply)
        for number, button in enumerate(buttons, 1):
            console.print(escape(f"  {number}. {button['title']}"))


def _said(typed: str, buttons: list[dict[str, str]]) -> dict[str, str]:
    """The words typed, or the button whose number was typed."""
    said = {"client_message_id": uuid4().hex}
    if typed.isdecimal() and 1 <= int(typed) <= len(buttons):
        return {**said, "payload": buttons[int(typed) - 1]["payload"]}
    return {**said, "text": typed}


def _show(console: Console, reply: dict[str, Any]) -> None:
    console.print(escape(reply.get("text", "")))
    for citation in (reply.get("answer") or {}).get("citations", []):
        place = " › ".join(citation["section"])
        number = citation.get("document_number")
        in_brackets = message("citation_number", number=number) if number else ""
        line = message("citation", n=citation["n"], title=citation["title"], number=in_brackets, place=place)
        console.print(escape(line), style="dim")
