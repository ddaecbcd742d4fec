"""One turn, for every channel: store, ask the engine, look again who is speaking, store, deliver."""

import asyncio
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

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
from connectors.handoff.desk import Desk
from connectors.handoff.unanswered import instead_of_the_engine
from connectors.identity.citizen_token import CitizenTokens
from connectors.models import ConversationState, IncomingMessage, Turn
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
    citizen_tokens: CitizenTokens
    desk: Desk
    _running: set[asyncio.Task[Any]] = field(default_factory=set)

    async def take(self, channel: Channel, conversation_id: str, incoming: IncomingMessage) -> Turn:
        """Answer one message. The turn ends well even when the citizen's connection does not."""
        task = asyncio.create_task(self._take(channel, conversation_id, incoming))
        self._keep(task)
        return await asyncio.shield(task)

    def resume(self, channel: Channel, conversation_id: str) -> None:
        """Let the engine hear that an agent has handed the conversation back; it takes up what is open."""
        self._keep(asyncio.create_task(self._resume(channel, conversation_id)))

    async def drain(self) -> None:
        """Wait for the turns that are still running."""
        await asyncio.gather(*self._running, return_exceptions=True)

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _resume(self, channel: Channel, conversation_id: str) -> None:
        try:
            async with self.order.hold(conversation_id):
                claimed = await self._begin_return(conversation_id)
                if claimed is None:
                    return
                # Whatever is said here opens only to whoever is signed in here now.
                signed_in = await asyncio.to_thread(self.citizen_tokens.sign_ins.current, conversation_id)
                turn = await self._answer(channel, claimed, sign_in_id=signed_in.id if signed_in else None)
        except Exception:
            # Nobody waits for this; the desk's next round tries again.
            get_logger().exception("hand_back_failed", conversation_id=conversation_id)
            return
        await channel.deliver(turn)

    async def _begin_return(self, conversation_id: str) -> Claimed | None:
        until = monotonic() + self.wait_seconds
        while isinstance(begun := await asyncio.to_thread(self.turns.begin_return, conversation_id), Busy):
            if monotonic() > until:
                raise ConversationBusy(repr(conversation_id))
            await asyncio.sleep(_BUSY_LOOK_SECONDS)
        return begun

    async def _take(self, channel: Channel, conversation_id: str, incoming: IncomingMessage) -> Turn:
        async with self.order.hold(conversation_id):
            begun = await self._begin(conversation_id, incoming)
            if isinstance(begun, Settled):
                turn = begun.turn
            else:
                turn = await self._answer(channel, begun, sign_in_id=incoming.sign_in_id)
            if turn.state is not ConversationState.BOT or (isinstance(begun, Claimed) and begun.waited):
                self.desk.ring()
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

    async def _answer(self, channel: Channel, claimed: Claimed, *, sign_in_id: str | None) -> Turn:
        started = perf_counter()
        replies = await self._ask(channel, claimed, sign_in_id=sign_in_id)
        engine_seconds = perf_counter() - started
        replies = replies or instead_of_the_engine(claimed.message)
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

    async def _ask(self, channel: Channel, claimed: Claimed, *, sign_in_id: str | None) -> list[Reply]:
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
                    message_id=message.id,
                    citizen_token=await self._citizen_token(conversation.id, sign_in_id=sign_in_id),
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

    async def _citizen_token(self, conversation_id: str, *, sign_in_id: str | None) -> str | None:
        if sign_in_id is None:
            return None
        return await asyncio.to_thread(self.citizen_tokens.issue, conversation_id, sign_in_id=sign_in_id)
