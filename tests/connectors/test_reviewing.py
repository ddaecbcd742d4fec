"""Reviews of conversations on their way to the back office."""

import pytest
from sqlalchemy import insert

from connectors.bootstrap import Gateway
from connectors.conversations.tables import reviews
from connectors.handoff.tables import handoffs
from tests.connectors.citizen import Citizen
from tests.standins.neighbours import Neighbours

pytestmark = pytest.mark.anyio
BAD = {"level": "不满意", "comment": "答得慢"}


async def test_the_back_office_gets_what_was_said(citizen: Citizen, neighbours: Neighbours) -> None:
    assert (await citizen.post("review", BAD)).status_code == 201
    [kept] = neighbours.reviews
    assert {name: kept[name] for name in ("kind", "about", "level", "comment", "region", "channel")} == {
        "kind": "conversation",
        "about": citizen.id,
        **BAD,
        "region": "440104",
        "channel": "web_chat",
    }
    assert kept["conversation"] == citizen.id


async def test_nothing_is_noted_while_the_back_office_is_down(
    citizen: Citizen, neighbours: Neighbours
) -> None:
    neighbours.down = True
    refused = await citizen.post("review", BAD)
    assert refused.status_code == 503
    assert refused.json()["error"]["message"] == "业务系统暂时连不上，请稍后再试，或拨打 12345。"
    assert (await citizen.transcript())["review"] is None
    neighbours.down = False
    assert (await citizen.post("review", BAD)).status_code == 201
    assert len(neighbours.reviews) == 1


async def test_review_whose_note_was_lost_is_noted_again(
    citizen: Citizen, neighbours: Neighbours, gateway: Gateway
) -> None:
    await citizen.post("review", BAD)
    with gateway.database.begin() as connection:
        connection.execute(reviews.delete())
    assert (await citizen.post("review", BAD)).status_code == 201
    assert len(neighbours.reviews) == 1
    assert (await citizen.transcript())["review"]["level"] == "不满意"


async def test_review_that_was_given_in_the_dialogue_stands(citizen: Citizen, neighbours: Neighbours) -> None:
    neighbours.reviews.append(
        {
            "kind": "conversation",
            "about": citizen.id,
            "level": "满意",
            "comment": "",
            "photos": [],
            "key": "the dialogue's",
            "conversation": citizen.id,
        }
    )
    assert (await citizen.post("review", BAD)).status_code == 409
    assert (await citizen.transcript())["review"]["level"] == "满意"


async def test_who_spoke_in_the_conversation_is_named(
    citizen: Citizen, neighbours: Neighbours, gateway: Gateway
) -> None:
    now = gateway.repository.clock.now()
    with gateway.database.begin() as connection:
        connection.execute(
            insert(handoffs).values(
                id="1" * 32,
                conversation_id=citizen.id,
                state="ended",
                reason="asked",
                priority=0,
                note="",
                queued_at=now,
                agent="mei",
                agent_name="小梅",
            )
        )
    await citizen.post("review", BAD)
    assert neighbours.reviews[0]["handled_by"] == ["mei"]
