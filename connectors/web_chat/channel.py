"""The web page as a channel."""

import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from chassis.tokens import TokenInvalid, TokenSigner
from connectors.channel import Capabilities, InboundRequest
from connectors.errors import ConversationTokenRefused, TextEmpty, TextTooLong
from connectors.events import EventHub
from connectors.models import IncomingMessage, Turn
from connectors.settings import MAX_TEXT_CHARACTERS

_TOKEN_PURPOSE = "conversation"  # noqa: S105 — not a secret
_SECONDS_PER_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class WebChatChannel:
    signer: TokenSigner
    hub: EventHub
    token_days: int

    name: ClassVar[str] = "web_chat"
    capabilities: ClassVar[Capabilities] = Capabilities(buttons=12, citations=True, pushes=True)

    def issue_token(self, conversation_id: str, *, sign_in_id: str | None = None) -> str:
        claims = {"sub": conversation_id, "kind": _TOKEN_PURPOSE, "sign_in": sign_in_id}
        return self.signer.sign(claims, lifetime_seconds=self.token_days * _SECONDS_PER_DAY)

    def verify(self, request: InboundRequest) -> None:
        self.presented(request)

    def presented(self, request: InboundRequest) -> str | None:
        """The sign-in that the caller's token was issued for; None for one from before any.

        Raises:
            ConversationTokenRefused.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise ConversationTokenRefused("no bearer token")
        try:
            claims = self.signer.verify(token.strip())
        except TokenInvalid as error:
            raise ConversationTokenRefused(str(error)) from error
        if claims.get("kind") != _TOKEN_PURPOSE or claims.get("sub") != request.conversation_id:
            raise ConversationTokenRefused(f"token is not for {request.conversation_id!r}")
        return claims.get("sign_in")

    def parse(self, request: InboundRequest) -> IncomingMessage:
        client_message_id = str(request.body["client_message_id"])
        if payload := request.body.get("payload"):
            return IncomingMessage(client_message_id, payload=str(payload))
        text = clean(str(request.body.get("text") or ""))
        if not text:
            raise TextEmpty
        if len(text) > MAX_TEXT_CHARACTERS:
            raise TextTooLong(f"{len(text)} characters")
        return IncomingMessage(client_message_id, text=text)

    async def deliver(self, turn: Turn) -> None:
        self.hub.ring(turn.message.conversation_id)


def clean(text: str) -> str:
    """The text trimmed, without control characters and half surrogates, which databases refuse."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    ).strip()
