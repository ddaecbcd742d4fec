"""The service as a whole: its documentation, and what it says when its database does not answer."""

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from actions.backoffice.bootstrap import build
from tests.actions.backoffice.counter import Counter, settings_for


def without_token(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://backoffice")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
async def test_the_documentation_is_there_to_read(app: FastAPI) -> None:
    async with without_token(app) as http:
        assert (await http.get("/backoffice/docs")).status_code == 200
        document = (await http.get("/openapi.json")).json()
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert all(operation["summary"] for operation in operations)
    assert all({"401", "503"} <= operation["responses"].keys() for operation in operations)


@pytest.mark.anyio
async def test_every_route_is_for_our_own_services_only(app: FastAPI) -> None:
    async with without_token(app) as http:
        paths = (await http.get("/openapi.json")).json()["paths"]
        for path, operations in paths.items():
            for method in operations:
                response = await http.request(method, path, json={})
                assert response.json()["error"]["code"] == "unauthorised", f"{method} {path}"


def test_a_database_that_fails_is_an_outage_and_not_a_bug(tmp_path: Path) -> None:
    """Here it was never migrated."""
    counter = Counter(build(settings_for(tmp_path)))
    refused = counter.get("/catalogue")
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "backoffice_unavailable")
