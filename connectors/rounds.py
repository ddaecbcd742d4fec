"""One round of the gateway, and what is logged of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chassis.errors import CivicError
from chassis.logs import get_logger


@dataclass(frozen=True)
class GatewayRound:
    """`make` makes it and says how much it did."""

    name: str
    make: Callable[[], Awaitable[int]]

    async def __call__(self) -> None:
        try:
            done = await self.make()
        except CivicError as error:
            get_logger().warning("round_failed", round=self.name, code=error.code)
        except Exception as error:
            # Of the error only its kind: its text may hold what somebody wrote.
            get_logger().error("round_failed", round=self.name, cause=type(error).__name__)
        else:
            if done:
                get_logger().info("round_made", round=self.name, done=done)
