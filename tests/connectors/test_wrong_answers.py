"""“This answer is wrong”, on its way to the knowledge service."""

from typing import Any

import httpx
import pytest

from connectors.bootstrap import Gateway
from connectors.settings import GatewaySettings
from tests.connectors.citizen import Citizen, client_for
from tests.standins.gateway import build_gateway
from tests.standins.neighbours import Neighbours

pytestmark = pytest.mark.anyio
OUTDATED = {"kind": "expired", "comment": " 窗口说\u0000改了 "}


async def _asked(citizen: Citizen) -> Any:
    response = await citizen.say("失业登记要多久")
    assert response.status_code == 200
    return response.json()["message_id"]


async def _tell(citizen: Citizen, message_id: str, body: object) -> httpx.Response:
    return await citizen.post(f"messages/{message_id}/feedback", body)


async def test_the_knowledge_service_hears_which_answer_it_is(
    citizen: Citizen, neighbours: Neighbours
) -> None:
    told = await _tell(citizen, await _asked(citizen), OUTDATED)
    assert (told.status_code, told.json()) == (200, {"changed": True})
    [said] = neighbours.feedback.values()
    assert {
        name: said[name] for name in ("trace_id", "kind", "comment", "question", "source", "account")
    } == {
        "trace_id": "t",
        "kind": "expired",
        "comment": "窗口说改了",
        "question": "失业登记要多久",
        "source": "citizen",
        "account": "",
    }
    assert said["answer_text"].startswith("在网上办失业登记")


async def test_of_one_answer_the_first_that_is_said_stands(citizen: Citizen, neighbours: Neighbours) -> None:
    question = await _asked(citizen)
    answer = (await citizen.transcript())["messages"][-1]["message_id"]
    await _tell(citizen, question, OUTDATED)
    again = await _tell(citizen, answer, {"kind": "wrong"})
    assert (again.status_code, again.json()) == (200, {"changed": False})
    assert [said["kind"] for said in neighbours.feedback.values()] == ["expired"]
    assert (await _tell(citizen, await _asked(citizen), OUTDATED)).json() == {"changed": True}


@pytest.mark.parametrize(
    "body",
    [{}, {"kind": "ugly"}, {"kind": "wrong", "comment": "长" * 501}, {"kind": "wrong", "colour": "red"}],
)
async def test_what_is_not_one_of_the_classes_or_too_long_is_refused(
    citizen: Citizen, neighbours: Neighbours, body: dict[str, str]
) -> None:
    assert (await _tell(citizen, await _asked(citizen), body)).status_code == 422
    assert neighbours.feedback == {}


async def test_only_a_policy_answer_of_this_conversation_can_be_wrong(
    citizen: Citizen, neighbours: Neighbours
) -> None:
    other = await Citizen(citizen.http).open()
    greeted = (await citizen.say("你好")).json()["message_id"]
    for message_id in (await _asked(other), greeted, "0" * 32):
        refused = await _tell(citizen, message_id, OUTDATED)
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, "answer_unknown")
    assert neighbours.feedback == {}


async def test_nobody_speaks_for_another_conversation(citizen: Citizen, neighbours: Neighbours) -> None:
    message_id = await _asked(citizen)
    citizen.token = (await Citizen(citizen.http).open()).token
    assert (await _tell(citizen, message_id, OUTDATED)).status_code == 401
    assert neighbours.feedback == {}


async def test_a_knowledge_service_that_is_down_is_told_and_it_can_be_said_again(
    citizen: Citizen, neighbours: Neighbours
) -> None:
    message_id = await _asked(citizen)
    neighbours.down = True
    refused = await _tell(citizen, message_id, OUTDATED)
    assert refused.status_code == 503
    assert "暂时连不上" in refused.json()["error"]["message"]
    neighbours.down = False
    assert (await _tell(citizen, message_id, OUTDATED)).json() == {"changed": True}


async def test_it_counts_among_what_a_conversation_may_send(settings: GatewaySettings) -> None:
    gateway: Gateway = build_gateway(settings.model_copy(update={"messages_per_conversation_per_minute": 2}))
    async with client_for(gateway) as http:
        citizen = await Citizen(http).open()
        message_id = await _asked(citizen)
        assert (await _tell(citizen, message_id, OUTDATED)).status_code == 200
        assert (await _tell(citizen, message_id, OUTDATED)).status_code == 429
    await gateway.close()
