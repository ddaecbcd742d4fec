"""Levels of reviews on their way to the knowledge service, which counts them."""

import pytest

from connectors.bootstrap import Gateway
from connectors.rounds import GatewayRound
from tests.connectors.citizen import Citizen
from tests.standins.neighbours import Neighbours

pytestmark = pytest.mark.anyio
BAD = {"level": "不满意", "comment": "答得慢"}


async def _make_a_round(gateway: Gateway) -> None:
    made = [rounds.make for rounds in gateway.rounds]
    [ratings] = [make for make in made if isinstance(make, GatewayRound) and make.name == "ratings"]
    await ratings()


async def test_a_review_is_counted_once(citizen: Citizen, gateway: Gateway, neighbours: Neighbours) -> None:
    await citizen.post("review", BAD)
    assert neighbours.ratings == {}
    await _make_a_round(gateway)
    assert neighbours.ratings == {
        citizen.id: {"key": citizen.id, "level": 2, "channel": "web_chat", "region": "440104"}
    }
    neighbours.ratings.clear()
    await _make_a_round(gateway)
    assert neighbours.ratings == {}


async def test_a_knowledge_service_that_is_down_hears_of_it_later(
    citizen: Citizen, gateway: Gateway, neighbours: Neighbours
) -> None:
    assert (await citizen.post("review", BAD)).status_code == 201
    neighbours.down = True
    await _make_a_round(gateway)
    assert neighbours.ratings == {}
    neighbours.down = False
    await _make_a_round(gateway)
    assert list(neighbours.ratings) == [citizen.id]


async def test_a_review_that_was_not_kept_is_not_counted(
    citizen: Citizen, gateway: Gateway, neighbours: Neighbours
) -> None:
    neighbours.down = True
    assert (await citizen.post("review", BAD)).status_code == 503
    neighbours.down = False
    await _make_a_round(gateway)
    assert neighbours.ratings == {}
