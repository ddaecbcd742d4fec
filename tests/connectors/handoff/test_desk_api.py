"""A citizen and an agent over HTTP, with the engine's stand-in between them."""

from collections.abc import Iterator
from typing import Any

import pytest

from chassis.staff import Person, Role
from connectors.bootstrap import Gateway, build
from connectors.rounds import GatewayRound
from connectors.settings import GatewaySettings
from tests.connectors.citizen import Citizen, client_for
from tests.connectors.handoff.agent import Agent
from tests.connectors.handoff.talking import LI, WANG, ZHAO
from tests.standins.gateway import build_gateway
from tests.standins.rasa_engine import SCRIPT, RasaStandIn, text_reply

pytestmark = pytest.mark.anyio

ASKED = {
    **text_reply("好的，找人。", topic="handoff"),
    "handoff": {"reason": "asked", "summary": "问失业登记"},
}
DANGER = {**text_reply("请打 110。", topic="handoff"), "answer": {"status": "crisis", "text": "请打 110。"}}
WORDS = {
    "/handed_back": text_reply("刚才填到联系电话。", topic="commitment"),
    "活人": ASKED,
    "不想活": DANGER,
}


@pytest.fixture(autouse=True)
def script() -> Iterator[None]:
    SCRIPT.update(WORDS)
    yield
    for words in WORDS:
        del SCRIPT[words]


@pytest.fixture
def li(citizen: Citizen, gateway: Gateway) -> Agent:
    return Agent.of(citizen.http, gateway, LI)


@pytest.fixture
def wang(citizen: Citizen, gateway: Gateway) -> Agent:
    return Agent.of(citizen.http, gateway, WANG)


@pytest.fixture
def zhao(citizen: Citizen, gateway: Gateway) -> Agent:
    return Agent.of(citizen.http, gateway, ZHAO)


def _authors(transcript: Any) -> list[str]:
    return [entry["author"] for entry in transcript["messages"]]


async def test_from_the_question_through_the_person_back_to_the_assistant(
    citizen: Citizen, gateway: Gateway, engine: RasaStandIn, li: Agent
) -> None:
    await li.be("available")
    await citizen.say("失业登记要多久")
    asked = (await citizen.say("找个活人")).json()
    assert asked["state"] == "queued"
    assert "有工作人员空着" in asked["replies"][-1]["text"]
    assert (await citizen.transcript())["waiting"] == {"place": 1, "agents": 1, "minutes": 0}
    assert (await citizen.say("还要多久")).json()["replies"][0]["text"] == "您说的是：还要多久"

    board = await li.board()
    assert [(queued["conversation_id"], queued["note"]) for queued in board["waiting"]] == [
        (citizen.id, "问失业登记")
    ]
    taken = await li.take(citizen.id)
    assert (taken.status_code, taken.json()["state"]) == (200, "agent")
    read = await li.read(citizen.id)
    first = read["summary"]["points"][0]
    assert (first["outcome"], len(first["sources"])) == ("answered", 2)

    heard = len(engine.received)
    assert (await citizen.say("您好，在吗")).json() == {
        "message_id": (await citizen.transcript())["messages"][-1]["message_id"],
        "state": "agent",
        "topic": "",
        "replies": [],
        "failed": False,
    }
    assert (await li.say(citizen.id, "您好，我是李工。")).status_code == 200
    assert len(engine.received) == heard

    await li.release(citizen.id, to="bot")
    await gateway.bridge.drain()
    assert engine.received[-1]["message"] == "/handed_back"
    transcript = await citizen.transcript()
    assert transcript["state"] == "bot"
    assert transcript["waiting"] is None
    assert transcript["messages"][-1]["replies"][0]["text"] == "刚才填到联系电话。"
    assert _authors(transcript)[-5:] == ["system", "citizen", "agent", "system", "assistant"]
    assert (await citizen.say("好的")).json()["state"] == "bot"


