"""A gateway that is really served, with the local provider on it, and a browser before it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from chassis.clock import OFFICE_ZONE
from connectors.app import create_gateway_app
from connectors.bootstrap import Gateway, build, migrate
from connectors.settings import GatewaySettings
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins import signing_in
from tests.standins.gateway import settings_for
from tests.standins.loopback import free_port, served
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn
from tests.standins.signing_in import SigningIn


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 3, 2, 9, 30, tzinfo=OFFICE_ZONE))


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
        gateway_port=free_port(),
    )


@pytest.fixture
def gateway(settings: GatewaySettings, clock: MovableClock) -> Gateway:
    migrate(settings)
    return build(settings, clock=clock)


@pytest.fixture
def address(gateway: Gateway) -> Iterator[str]:
    port = gateway.settings.gateway_port
    with served(create_gateway_app(gateway), port=port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    with signing_in.browser(address) as browser:
        yield browser


@pytest.fixture
def other_http(address: str) -> Iterator[httpx.Client]:
    """Another browser."""
    with signing_in.browser(address) as browser:
        yield browser


@pytest.fixture
def citizen(http: httpx.Client) -> SigningIn:
    return signing_in.begin(http)
