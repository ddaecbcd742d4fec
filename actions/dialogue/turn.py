"""What an action reads of the conversation, and what it gives back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.backoffice_calls import Caller
from bot.wire import Reply

_PAYLOAD = re.compile(r"^/[a-z_]+(\{.*\})?$", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """An earlier question of the conversation and the region it was answered for."""

    question: str
    region: str | None


@dataclass(frozen=True)
class Turn:
    """One message with what is remembered of the conversation. `entities` are (name, value, length).

    `flow`: what is open, empty where nothing is. `about_item`: the code of the item last spoken of.
    `review_offered`: the conversation has been invited to review, has declined to, or was of danger.
    `message_id` is the gateway's, the same when a message comes again.
    """

    text: str
    intent: str
    entities: tuple[tuple[str, str, int], ...]
    region: str | None
    pending_question: str | None
    asked: tuple[Asked, ...]
    language: str | None
    trace_id: str
    conversation_id: str = ""
    channel: str = ""
    message_id: str = ""
    citizen_token: str | None = field(default=None, repr=False)
    flow: Mapping[str, Any] = field(default_factory=dict)
    about_item: str | None = None
    review_offered: bool = False

    @staticmethod
    def of(tracker: Tracker) -> "Turn":
        """The region chosen in the conversation wins over the one that the channel knows."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        trace_id = metadata.get("trace_id") or ""
        slots = tracker.slots
        return Turn(
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            entities=tuple(_entity(entity) for entity in message.get("entities") or ()),
            region=slots.get("region") or metadata.get("region"),
            pending_question=slots.get("pending_question"),
            asked=tuple(Asked(**item) for item in slots.get("asked") or ()),
            language=metadata.get("language"),
            trace_id=trace_id,
            conversation_id=tracker.sender_id,
            channel=metadata.get("channel") or "",
            message_id=metadata.get("message_id") or message.get("message_id") or trace_id,
            citizen_token=metadata.get("citizen_token") or None,
            flow=slots.get("flow") or {},
            about_item=slots.get("about_item"),
            review_offered=bool(slots.get("review_offered")),
        )

    @property
    def caller(self) -> Caller:
        """On whose behalf the back office is asked."""
        return Caller(citizen_token=self.citizen_token, conversation_id=self.conversation_id)

    @property
    def is_payload(self) -> bool:
        """A button was pressed; the text is not the citizen's words."""
        return bool(_PAYLOAD.match(self.text))

    def value(self, entity: str) -> str | None:
        """What a button carries."""
        return next((value for name, value, _ in self.entities if name == entity), None)

    def values(self, entity: str) -> set[str]:
        return {value for name, value, _ in self.entities if name == entity}

    def length_of(self, entity: str) -> int:
        return sum(length for name, _, length in self.entities if name == entity)


def _entity(entity: dict[str, Any]) -> tuple[str, str, int]:
    return entity["entity"], str(entity["value"]), (entity.get("end") or 0) - (entity.get("start") or 0)


@dataclass(frozen=True)
class Outcome:
    """What an action says, and the slots it sets."""

    replies: list[Reply]
    slots: dict[str, Any] = field(default_factory=dict)
