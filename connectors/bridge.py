"""One turn, for every channel: store, ask the engine, look again who is speaking, store, deliver."""

import asyncio
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import monotonic, perf_counter

import yaml

from bot.client import DialogueMessage
from bot.errors import DialogueFailed
from bot.wire import Reply, ReplyType
from chassis.logs import current_trace_id, get_logger
from chassis.pii import mask
from connectors.channel import Channel
from connectors.conversations.turns import Busy, Claimed, Settled, TurnStore
from connectors.engine import DialogueEngine
from connectors.errors import ConversationBusy
from connectors.models import IncomingMessage, Turn
from connectors.ordering import TurnOrder
from connectors.render import render

_BUSY_LOOK_SECONDS = 0.1
_OWN_REPLIES = Path(__file__).with_name("replies.yml")


@cache
def own_replies() -> dict[str, Reply]:
    """What the gateway says itself, by name."""
    source = yaml.safe_load(_OWN_REPLIES.read_text(encoding="utf-8"))
    return {name: Reply(type=ReplyType.TEXT, **reply) for name, reply in source.items()}


@dataclass
class Bridge:
    turns: TurnStore
    engine: DialogueEngine
    order: TurnOrder
    wait_seconds: float
    _running: set[asyncio.Task[Turn]] = field(default_factory=set)

    async def take(self, channel: Channel, conversation_id: str, incoming: IncomingMessage) -> Turn:
        """Answer one message. The turn ends well even when the citizen's connection does not."""
        task = asyncio.create_task(self._take(channel, conversation_id, incoming))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def drain(self) -> None:
        """Wait for the turns that are still running."""
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _take(self, channel: Channel, conversation_id: str, incoming: IncomingMessage) -> Turn:
        async with self.order.hold(conversation_id):
            begun = await self._begin(conversation_id, incoming)
            turn = begun.turn if isinstance(begun, Settled) else await self._answer(channel, begun)
        await channel.deliver(turn)
        return turn

    async def _begin(self, conversation_id: str, incoming: IncomingMessage) -> Claimed | Settled:
        until = monotonic() + self.wait_seconds
        while True:
            begun = await asyncio.to_thread(
                self.turns.begin, conversation_id, incoming, trace_id=current_trace_id()
            )
            if not isinstance(begun, Busy):
                return begun
            if monotonic() > until:
                raise ConversationBusy(repr(conversation_id))
            await asyncio.sleep(_BUSY_LOOK_SECONDS)

    async def _answer(self, channel: Channel, claimed: Claimed) -> Turn:
        started = perf_counter()
        replies = await self._ask(channel, claimed)
        engine_seconds = perf_counter() - started
        turn = await asyncio.to_thread(
            self.turns.finish,
            claimed,
            replies or [own_replies()["engine_failed"]],
            failed=not replies or any(reply.failed for reply in replies),
            trace_id=current_trace_id(),
        )
        get_logger().info(
            "turn_taken",
            conversation_id=claimed.conversation.id,
            status=turn.message.status,
            topic=turn.answer.topic if turn.answer else "",
            engine_ms=round(engine_seconds * 1000),
        )
        return turn

    async def _ask(self, channel: Channel, claimed: Claimed) -> list[Reply]:
        """The engine's replies, rendered; none when it failed, which is logged with the masked text."""
        conversation, message = claimed.conversation, claimed.message
        try:
            replies = await self.engine.send(
                DialogueMessage(
                    conversation_id=conversation.id,
                    text=message.text,
                    payload=message.payload,
                    region=conversation.region,
                    language=conversation.language,
                    channel=conversation.channel,
                    trace_id=current_trace_id(),
                )
            )
        except DialogueFailed as error:
            get_logger().error(
                "engine_failed", conversation_id=conversation.id, text=mask(message.text), reason=str(error)
            )
            return []
        except Exception:
            # A fault of our own must not cost the citizen the way on, nor hold the conversation.
            get_logger().exception("engine_client_broke", conversation_id=conversation.id)
            return []
        rendered = render(replies, capabilities=channel.capabilities)
        if not rendered:
            get_logger().error(
                "engine_said_nothing", conversation_id=conversation.id, text=mask(message.text)
            )
        return rendered
