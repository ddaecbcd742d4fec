"""A gateway whose engine is a stand-in over real HTTP."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from connectors.bootstrap import Gateway
from connectors.settings import GatewaySettings
from tests.connectors.citizen import Citizen, client_for
from tests.standins.gateway import build_gateway, settings_for
from tests.standins.loopback import served
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def served_engine() -> Iterator[tuple[RasaStandIn, int]]:
    engine = RasaStandIn()
    with served(engine.app) as port:
        yield engine, port


@pytest.fixture(scope="session")
def served_neighbours() -> Iterator[tuple[Neighbours, int]]:
    neighbours = Neighbours()
    with served(neighbours.app) as port:
        yield neighbours, port


@pytest.fixture
def engine(served_engine: tuple[RasaStandIn, int]) -> RasaStandIn:
    served_engine[0].reset()
    return served_engine[0]


@pytest.fixture
def neighbours(served_neighbours: tuple[Neighbours, int]) -> Neighbours:
    served_neighbours[0].down = False
    return served_neighbours[0]


@pytest.fixture
def settings(
    tmp_path: Path,
    served_engine: tuple[RasaStandIn, int],
    served_neighbours: tuple[Neighbours, int],
    engine: RasaStandIn,
    neighbours: Neighbours,
) -> GatewaySettings:
    return settings_for(
        tmp_path,
        engine_port=served_engine[1],
        neighbours_port=served_neighbours[1],
        engine_timeout_seconds=1.0,
    )


@pytest.fixture
def gateway(settings: GatewaySettings) -> Gateway:
    return build_gateway(settings)


@pytest.fixture
async def citizen(gateway: Gateway) -> AsyncIterator[Citizen]:
    """A citizen with an open conversation."""
    async with client_for(gateway) as http:
        yield await Citizen(http).open(region="440104")
    await gateway.close()
