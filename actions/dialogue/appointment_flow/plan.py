"""What is settled of a visit so far, as the slot `flow` keeps it."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from actions.dialogue.turn import Turn

KIND = "appointment"


class Ask(StrEnum):
    """What is asked next, in this order."""

    REGION = "region"
    STREET = "street"
    WINDOW = "window"
    DAY = "day"
    SLOT = "slot"
    CONFIRM = "confirm"


@dataclass(frozen=True)
class Plan:
    """`begun` is the message that began it. `wish` holds the words that may name a time.

    `change` and `version` are the appointment that this one takes the place of; `before` names its time.
    """

    begun: str
    region: str | None = None
    street: str | None = None
    window: str | None = None
    day: str | None = None
    slot: str | None = None
    item: str | None = None
    wish: str = ""
    change: str | None = None
    version: int = 0
    before: str = ""
    asks: str = ""
    page: int = 0

    @staticmethod
    def of(turn: Turn) -> "Plan":
        known = {name: value for name, value in turn.flow.items() if name in Plan.__dataclass_fields__}
        return Plan(**{"begun": turn.message_id, **known})

    @property
    def on(self) -> date | None:
        return date.fromisoformat(self.day) if self.day else None

    def state(self, asks: Ask) -> dict[str, Any]:
        return {"kind": KIND, **asdict(replace(self, asks=asks.value))}

    def without(self, first: Ask) -> "Plan":
        """Without what was settled from that question on."""
        kept = list(Ask)[: list(Ask).index(first)]
        return replace(
            self,
            region=self.region if Ask.REGION in kept else None,
            street=self.street if Ask.STREET in kept else None,
            window=self.window if Ask.WINDOW in kept else None,
            day=self.day if Ask.DAY in kept else None,
            slot=self.slot if Ask.SLOT in kept else None,
            page=0,
        )

    def settling(self, ask: str, value: str) -> "Plan":
        settled: dict[str, Any] = {ask: value}
        return replace(self, **settled, page=0, wish="")
