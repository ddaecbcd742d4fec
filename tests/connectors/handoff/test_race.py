"""The assistant's slow answer against an agent who takes over: never both, never none."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine

from bot.client import DialogueMessage
from bot.wire import Reply
from chassis.clock import SystemClock
from chassis.tokens import TokenSigner
from connectors.bridge import Bridge
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import TurnStore
from connectors.events import EventHub
from connectors.handoff.bootstrap import build_desk
from connectors.handoff.desk import Desk
from connectors.identity.citizen_token import CitizenTokens
from connectors.identity.sign_ins import SignInStore
from connectors.models import Author, ConversationState, IncomingMessage, TurnStatus
from connectors.ordering import TurnOrder
from connectors.settings import GatewaySettings
from connectors.web_chat.channel import WebChatChannel
from tests.connectors.handoff.talking import LI, WANG, reply
from tests.standins.gateway import SIGNING_KEY

pytestmark = pytest.mark.anyio

RACES = 500


@dataclass
class SlowEngine:
    """While it thinks, somebody takes the conversation over; it answers `yields` loops later."""

    desk: Desk
    yields: int = 0
    takings: list[asyncio.Task[object]] = field(default_factory=list)

    async def send(self, message: DialogueMessage) -> list[Reply]:
        taking = asyncio.to_thread(self.desk.talks.take, message.conversation_id, LI)
        self.takings.append(asyncio.create_task(taking))
        for _ in range(self.yields):
            await asyncio.sleep(0)
        return [reply("助手的回答")]


@pytest.fixture
def desk(database: Engine) -> Desk:
    return build_desk(
        GatewaySettings(),
        database=database,
        clock=SystemClock(),
        signer=TokenSigner(SIGNING_KEY),
        hub=EventHub(streams_per_conversation=6),
    )


@pytest.fixture
def engine(desk: Desk) -> SlowEngine:
    return SlowEngine(desk)


@pytest.fixture
def bridge(database: Engine, desk: Desk, engine: SlowEngine) -> Bridge:
    clock, signer = SystemClock(), TokenSigner(SIGNING_KEY)
    return Bridge(
        TurnStore(database, clock, lease_seconds=20),
        engine,
        TurnOrder(wait_seconds=30),
        wait_seconds=30,
        citizen_tokens=CitizenTokens(SignInStore(database, clock, 60), signer),
        desk=desk,
    )


async def test_slow_answer_against_a_takeover_is_never_both_and_never_none(
    database: Engine, bridge: Bridge, engine: SlowEngine, desk: Desk
) -> None:
    repository = ConversationRepository(database, SystemClock())
    channel = WebChatChannel(TokenSigner(SIGNING_KEY), EventHub(streams_per_conversation=6), 1)
    outcomes: Counter[TurnStatus] = Counter()
    for number in range(RACES):
        conversation = repository.create(channel="web_chat", region=None, language="zh-CN")
        engine.yields = number % 40
        turn = await bridge.take(channel, conversation.id, IncomingMessage("m-1", text="你好"))
        await engine.takings.pop()
        entries = repository.transcript(conversation.id)
        said = [entry for entry in entries if entry.author is Author.ASSISTANT]
        asked, taken = entries[0], entries[-1] if not said else entries[2]
        assert repository.get(conversation.id).state is ConversationState.AGENT
        assert taken.state is ConversationState.AGENT
        # Answered by the assistant before the person came, or left to the person: one of the two.
        assert asked.status is (TurnStatus.ANSWERED if said else TurnStatus.FORWARDED)
        assert (turn.answer is not None) is bool(said)
        assert len(entries) == 2 + len(said)
        outcomes[asked.status] += 1
    assert sum(outcomes.values()) == RACES
    assert set(outcomes) == {TurnStatus.ANSWERED, TurnStatus.FORWARDED}, outcomes


async def test_agents_message_against_another_agents_taking_away_is_never_said_by_both(
    database: Engine, desk: Desk
) -> None:
    """The supervisor's requeue and the other's taking race with the first agent's message."""
    repository = ConversationRepository(database, SystemClock())
    for number in range(40):
        conversation = repository.create(channel="web_chat", region=None, language="zh-CN")
        desk.talks.take(conversation.id, LI)

        def give_and_take(conversation_id: str = conversation.id) -> None:
            desk.talks.requeue(conversation_id, LI, note="")
            desk.talks.take(conversation_id, WANG)

        def say(conversation_id: str = conversation.id, number: int = number) -> object:
            return desk.talks.send(conversation_id, LI, client_message_id=f"a-{number}", text="我是李工")

        results = await asyncio.gather(
            asyncio.to_thread(say), asyncio.to_thread(give_and_take), return_exceptions=True
        )
        entries = repository.transcript(conversation.id)
        spoken = [entry.sequence for entry in entries if entry.author is Author.AGENT]
        left = next(entry.sequence for entry in entries if entry.state is ConversationState.QUEUED)
        assert len(spoken) == (0 if isinstance(results[0], Exception) else 1)
        assert all(sequence < left for sequence in spoken)
