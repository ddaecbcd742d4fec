"""What the back office tells a conversation arrives there once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine

from actions.wire.notices import Notice
from bot.wire import Button, Reply, ReplyType
from chassis.clock import SystemClock
from chassis.rounds import Rounds
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import Claimed, TurnStore
from connectors.events import EventHub
from connectors.models import Author, IncomingMessage
from connectors.notices import NoticeRound, NoticeStore
from connectors.rounds import GatewayRound

pytestmark = pytest.mark.anyio


@dataclass
class BackOffice:
    """Gives two notices at a time, as the real one gives so many."""

    told: list[Notice] = field(default_factory=list)
    asked_after: list[int] = field(default_factory=list)

    def tell(self, conversation_id: str, text: str = "已经整改") -> Notice:
        number = len(self.told) + 1
        at = SystemClock().now()
        notice = Notice(id=number, conversation_id=conversation_id, text=text, topic="review", at=at)
        self.told.append(notice)
        return notice

    async def notices(self, after: int) -> list[Notice]:
        self.asked_after.append(after)
        return [notice for notice in self.told if notice.id > after][:2]


@pytest.fixture
def repository(database: Engine) -> ConversationRepository:
    return ConversationRepository(database, SystemClock())


@pytest.fixture
def conversation_id(repository: ConversationRepository) -> str:
    return repository.create(channel="web_chat", region=None, language="zh-CN").id


@pytest.fixture
def store(database: Engine) -> NoticeStore:
    return NoticeStore(database, SystemClock())


@pytest.fixture
def back_office() -> BackOffice:
    return BackOffice()


@pytest.fixture
def notice_round(back_office: BackOffice, store: NoticeStore) -> NoticeRound:
    return NoticeRound(back_office, store, EventHub(streams_per_conversation=6))


async def test_notices_come_into_their_conversation_in_order_and_once(
    back_office: BackOffice,
    notice_round: NoticeRound,
    conversation_id: str,
    repository: ConversationRepository,
) -> None:
    for number in range(5):
        back_office.tell(conversation_id, f"第{number}条")
    assert await notice_round() == 5
    assert await notice_round() == 0
    entries = repository.transcript(conversation_id)
    assert [entry.replies[0].text for entry in entries] == [f"第{number}条" for number in range(5)]
    assert {(entry.author, entry.topic) for entry in entries} == {(Author.ASSISTANT, "review")}
    assert back_office.asked_after == [0, 2, 4, 5, 5]


async def test_two_gateways_tell_it_once(
    back_office: BackOffice, store: NoticeStore, conversation_id: str, repository: ConversationRepository
) -> None:
    notice = back_office.tell(conversation_id)
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(store.take, [notice] * 4)) == [False] * 3 + [True]
    assert len(repository.transcript(conversation_id)) == 1


async def test_conversation_that_is_not_here_does_not_stop_the_others(
    back_office: BackOffice,
    notice_round: NoticeRound,
    conversation_id: str,
    repository: ConversationRepository,
) -> None:
    back_office.tell("0" * 32)
    back_office.tell(conversation_id)
    assert await notice_round() == 1
    assert len(repository.transcript(conversation_id)) == 1


async def test_open_page_is_rung(
    back_office: BackOffice, notice_round: NoticeRound, conversation_id: str
) -> None:
    back_office.tell(conversation_id)
    with notice_round.hub.listen(conversation_id) as bell:
        await notice_round()
        assert bell.is_set()


async def test_notice_takes_no_button_away(
    back_office: BackOffice, notice_round: NoticeRound, conversation_id: str, database: Engine
) -> None:
    turns = TurnStore(database, SystemClock(), lease_seconds=20)
    begun = turns.begin(conversation_id, IncomingMessage("m-1", text="你好"), trace_id="t")
    assert isinstance(begun, Claimed)
    buttons = [Button(title="办失业登记", payload='/apply_for_service{"item": "x"}')]
    said = Reply(type=ReplyType.TEXT, text="好的", topic="commitment", buttons=buttons)
    turns.finish(begun, [said], failed=False, trace_id="t")
    back_office.tell(conversation_id)
    await notice_round()
    pressed = IncomingMessage("m-2", payload=buttons[0].payload)
    begun = turns.begin(conversation_id, pressed, trace_id="t")
    assert isinstance(begun, Claimed)
    assert begun.message.text == "办失业登记"


async def test_rounds_go_on_after_one_that_failed_until_the_gateway_stops() -> None:
    made: list[int] = []

    async def make() -> int:
        made.append(len(made))
        if len(made) == 1:
            raise RuntimeError("何先生的话")
        return len(made)

    async def wait(stopping: asyncio.Event, seconds: float) -> bool:
        assert seconds == 7.0
        return len(made) == 3

    await Rounds(GatewayRound("trial", make), 7.0, wait).run(asyncio.Event())
    assert made == [0, 1, 2]


async def test_rounds_end_with_the_gateway() -> None:
    made = asyncio.Event()

    async def make() -> int:
        made.set()
        return 0

    async with Rounds(GatewayRound("trial", make), 3600.0).going():
        await made.wait()
