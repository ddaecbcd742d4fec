"""Asks again what was open: after a person has handed back, and after something that came in between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from actions.dialogue.service_flow.taken import OpenFlow
from actions.dialogue.turn import Outcome, Turn


@dataclass(frozen=True)
class OpenAgain:
    flows: Mapping[str, OpenFlow]

    @staticmethod
    def of(flows: Iterable[OpenFlow]) -> "OpenAgain":
        return OpenAgain({flow.kind: flow for flow in flows})

    async def ask(self, turn: Turn) -> Outcome | None:
        """What is open in `turn.flow`; None where nothing is, or it has nothing to ask."""
        flow = self.flows.get(str(turn.flow.get("kind")))
        if flow is None:
            return None
        # Every flow answers a button of an earlier question by asking the open one again.
        taken = await flow.take(replace(turn, text="/answer_step", intent="answer_step", entities=()))
        return taken.outcome
