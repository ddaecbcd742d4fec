"""What comes before any topic: danger to life and attempts at manipulation, then what is open already."""

from collections.abc import Iterable
from typing import Protocol

from actions.dialogue.service_flow.taken import OpenFlow, Taken
from actions.dialogue.turn import Outcome, Turn
from chassis.logs import get_logger
from knowledge_base.errors import KnowledgeError
from knowledge_base.wire import Screened, ScreenRequest, Status

EVERY_ALARM = frozenset({Status.CRISIS, Status.UNSAFE})
ONLY_DANGER = frozenset({Status.CRISIS})
"""For a topic of fixed words: nothing can be talked out of it, and “你是机器人” said to it is no attack."""
NO_ALARM = frozenset[Status]()
"""For a topic that asks the knowledge service, which looks for alarms itself, if no form takes the turn."""


class Screening(Protocol):
    async def screen(self, request: ScreenRequest, *, trace_id: str) -> Screened:
        """Raises: KnowledgeError: down, slow, malformed, or the words were refused."""


class PolicyDesk(Protocol):
    async def ask(self, turn: Turn, question: str, *, region: str | None, in_danger: bool = False) -> Outcome:
        """Say what the knowledge service answers; of danger and manipulation it speaks by itself."""


class Reception:
    """Receives a turn before its topic does.

    What alarms is told what the knowledge service tells anyone who says it: there is one wording. What is
    open comes next: danger is never taken for the value of a field.
    """

    def __init__(self, screening: Screening, policy_desk: PolicyDesk, flows: Iterable[OpenFlow] = ()) -> None:
        self.screening = screening
        self.policy_desk = policy_desk
        self.flows = {flow.kind: flow for flow in flows}

    async def receive(self, turn: Turn, *, gives_way_to: frozenset[Status]) -> Taken:
        """What takes the topic's place, or goes around it."""
        flow = self.flows.get(str(turn.flow.get("kind")))
        alarms = gives_way_to or EVERY_ALARM if flow else gives_way_to
        status = await self._status(turn) if alarms else None
        if status in alarms:
            get_logger().info("topic_gave_way", status=status, intent=turn.intent)
            in_danger = status is Status.CRISIS
            return Taken(await self.policy_desk.ask(turn, turn.text, region=turn.region, in_danger=in_danger))
        return await flow.take(turn) if flow else Taken()

    async def _status(self, turn: Turn) -> Status | None:
        if turn.is_payload or not turn.text.strip():
            return None
        request = ScreenRequest(question=turn.text)
        try:
            return (await self.screening.screen(request, trace_id=turn.trace_id)).status
        except KnowledgeError as error:
            get_logger().error("screening_failed", code=error.code, reason=str(error))
            return None
