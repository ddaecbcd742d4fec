"""What an open page is told while it waits: the transcript, read on from where the page stands.

The database is the truth and the hub only a bell, so a page that comes back with `Last-Event-ID` misses
nothing, and a message written by another gateway arrives with the next look.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager

from connectors.errors import TooManyRequests
from connectors.models import Author, Message

EVENT_NAMES = {
    Author.CITIZEN: "message",
    Author.ASSISTANT: "reply",
    Author.AGENT: "agent_message",
    Author.SYSTEM: "state",
}
ReadOn = Callable[[int], Awaitable[list[Message]]]


class EventHub:
    """Rings for every open stream of a conversation, and at the `desk` for those who watch it there."""

    def __init__(self, *, streams_per_conversation: int, desk: "EventHub | None" = None) -> None:
        self._most = streams_per_conversation
        self._desk = desk
        self._bells: dict[str, set[asyncio.Event]] = defaultdict(set)

    def ring(self, conversation_id: str) -> None:
        for bell in self._bells.get(conversation_id, ()):
            bell.set()
        if self._desk:
            self._desk.ring(conversation_id)

    def check_room(self, conversation_id: str) -> None:
        """Raises: TooManyRequests: the conversation has as many open streams as it may."""
        if len(self._bells.get(conversation_id, ())) >= self._most:
            raise TooManyRequests(retry_after_seconds=5)

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[asyncio.Event]:
        bell = asyncio.Event()
        self._bells[conversation_id].add(bell)
        try:
            yield bell
        finally:
            self._bells[conversation_id].discard(bell)
            if not self._bells[conversation_id]:
                del self._bells[conversation_id]


async def follow(
    hub: EventHub, conversation_id: str, *, after: int, read_on: ReadOn, poll_seconds: float
) -> AsyncIterator[Message]:
    """Every entry of the transcript after sequence `after`, for as long as somebody listens."""
    with hub.listen(conversation_id) as bell:
        while True:
            bell.clear()
            for message in await read_on(after):
                after = message.sequence
                yield message
            await rung(bell, seconds=poll_seconds)


async def rung(bell: asyncio.Event, *, seconds: float) -> None:
    """Wait for the bell, or so long."""
    try:
        async with asyncio.timeout(seconds):
            await bell.wait()
    except TimeoutError:
        return
