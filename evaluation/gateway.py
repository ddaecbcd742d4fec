"""The public API as a citizen's browser uses it: a conversation, then messages."""

import time
import uuid
from dataclasses import dataclass
from typing import Any, Self

import httpx

from evaluation.errors import GatewayAbsent, GatewayUnready
from evaluation.texts import say

_TIMEOUT = httpx.Timeout(30.0, connect=3.0)
_OK = 200
_PATIENCE_SECONDS = 30.0
_ASK_AGAIN_SECONDS = 1.0


@dataclass(frozen=True)
class Exchange:
    """What came back for one message. `body` is the response, or what went wrong."""

    ok: bool
    body: dict[str, Any]
    latency_ms: float


@dataclass(frozen=True)
class Conversation:
    id: str
    token: str


class GatewayCaller:
    """One client, one request at a time."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._client = httpx.Client(base_url=self.url, timeout=_TIMEOUT, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def check(self, *, patience_seconds: float = _PATIENCE_SECONDS) -> dict[str, Any]:
        """What `/readyz` says. A part that is only busy is given time.

        Raises:
            GatewayAbsent: nobody listens there.
            GatewayUnready: a part is not up.
        """
        deadline = time.monotonic() + patience_seconds
        while True:
            try:
                return self._ready()
            except GatewayUnready:
                if time.monotonic() >= deadline:
                    raise
            time.sleep(_ASK_AGAIN_SECONDS)

    def _ready(self) -> dict[str, Any]:
        try:
            response = self._client.get("/readyz")
        except httpx.HTTPError as error:
            raise GatewayAbsent(say("gateway_absent", url=self.url)) from error
        if response.status_code != _OK:
            raise GatewayUnready(say("gateway_unready", url=self.url, detail=response.text[:300]))
        body: dict[str, Any] = response.json()
        return body

    def open(self, *, region: str | None) -> Conversation:
        body = {"channel": "web_chat", **({"region": region} if region else {})}
        response = self._client.post("/api/v1/conversations", json=body)
        response.raise_for_status()
        opened = response.json()
        return Conversation(opened["conversation_id"], opened["token"])

    def send(self, conversation: Conversation, text: str) -> Exchange:
        return self._post(conversation, {"text": text})

    def press(self, conversation: Conversation, payload: str) -> Exchange:
        """Press a button of the last replies."""
        return self._post(conversation, {"payload": payload})

    def _post(self, conversation: Conversation, said: dict[str, str]) -> Exchange:
        started = time.perf_counter()
        try:
            response = self._client.post(
                f"/api/v1/conversations/{conversation.id}/messages",
                json={"client_message_id": uuid.uuid4().hex, **said},
                headers={"Authorization": f"Bearer {conversation.token}"},
            )
            body: dict[str, Any] = response.json()
            ok = response.status_code == _OK
        except (httpx.HTTPError, ValueError) as error:
            body, ok = {"error": {"code": type(error).__name__, "message": str(error)}}, False
        return Exchange(ok=ok, body=body, latency_ms=(time.perf_counter() - started) * 1000)
