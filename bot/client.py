"""Says a citizen's words to the dialogue engine and reads its replies."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from bot.errors import DialogueFailed, DialogueUnavailable
from bot.wire import Reply

WEBHOOK = "/webhooks/rest/webhook"
_PAYLOAD_SIGN = "/"
_HARMLESS_SIGN = "\uff0f"  # the full-width solidus


@dataclass(frozen=True)
class DialogueMessage:
    """One message of a conversation. `payload` is that of a button we offered; it stands for the text.

    `message_id` is the gateway's own: the same when a message is sent again, so that nothing is filed twice.
    `citizen_token` tells the back office for whom the turn is; the engine passes it on and never stores it.
    """

    conversation_id: str
    text: str = ""
    payload: str | None = None
    region: str | None = None
    language: str | None = None
    channel: str = ""
    trace_id: str = ""
    message_id: str = ""
    citizen_token: str | None = field(default=None, repr=False)

    def to_wire(self) -> dict[str, Any]:
        metadata = {
            "region": self.region,
            "language": self.language,
            "channel": self.channel,
            "trace_id": self.trace_id,
            "message_id": self.message_id,
        }
        if self.citizen_token:
            metadata["citizen_token"] = self.citizen_token
        return {
            "sender": self.conversation_id,
            "message": self.payload or as_words(self.text),
            "metadata": metadata,
        }


def as_words(text: str) -> str:
    """The text such that Rasa does not read it as an intent: it strips blanks and looks for a solidus."""
    text = text.strip()
    if text.startswith(_PAYLOAD_SIGN):
        return _HARMLESS_SIGN + text.removeprefix(_PAYLOAD_SIGN)
    return text


class _Envelope(BaseModel):
    """Rasa's wrapping of one custom message."""

    custom: Reply


class DialogueClient:
    """Talks to the engine over a client that the caller made, with its time-out, and closes."""

    def __init__(self, http: httpx.AsyncClient, *, token: str) -> None:
        self._http = http
        self._token = token

    async def send(self, message: DialogueMessage) -> list[Reply]:
        """The replies, at least one.

        Raises:
            DialogueUnavailable: the engine did not answer in time, or is not there.
            DialogueFailed: it answered with an error, with nothing (Rasa's 200 [] when an action failed),
                or with something that is not a reply.
        """
        response = await self._post(message)
        if response.status_code != HTTPStatus.OK:
            raise DialogueFailed(f"engine answered {response.status_code}")
        replies = _read(response)
        if not replies:
            raise DialogueFailed("engine answered with no reply: an action failed")
        return replies

    async def _post(self, message: DialogueMessage) -> httpx.Response:
        try:
            return await self._http.post(WEBHOOK, params={"token": self._token}, json=message.to_wire())
        except httpx.HTTPError as error:
            raise DialogueUnavailable(f"engine did not answer: {error!r}") from error


def _read(response: httpx.Response) -> list[Reply]:
    try:
        return [_Envelope.model_validate(item).custom for item in response.json()]
    except (ValueError, TypeError, ValidationError) as error:
        raise DialogueFailed(f"engine answered something else: {response.text[:200]!r}") from error
