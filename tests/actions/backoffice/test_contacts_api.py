"""The contacts API over its real database."""

import asyncio
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from actions.backoffice.bootstrap import build, migrate
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice_client import BackofficeClient
from actions.wire.contacts import Contact
from chassis.http import create_client
from tests.actions.backoffice.counter import SERVICE_TOKEN, settings_for

CONTACTS = "/backoffice/v1/contacts"


def get(app: FastAPI, path: str, *, token: str = SERVICE_TOKEN) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with create_client(base_url="http://backoffice", token=token, transport=transport) as http:
            return await http.get(path)

    return asyncio.run(run())


def names(app: FastAPI, query: str) -> list[str]:
    return [contact["name"] for contact in get(app, f"{CONTACTS}{query}").json()["contacts"]]


@pytest.mark.parametrize("query", ["", "?region=440104", "?region=440309", "?region=110101"])
def test_both_hotlines_hold_everywhere(app: FastAPI, query: str) -> None:
    phones = [contact["phone"] for contact in get(app, f"{CONTACTS}{query}").json()["contacts"]]
    assert phones[:2] == ["12345", "12333"]


def test_each_region_has_its_own_channels(app: FastAPI) -> None:
    assert {"穗好办", "粤省事"} <= set(names(app, "?region=440104"))
    assert "i深圳" not in names(app, "?region=440104")
    assert {"i深圳", "粤省事"} <= set(names(app, "?region=440309"))
    assert "穗好办" not in names(app, "?region=440309")


def test_hours_that_no_source_states_are_not_made_up(app: FastAPI) -> None:
    assert {contact["hours"] for contact in get(app, CONTACTS).json()["contacts"]} == {None}


@pytest.mark.parametrize("region", ["越秀", "44010", "440104x", ""])
def test_malformed_region_is_refused_in_plain_words(app: FastAPI, region: str) -> None:
    response = get(app, f"{CONTACTS}?region={region}")
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "region_unknown"


@pytest.mark.parametrize("token", ["", "other"])
def test_strangers_are_refused(app: FastAPI, token: str) -> None:
    assert get(app, CONTACTS, token=token).status_code == 401


def test_ready_only_when_migrated_and_seeded(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    assert get(build(settings), "/readyz").status_code == 503
    migrate(settings)
    assert get(build(settings), "/readyz").json() == {"ready": True, "checks": {"database": True}}


def test_migrating_twice_changes_nothing(settings: BackofficeSettings, app: FastAPI) -> None:
    before = names(app, "?region=440104")
    migrate(settings)
    assert names(app, "?region=440104") == before


def test_client_reads_what_the_service_says(app: FastAPI) -> None:
    async def run() -> list[Contact]:
        transport = httpx.ASGITransport(app=app)
        async with create_client(
            base_url="http://backoffice", token=SERVICE_TOKEN, transport=transport
        ) as http:
            return await BackofficeClient(http).contacts("440104")

    assert asyncio.run(run())[0] == Contact(
        name="政务服务便民热线", phone="12345", note="各类政务服务的咨询、求助、投诉"
    )
