"""The sign-in and the real back office: whom the one makes known, the other knows by a turn's token."""

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from actions.backoffice.bootstrap import build, migrate
from actions.backoffice.settings import BackofficeSettings
from connectors.settings import GatewaySettings
from tests.standins.gateway import SIGNING_KEY, settings_for
from tests.standins.loopback import free_port, served
from tests.standins.rasa_engine import RasaStandIn
from tests.standins.signing_in import SigningIn

SERVICE_TOKEN = "service-token-of-the-tests"


@pytest.fixture
def backoffice_port(tmp_path: Path) -> Iterator[int]:
    values = {
        "var_dir": tmp_path,
        "database_url": None,
        "service_token": SERVICE_TOKEN,
        "signing_key": SIGNING_KEY,
        "data_key": base64.urlsafe_b64encode(b"k" * 32).decode(),
    }
    settings = BackofficeSettings.model_validate(values)
    migrate(settings)
    with served(build(settings)) as port:
        yield port


@pytest.fixture
def settings(
    tmp_path: Path, served_engine: tuple[RasaStandIn, int], engine: RasaStandIn, backoffice_port: int
) -> GatewaySettings:
    return settings_for(
        tmp_path,
        engine_port=served_engine[1],
        neighbours_port=backoffice_port,
        gateway_port=free_port(),
        service_token=SERVICE_TOKEN,
    )


def test_person_signed_in_is_the_person_the_back_office_shows(
    citizen: SigningIn, engine: RasaStandIn, backoffice_port: int
) -> None:
    citizen.whole("demo-su")
    citizen.say("m-1", payload="/signed_in")
    headers = {
        "Authorization": f"Bearer {SERVICE_TOKEN}",
        "X-Citizen-Token": engine.received[0]["metadata"]["citizen_token"],
    }
    url = f"http://127.0.0.1:{backoffice_port}/backoffice/v1/people/me"
    known = httpx.get(url, headers=headers, trust_env=False)
    assert known.status_code == 200, known.text
    assert known.json()["name"].startswith("苏")
    assert known.json()["phone"].endswith("0007")
    assert "44010419960125000X" not in known.text
    del headers["X-Citizen-Token"]
    assert httpx.get(url, headers=headers, trust_env=False).status_code == 401
