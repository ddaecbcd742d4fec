"""Rasa's REST channel behind a token: Rasa itself checks its token on the HTTP API only, not on channels."""

import hmac
from typing import Any

from rasa.core.channels.rest import RestInput
from sanic.exceptions import Unauthorized
from sanic.request import Request


class GatewayChannel(RestInput):  # type: ignore[misc]
    """The one way in. Its address is that of the REST channel: `/webhooks/rest/webhook?token=…`."""

    def __init__(self, token: str) -> None:
        if not token:
            raise ValueError("CIVICDESK_ENGINE_TOKEN is empty: the engine serves nobody without a token")
        self._token = token.encode()

    @classmethod
    def name(cls) -> str:
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "GatewayChannel":
        return cls(str((credentials or {}).get("token", "")))

    async def _extract_sender(self, req: Request) -> str | None:
        """Called first for every message; the one place of the channel that may refuse it."""
        if not hmac.compare_digest(str(req.args.get("token", "")).encode(), self._token):
            raise Unauthorized("token missing or wrong")
        sender: str | None = await super()._extract_sender(req)
        return sender
