"""The desk's round: conversations whose agent is gone wait again, and what was handed back is taken up."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from chassis.clock import Clock
from connectors.bridge import Bridge
from connectors.channel import Channel
from connectors.events import EventHub
from connectors.handoff.desk import Desk


@dataclass(frozen=True)
class DeskRound:
    desk: Desk
    hub: EventHub
    bridge: Bridge
    channel: Channel
    absence_seconds: float
    clock: Clock
    since: datetime

    async def __call__(self) -> int:
        """How many conversations were put back into the queue or taken up."""
        abandoned = await self._requeue_abandoned()
        returns = await asyncio.to_thread(self.bridge.turns.returns)
        for conversation_id in returns:
            self.bridge.resume(self.channel, conversation_id)
        # Presence runs out by the clock: nobody else tells the open desks.
        self.desk.ring()
        return len(abandoned) + len(returns)

    async def _requeue_abandoned(self) -> list[str]:
        """None soon after the start: while the gateway was down, nobody could send a heartbeat."""
        absence = timedelta(seconds=self.absence_seconds)
        if self.clock.now() - self.since < absence:
            return []
        abandoned = await asyncio.to_thread(
            self.desk.talks.requeue_abandoned, after_seconds=self.absence_seconds
        )
        for conversation_id in abandoned:
            self.hub.ring(conversation_id)
        return abandoned
