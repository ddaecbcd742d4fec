"""What an open flow makes of a turn."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from actions.dialogue.turn import Outcome, Turn
from bot.wire import Reply


@dataclass(frozen=True)
class Taken:
    """Either the flow's own `outcome`, or the topic answers, between `before` and `after`."""

    outcome: Outcome | None = None
    before: list[Reply] = field(default_factory=list)
    after: list[Reply] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)

    def around(self, answered: Outcome) -> Outcome:
        """The topic's outcome inside. A flow that goes on (`after`) stays the one that is open."""
        slots = {**answered.slots, **self.slots} if self.after else {**self.slots, **answered.slots}
        return Outcome([*self.before, *answered.replies, *self.after], slots)

    def left_open(self, turn: Turn) -> Turn:
        """The turn as the topic sees it: a flow that was left is open no more."""
        return turn if self.slots.get("flow", turn.flow) else replace(turn, flow={})


class OpenFlow(Protocol):
    """One kind of flow. What is open stands in `turn.flow`, with its `kind`."""

    @property
    def kind(self) -> str: ...

    async def take(self, turn: Turn) -> Taken:
        """Raises: nothing that its citizen could help: what the back office refuses is said."""
