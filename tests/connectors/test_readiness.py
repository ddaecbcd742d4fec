import pytest

from tests.connectors.citizen import Citizen
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn

pytestmark = pytest.mark.anyio


async def test_ready_when_every_part_of_a_turn_is(citizen: Citizen) -> None:
    response = await citizen.http.get("/readyz")
    assert response.status_code == 200
    assert response.json()["checks"] == dict.fromkeys(
        ["engine", "actions", "knowledge", "backoffice", "database"], True
    )


async def test_not_ready_without_a_trained_model(citizen: Citizen, engine: RasaStandIn) -> None:
    engine.mode = "no_model"
    response = await citizen.http.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["engine"] is False


async def test_not_ready_while_neighbours_are_down_but_alive(
    citizen: Citizen, neighbours: Neighbours
) -> None:
    neighbours.down = True
    response = await citizen.http.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["knowledge"] is False
    assert (await citizen.http.get("/healthz")).status_code == 200