async def test_danger_is_shown_first_and_a_false_alarm_ends_without_a_word(
    citizen: Citizen, li: Agent
) -> None:
    waiting = await Citizen(citizen.http).open()
    await waiting.say("找个活人")
    alarmed = (await citizen.say("我不想活了")).json()
    assert alarmed["state"] == "queued"
    board = await li.board()
    assert [queued["conversation_id"] for queued in board["waiting"]] == [citizen.id, waiting.id]
    alarm = board["alarms"][0]
    assert (await li.post(f"alarms/{alarm['id']}/acknowledgement")).json()["handled_by"] == "li"
    dismissed = await li.post(f"alarms/{alarm['id']}/dismissal", {"note": "歌词"})
    assert dismissed.json()["state"] == "dismissed"
    assert (await li.board())["alarms"] == []
    transcript = await citizen.transcript()
    assert (transcript["state"], _authors(transcript)[-1]) == ("bot", "system")


async def test_second_agent_hears_who_was_quicker(citizen: Citizen, li: Agent, wang: Agent) -> None:
    assert (await li.take(citizen.id)).status_code == 200
    refused = await wang.take(citizen.id)
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "taken_by_another"
    assert "李工" in refused.json()["error"]["message"]
    said = await wang.say(citizen.id, "您好")
    assert (said.status_code, said.json()["error"]["code"]) == (409, "not_your_talk")
    assert (await li.take(citizen.id)).status_code == 200


async def test_agent_message_sent_twice_is_there_once(citizen: Citizen, li: Agent) -> None:
    await li.take(citizen.id)
    first, second = await li.say(citizen.id, " 您好\x00 "), await li.say(citizen.id, "您好")
    assert first.json() == second.json()
    assert _authors(await citizen.transcript()) == ["system", "agent"]
    assert (await li.say(citizen.id, "   ", message_id="a-2")).json()["error"]["code"] == "text_empty"
    assert (await li.say(citizen.id, "长" * 2001, message_id="a-2")).status_code == 422


async def test_citizens_engine_failing_does_not_keep_them_from_a_person(
    citizen: Citizen, engine: RasaStandIn
) -> None:
    engine.mode = "broken"
    await citizen.say("失业登记要多久")
    offered = (await citizen.say("失业登记要多久")).json()
    assert offered["replies"][-1]["buttons"][0]["payload"] == "/request_handoff"
    queued = (await citizen.press("/request_handoff")).json()
    assert (queued["state"], queued["failed"]) == ("queued", False)
    left = (await citizen.press("/leave_queue")).json()
    assert (left["state"], left["failed"]) == ("bot", False)


async def test_handing_back_while_the_engine_is_down_says_so_once(
    citizen: Citizen, gateway: Gateway, engine: RasaStandIn, li: Agent
) -> None:
    await li.take(citizen.id)
    engine.mode = "broken"
    await li.release(citizen.id, to="bot")
    await gateway.bridge.drain()
    transcript = await citizen.transcript()
    assert "由我接着" in transcript["messages"][-1]["replies"][0]["text"]
    assert gateway.bridge.turns.returns() == []


async def test_gateway_that_dies_loses_no_talk_no_place_and_no_return(
    settings: GatewaySettings, citizen: Citizen, gateway: Gateway, engine: RasaStandIn, li: Agent
) -> None:
    talking, waiting, returned = [await Citizen(citizen.http).open() for _ in range(3)]
    for one in (talking, returned):
        await li.take(one.id)
    await li.say(talking.id, "请稍等")
    await waiting.say("找个活人")
    gateway.desk.talks.hand_back(returned.id, LI, note="")  # and then the process is gone
    reborn = build(settings)
    reborn.recover()
    for rounds in reborn.rounds:
        if isinstance(rounds.make, GatewayRound) and rounds.make.name == "desk":
            await rounds.make()
    await reborn.bridge.drain()
    async with client_for(reborn) as http:
        agent = Agent.of(http, reborn, LI)
        board = await agent.board()
        assert [queued["conversation_id"] for queued in board["waiting"]] == [waiting.id]
        assert [talk["conversation_id"] for talk in board["talks"]] == [talking.id]
        assert (await agent.say(talking.id, "请稍等")).status_code == 200
        assert _authors(await Citizen(http, talking.id, talking.token).transcript()) == ["system", "agent"]
        back = await Citizen(http, returned.id, returned.token).transcript()
        assert back["messages"][-1]["replies"][0]["text"] == "刚才填到联系电话。"
    await reborn.close()
    assert [body["message"] for body in engine.received].count("/handed_back") == 1


