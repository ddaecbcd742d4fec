"""What an action reads of the conversation, and what it gives back."""

import re
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.interfaces import Tracker

from bot.wire import Reply

_PAYLOAD = re.compile(r"^/[a-z_]+(\{.*\})?$", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """An earlier question of the conversation and the region it was answered for."""

    question: str
    region: str | None


@dataclass(frozen=True)
class Turn:
    """One message with what is remembered of the conversation. `entities` are (name, value, length)."""

    text: str
    intent: str
    entities: tuple[tuple[str, str, int], ...]
    region: str | None
    pending_question: str | None
    asked: tuple[Asked, ...]
    language: str | None
    trace_id: str

    @staticmethod
    def of(tracker: Tracker) -> "Turn":
        """The region chosen in the conversation wins over the one that the channel knows."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        slots = tracker.slots
        return Turn(
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            entities=tuple(_entity(entity) for entity in message.get("entities") or ()),
            region=slots.get("region") or metadata.get("region"),
            pending_question=slots.get("pending_question"),
            asked=tuple(Asked(**item) for item in slots.get("asked") or ()),
            language=metadata.get("language"),
            trace_id=metadata.get("trace_id") or "",
        )

    @property
    def is_payload(self) -> bool:
        """A button was pressed; the text is not the citizen's words."""
        return bool(_PAYLOAD.match(self.text))

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
