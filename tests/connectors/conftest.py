"""A gateway whose engine is a stand-in over real HTTP.

And for what is stored, one set of tests for every database: SQLite always, PostgreSQL where one answers.
"""

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from chassis.database import create_engine, upgrade
from connectors.bootstrap import MIGRATIONS, Gateway
from connectors.settings import GatewaySettings
from tests.connectors.citizen import Citizen, client_for
from tests.standins.gateway import build_gateway, settings_for
from tests.standins.loopback import served
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn

POSTGRESQL = os.environ.get("CIVICDESK_TEST_DATABASE_URL", "postgresql://127.0.0.1:5432/test")


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
    served_neighbours[0].reset()
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


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """A schema of its own, dropped afterwards."""
    schema = f"conversations_{uuid.uuid4().hex[:12]}"
    try:
        engine = create_engine(POSTGRESQL)
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except (ImportError, OperationalError) as error:
        pytest.skip(f"no PostgreSQL at {POSTGRESQL} or no driver for it: {type(error).__name__}")
    yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.db'}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def database(url: str) -> Iterator[Engine]:
    upgrade(url, MIGRATIONS)
    engine = create_engine(url)
    yield engine
    engine.dispose()
