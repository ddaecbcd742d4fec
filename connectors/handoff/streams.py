"""What an open desk is told while it waits."""

import asyncio
import re
from collections.abc import AsyncIterator

from sse_starlette import ServerSentEvent

from chassis.tokens import TokenInvalid
from connectors.bootstrap import Gateway
from connectors.events import EVENT_NAMES, follow, rung
from connectors.handoff.deps import StaffProof
from connectors.handoff.desk import BOARD
from connectors.handoff.views import board_view, entry_view
from connectors.models import Message

_SEQUENCE = re.compile(r"\d{1,9}")


async def boards(gateway: Gateway, proof: StaffProof) -> AsyncIterator[ServerSentEvent]:
    """The board now, and again whenever it has changed, until the token runs out."""
    shown, seconds = "", gateway.settings.events_poll_seconds
    with gateway.desk.hub.listen(BOARD) as bell:
        while _still_holds(gateway, proof):
            bell.clear()
            board = board_view(await asyncio.to_thread(gateway.desk.board.read)).model_dump_json()
            if board != shown:
                shown = board
                yield ServerSentEvent(board, event=BOARD)
            await rung(bell, seconds=seconds)


async def position(gateway: Gateway, conversation_id: str, last_event_id: str) -> int:
    """After which entry to go on."""
    if _SEQUENCE.fullmatch(last_event_id):
        return int(last_event_id)
    return await asyncio.to_thread(gateway.repository.last_sequence, conversation_id)


async def entries(
    gateway: Gateway, proof: StaffProof, conversation_id: str, *, after: int
) -> AsyncIterator[ServerSentEvent]:
    """Falls silent when the token runs out."""

    async def read_on(sequence: int) -> list[Message]:
        if not _still_holds(gateway, proof):
            return []
        return await asyncio.to_thread(gateway.repository.transcript, conversation_id, after=sequence)

    followed = follow(
        gateway.desk.hub,
        conversation_id,
        after=after,
        read_on=read_on,
        poll_seconds=gateway.settings.events_poll_seconds,
    )
    async for message in followed:
        senders = await asyncio.to_thread(gateway.desk.board.senders, conversation_id)
        view = entry_view(message, senders.get(message.id))
        yield ServerSentEvent(
            view.model_dump_json(), event=EVENT_NAMES[message.author], id=str(message.sequence)
        )


def _still_holds(gateway: Gateway, proof: StaffProof) -> bool:
    try:
        gateway.desk.tokens.verify(proof.token)
    except TokenInvalid:
        return False
    return True