async def test_closed_conversation_can_still_be_reviewed(citizen: Citizen, li: Agent) -> None:
    await li.take(citizen.id)
    closed = await li.close(citizen.id, reason="已经说清楚")
    assert closed.json()["state"] == "closed"
    assert (await citizen.say("还有")).json()["error"]["code"] == "conversation_closed"
    assert "已经说清楚" not in str(await citizen.transcript())


async def test_return_to_the_queue(citizen: Citizen, li: Agent, wang: Agent) -> None:
    await li.take(citizen.id)
    assert (await li.release(citizen.id, to="queue", note="要懂社保的")).json()["state"] == "queued"
    assert (await wang.board())["waiting"][0]["note"] == "要懂社保的"
    assert (await wang.take(citizen.id)).status_code == 200


async def test_agent_reads_what_concerns_them_and_a_supervisor_everything(
    citizen: Citizen, li: Agent, wang: Agent, zhao: Agent
) -> None:
    await citizen.say("你好")
    path = f"conversations/{citizen.id}"
    assert (await li.get(path)).status_code == 403
    assert (await zhao.get(path)).status_code == 200
    await citizen.say("找个活人")
    assert (await li.get(path)).status_code == 200
    await wang.take(citizen.id)
    assert (await li.get(path)).status_code == 403
    assert (await wang.get(path)).status_code == 200
    assert (await wang.get("conversations/" + "0" * 32)).status_code == 404


async def test_supervisor_sees_who_did_what(citizen: Citizen, li: Agent, zhao: Agent) -> None:
    await citizen.say("找个活人")
    await li.read(citizen.id)
    await li.take(citizen.id)
    assert (await li.get("actions")).status_code == 403
    actions = (await zhao.get("actions", conversation_id=citizen.id)).json()["actions"]
    assert [(line["account"], line["action"]) for line in actions] == [("li", "take"), ("li", "read")]


@pytest.mark.parametrize("what", ["board", "events", "actions", "conversations/x", "conversations/x/events"])
async def test_nothing_opens_without_a_staff_token(citizen: Citizen, what: str) -> None:
    for token in ("", "a.b.c", citizen.token):
        response = await citizen.http.get(
            f"/api/v1/desk/{what}", headers={"Authorization": f"Bearer {token}"}
        )
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "staff_token_refused"


async def test_staff_token_opens_no_citizens_route(citizen: Citizen, li: Agent) -> None:
    response = await citizen.http.get(f"{citizen.path}/messages", headers=li.headers)
    assert response.status_code == 401


async def test_who_tries_tokens_is_held_back_by_address_and_an_agent_by_account(
    settings: GatewaySettings,
) -> None:
    gateway = build_gateway(
        settings.model_copy(update={"requests_per_address_per_minute": 3, "requests_per_agent_per_minute": 5})
    )
    async with client_for(gateway, address="203.0.113.9") as http:
        wrong = [(await Agent(http, "a.b.c").get("board")).status_code for _ in range(5)]
        assert wrong == [401, 401, 401, 429, 429]
    async with client_for(gateway, address="203.0.113.10") as http:
        agent = Agent.of(http, gateway, Person("li", "李工", frozenset({Role.AGENT})))
        statuses = [(await agent.be("available")).status_code for _ in range(6)]
        assert statuses == [200] * 5 + [429]
    await gateway.close()
