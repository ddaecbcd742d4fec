"""What a service does by the clock: once at its start, then again and again until it stops.

Every process makes its rounds. A round that another one makes at the same time, or that is cut off in the
middle, must do no harm: what is done already is found done.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from chassis.logs import bind_trace_id, new_trace_id

Wait = Callable[[asyncio.Event, float], Awaitable[bool]]


async def stopped_within(stopping: asyncio.Event, seconds: float) -> bool:
    """Whether the service stops before so many seconds are over."""
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return False
    return True


@dataclass(frozen=True)
class Rounds:
    """`make` makes one round and raises nothing: one that fails is tried again when the next one is due.

    `wait` waits so many seconds, or until the service stops; it says whether it stops.
    """

    make: Callable[[], Awaitable[None]]
    seconds: float
    wait: Wait = stopped_within

    @asynccontextmanager
    async def going(self) -> AsyncIterator[None]:
        """Rounds are made meanwhile. The one that is being made at the end is finished."""
        stopping = asyncio.Event()
        rounds = asyncio.create_task(self.run(stopping))
        try:
            yield
        finally:
            stopping.set()
            await rounds

    async def run(self, stopping: asyncio.Event) -> None:
        await self._make_one()
        while not await self.wait(stopping, self.seconds):
            await self._make_one()

    async def _make_one(self) -> None:
        bind_trace_id(new_trace_id())
        await self.make()
