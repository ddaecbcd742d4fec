"""What the knowledge service does by the clock, in a thread beside the answers."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from chassis.errors import CivicError
from chassis.logs import get_logger
from chassis.rounds import Rounds


@dataclass(frozen=True)
class KnowledgeRound:
    """`make` makes it and says how much it did."""

    name: str
    make: Callable[[], int]

    async def __call__(self) -> None:
        try:
            done = await asyncio.to_thread(self.make)
        except CivicError as error:
            get_logger().warning("round_failed", round=self.name, code=error.code)
        except Exception as error:
            get_logger().error("round_failed", round=self.name, exc_info=error)
        else:
            if done:
                get_logger().info("round_made", round=self.name, done=done)


def every(seconds: float, name: str, make: Callable[[], int]) -> Rounds:
    return Rounds(make=KnowledgeRound(name, make), seconds=seconds)
