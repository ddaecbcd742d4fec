"""One round of the sweep, and what is logged of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from actions.wire.cases import Sweep
from chassis.logs import get_logger


@dataclass(frozen=True)
class SweepRound:
    sweep: Callable[[], Sweep]

    async def __call__(self) -> None:
        try:
            swept = await asyncio.to_thread(self.sweep)
        except SQLAlchemyError as error:
            # Of the error only its kind: its text may hold what somebody filled in.
            cause = getattr(error, "orig", None) or error
            get_logger().error("sweep_failed", cause=type(cause).__name__)
        except Exception as error:
            get_logger().error("sweep_failed", exc_info=error)
        else:
            get_logger().info("swept", **{what: len(found) for what, found in swept})
