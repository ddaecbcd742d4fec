"""Staff routes: whose token is believed, which role a route needs, and that its description says so."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from chassis.staff import Person, Role, StaffTokens
from chassis.staff_web import (
    Administering,
    Answering,
    Editing,
    Publishing,
    Supervising,
    Viewing,
    admit_staff,
)
from chassis.tokens import TokenSigner
from chassis.web import create_app

pytestmark = pytest.mark.anyio

KEY = "a-key-of-the-tests-that-is-long-enough-0123"
TOKENS = StaffTokens(TokenSigner(KEY))
NEEDED = {
    "/viewing": Role.VIEWER,
    "/editing": Role.EDITOR,
    "/publishing": Role.PUBLISHER,
    "/answering": Role.AGENT,
    "/supervising": Role.SUPERVISOR,
    "/administering": Role.ADMIN,
}


def staff_app() -> FastAPI:
    async def ready() -> dict[str, bool]:
        return {}

    app = create_app(title="test", version="1", readiness=ready)
    admit_staff(app, TOKENS)

    @app.get("/viewing")
    def viewing(person: Viewing) -> str:
        return person.account

    @app.get("/editing")
    def editing(person: Editing) -> str:
        return person.account

    @app.get("/publishing")
    def publishing(person: Publishing) -> str:
        return person.account

    @app.get("/answering")
    def answering(person: Answering) -> str:
        return person.account

    @app.get("/supervising")
    def supervising(person: Supervising) -> str:
        return person.account

    @app.get("/administering")
    def administering(person: Administering) -> str:
        return person.account

    return app


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(staff_app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        yield client


def headers(*roles: Role) -> dict[str, str]:
    token = TOKENS.issue(Person("li", "李", frozenset(roles)), lifetime_seconds=60)
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("role", Role)
async def test_each_role_gets_where_it_may_and_nowhere_else(http: httpx.AsyncClient, role: Role) -> None:
    person = Person("li", "李", frozenset({role}))
    for path, needed in NEEDED.items():
        said = await http.get(path, headers=headers(role))
        if person.may(needed):
            assert (said.status_code, said.json()) == (200, "li")
        else:
            assert (said.status_code, said.json()["error"]["code"]) == (403, "role_missing")


@pytest.mark.parametrize(
    "presented", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic bGk6bGk="}]
)
async def test_without_a_token_of_ours_nobody_gets_in(
    http: httpx.AsyncClient, presented: dict[str, str]
) -> None:
    for path in NEEDED:
        said = await http.get(path, headers=presented)
        assert (said.status_code, said.json()["error"]["code"]) == (401, "unauthorised")


def test_the_description_names_the_role_of_each_route() -> None:
    described = staff_app().openapi()
    named = {path: described["paths"][path]["get"]["security"] for path in NEEDED}
    assert named == {path: [{"staff": [role.value]}] for path, role in NEEDED.items()}
