import asyncio
import io

import pytest
import structlog

from chassis import logs
from connectors.bootstrap import Gateway, build
from connectors.models import ConversationState, IncomingMessage
from connectors.settings import GatewaySettings
from tests.connectors.citizen import Citizen, client_for
from tests.standins.rasa_engine import RasaStandIn

pytestmark = pytest.mark.anyio


async def test_repeat_gets_the_stored_reply_and_the_engine_is_asked_once(
    citizen: Citizen, engine: RasaStandIn
) -> None:
    first = await citizen.say("失业登记要多久", message_id="m-1")
    second = await citizen.say("失业登记要多久", message_id="m-1")
    assert first.json() == second.json()
    assert len(engine.received) == 1


async def test_identical_requests_at_once_are_one_turn(citizen: Citizen, engine: RasaStandIn) -> None:
    engine.delay_seconds = 0.1
    answers = await asyncio.gather(*(citizen.say("你好", message_id="m-1") for _ in range(10)))
    assert len({answer.text for answer in answers}) == 1
    assert len(engine.received) == 1
    assert len((await citizen.transcript())["messages"]) == 2


async def test_messages_of_a_conversation_are_answered_one_after_another(
    citizen: Citizen, engine: RasaStandIn
) -> None:
    engine.delay_seconds = 0.05
    await asyncio.gather(*(citizen.say(f"第{n}句") for n in range(6)))
    transcript = (await citizen.transcript())["messages"]
    assert engine.most_at_once == 1
    assert [entry["author"] for entry in transcript] == ["citizen", "assistant"] * 6
    for question, answer in zip(transcript[::2], transcript[1::2], strict=True):
        assert answer["answers"] == question["message_id"]
        assert question["text"] in answer["replies"][0]["text"]


async def test_conversations_do_not_wait_for_each_other(citizen: Citizen, engine: RasaStandIn) -> None:
    engine.delay_seconds = 0.3
    others = [await Citizen(citizen.http).open() for _ in range(5)]
    started = asyncio.get_running_loop().time()
    await asyncio.gather(*(other.say("你好") for other in others))
    assert asyncio.get_running_loop().time() - started < 1.0


@pytest.mark.parametrize("mode", ["broken", "not_json", "action_failed", "says_nothing"])
async def test_failed_engine_gives_an_apology_with_a_way_on_and_may_be_tried_again(
    citizen: Citizen, engine: RasaStandIn, mode: str
) -> None:
    engine.mode = mode
    apology = (await citizen.say("失业登记要多久", message_id="m-1")).json()
    assert apology["failed"] is True
    assert "12345" in apology["replies"][0]["text"]
    assert "12333" in apology["replies"][0]["text"]
    engine.mode = "answer"
    again = (await citizen.say("失业登记要多久", message_id="m-1")).json()
    assert again["failed"] is False
    assert again["topic"] == "knowledge"
    assert again["message_id"] == apology["message_id"]
    assert again == (await citizen.say("失业登记要多久", message_id="m-1")).json()
    assert [entry["failed"] for entry in (await citizen.transcript())["messages"]] == [False, True, False]


async def test_an_apology_of_the_actions_may_be_asked_again(citizen: Citizen, engine: RasaStandIn) -> None:
    engine.mode = "apologises"
    apology = (await citizen.say("失业登记要多久", message_id="m-1")).json()
    assert apology["failed"] is True
    engine.mode = "answer"
    assert (await citizen.say("失业登记要多久", message_id="m-1")).json()["failed"] is False


async def test_engine_that_takes_too_long_gives_an_apology(citizen: Citizen, engine: RasaStandIn) -> None:
    engine.delay_seconds = 1.5
    assert (await citizen.say("你好")).json()["failed"] is True


async def test_engine_that_is_not_there_gives_an_apology(settings: GatewaySettings, gateway: Gateway) -> None:
    await gateway.close()
    lonely = build(settings.model_copy(update={"engine_port": 9}))
    async with client_for(lonely) as http:
        citizen = await Citizen(http).open()
        assert (await citizen.say("你好")).json()["failed"] is True
    await lonely.close()


@pytest.fixture
def log_lines() -> io.StringIO:
    lines = io.StringIO()
    logs.configure(process="gateway")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(lines))
    return lines


