"""An agent says that what the assistant answered is wrong."""

import pytest

from connectors.bootstrap import Gateway
from tests.connectors.citizen import Citizen
from tests.connectors.handoff.agent import Agent
from tests.connectors.handoff.talking import LI, WANG, ZHAO
from tests.standins.neighbours import Neighbours

pytestmark = pytest.mark.anyio
WRONG = {"kind": "detail_missing", "comment": "没说要带身份证"}


async def test_it_is_told_in_the_agents_name_beside_the_citizens(
    citizen: Citizen, gateway: Gateway, neighbours: Neighbours
) -> None:
    message_id = (await citizen.say("失业登记要多久")).json()["message_id"]
    path = f"messages/{message_id}/feedback"
    await citizen.post(path, WRONG)
    li, wang, zhao = (Agent.of(citizen.http, gateway, staff) for staff in (LI, WANG, ZHAO))
    await li.take(citizen.id)
    told = await li.post(f"conversations/{citizen.id}/{path}", WRONG)
    assert (told.status_code, told.json()) == (200, {"changed": True})
    again = await li.post(f"conversations/{citizen.id}/{path}", {"kind": "wrong"})
    assert again.json() == {"changed": False}
    told_by = [(said["source"], said["account"]) for said in neighbours.feedback.values()]
    assert told_by == [("citizen", ""), ("agent", LI.account)]

    assert (await wang.post(f"conversations/{citizen.id}/{path}", WRONG)).status_code == 403
    actions = (await zhao.get("actions", conversation_id=citizen.id)).json()["actions"]
    noted = [(action["account"], action["detail"]) for action in actions if action["action"] == "feedback"]
    assert noted == [(LI.account, "detail_missing")]


async def test_without_a_staff_token_nothing_is_told(citizen: Citizen, neighbours: Neighbours) -> None:
    message_id = (await citizen.say("失业登记要多久")).json()["message_id"]
    path = f"/api/v1/desk/conversations/{citizen.id}/messages/{message_id}/feedback"
    assert (await citizen.http.post(path, json=WRONG, headers=citizen.headers)).status_code == 401
    assert neighbours.feedback == {}
