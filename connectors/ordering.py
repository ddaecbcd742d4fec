"""One turn at a time for each conversation in this process, in the order in which the messages came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from connectors.errors import ConversationBusy


class TurnOrder:
    """A fair lock for each conversation that has a turn running or waiting."""

    def __init__(self, *, wait_seconds: float) -> None:
        self._wait_seconds = wait_seconds
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[None]:
        """Raises: ConversationBusy: the turns before this one took too long."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        try:
            async with asyncio.timeout(self._wait_seconds):
                await lock.acquire()
        except TimeoutError as error:
            raise ConversationBusy(repr(conversation_id)) from error
        try:
            yield
        finally:
            lock.release()