async def test_failure_is_logged_with_its_trace_and_without_the_number_of_a_person(
    log_lines: io.StringIO, citizen: Citizen, engine: RasaStandIn
) -> None:
    engine.mode = "action_failed"
    response = await citizen.say("我的电话13812345678,帮我查")
    logged = log_lines.getvalue()
    assert "engine_failed" in logged
    assert response.headers["X-Trace-Id"] in logged
    assert "13812345678" not in logged


async def test_new_gateway_on_the_same_database_returns_what_was_stored(
    settings: GatewaySettings, citizen: Citizen, engine: RasaStandIn
) -> None:
    first = await citizen.say("失业登记要多久", message_id="m-1")
    reborn = build(settings)
    async with client_for(reborn) as http:
        returned = Citizen(http, citizen.id, citizen.token)
        assert (await returned.say("失业登记要多久", message_id="m-1")).json() == first.json()
        assert (await returned.transcript()) == (await citizen.transcript())
    await reborn.close()
    assert len(engine.received) == 1


async def test_turn_cut_off_by_a_crash_is_answered_when_sent_again(
    settings: GatewaySettings, gateway: Gateway, citizen: Citizen
) -> None:
    incoming = IncomingMessage("m-1", text="失业登记要多久")
    gateway.bridge.turns.begin(citizen.id, incoming, trace_id="t")  # and then the process is gone
    reborn = build(settings)
    reborn.recover()
    async with client_for(reborn) as http:
        returned = Citizen(http, citizen.id, citizen.token)
        answer = (await returned.say("失业登记要多久", message_id="m-1")).json()
        assert answer["topic"] == "knowledge"
        assert len((await returned.transcript())["messages"]) == 2
    await reborn.close()


async def test_two_gateways_on_one_database_answer_a_message_once(
    settings: GatewaySettings, citizen: Citizen, engine: RasaStandIn
) -> None:
    engine.delay_seconds = 0.3
    twin = build(settings)
    async with client_for(twin) as http:
        same = Citizen(http, citizen.id, citizen.token)
        answers = await asyncio.gather(
            citizen.say("你好", message_id="m-1"), same.say("你好", message_id="m-1")
        )
    await twin.close()
    assert answers[0].json() == answers[1].json()
    assert len(engine.received) == 1


async def test_person_who_steps_in_while_the_engine_thinks_is_not_talked_over(
    citizen: Citizen, gateway: Gateway, engine: RasaStandIn
) -> None:
    engine.delay_seconds = 0.3
    asked = asyncio.create_task(citizen.say("你好"))
    await asyncio.sleep(0.1)
    assert gateway.repository.change_state(
        citizen.id, expected=ConversationState.BOT, state=ConversationState.AGENT
    )
    answer = (await asked).json()
    assert answer["state"] == "agent"
    assert answer["replies"] == []
    assert "assistant" not in {entry["author"] for entry in (await citizen.transcript())["messages"]}


async def test_message_to_a_person_is_kept_and_the_engine_stays_out(
    citizen: Citizen, gateway: Gateway, engine: RasaStandIn
) -> None:
    gateway.repository.change_state(citizen.id, expected=ConversationState.BOT, state=ConversationState.AGENT)
    answer = (await citizen.say("在吗", message_id="m-1")).json()
    assert (answer["state"], answer["replies"]) == ("agent", [])
    assert answer == (await citizen.say("在吗", message_id="m-1")).json()
    assert engine.received == []


async def test_closed_conversation_takes_no_message(citizen: Citizen, gateway: Gateway) -> None:
    gateway.repository.change_state(
        citizen.id, expected=ConversationState.BOT, state=ConversationState.CLOSED
    )
    response = await citizen.say("你好")
    assert response.status_code == 409
    assert response.json()["error"]["code"] == "conversation_closed"


async def test_turn_ends_well_when_the_citizen_goes_away(
    citizen: Citizen, gateway: Gateway, engine: RasaStandIn
) -> None:
    engine.delay_seconds = 0.2
    incoming = IncomingMessage("m-1", text="你好")
    asked = asyncio.create_task(gateway.bridge.take(gateway.web_chat, citizen.id, incoming))
    await asyncio.sleep(0.05)
    asked.cancel()
    await gateway.bridge.drain()
    assert (await citizen.transcript())["messages"][0]["status"] == "answered"
