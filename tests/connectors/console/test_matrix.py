"""Role by route: every page of the console and every staff route of the services lets in whom it declares."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from chassis.staff import NotAllowed, Person, Role, StaffTokens
from chassis.tokens import TokenSigner
from connectors.app import create_gateway_app
from connectors.console.app import PREFIX, create_console
from connectors.console.bootstrap import Console
from connectors.console.staff.sessions import csrf_token_of
from connectors.console.visit import COOKIE, CSRF_HEADER
from connectors.errors import StaffNotAllowed
from tests.connectors.console.routes import Route, routes_of
from tests.standins.console import console_app, open_session
from tests.standins.gateway import SIGNING_KEY, build_gateway, settings_for
from tests.standins.knowledge_desk import knowledge_desk

pytestmark = pytest.mark.anyio

OPEN_PAGES = {
    "GET /static/" + "0" * 32,
    "GET /begun",
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/office",
    "GET /sign-in/callback",
}
"""Before anybody is signed in."""
FOR_ALL_STAFF = {
    "GET /",
    "POST /sign-out",
    "GET /password",
    "POST /password",
    "POST /as-of",
    "GET /own-sessions",
    "POST /own-sessions/end",
    "GET /{path}",
}
"""What is one's own, whatever one may do."""
FORBIDDEN = NotAllowed.message


@asynccontextmanager
async def client_of(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("127.0.0.1", 40000))
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as http:
        yield http


async def test_every_page_asks_for_a_role_or_stands_among_the_few_that_do_not(console: Console) -> None:
    routes = list(routes_of(create_console(console), scheme="console"))
    assert {str(route) for route in routes if route.roles is None} == OPEN_PAGES
    assert {str(route) for route in routes if route.roles == frozenset()} == FOR_ALL_STAFF


async def test_every_page_lets_in_exactly_whom_it_declares(console: Console) -> None:
    routes = [
        route for route in routes_of(create_console(console), scheme="console") if route.roles is not None
    ]
    failed: list[str] = []
    reading = {role: open_session(console, role, account=f"reader-{role}") for role in Role}
    async with client_of(console_app(console)) as http:
        for route in routes:
            if (await http.request(route.method, PREFIX + route.path)).status_code != 401:
                failed.append(f"{route} without a session")
            for role in Role:
                # What is done may end the session with which it is done.
                reads = route.method == "GET"
                secret = reading[role] if reads else open_session(console, role, account=role)
                response = await http.request(
                    route.method,
                    PREFIX + route.path,
                    headers={"Cookie": f"{COOKIE}={secret}", CSRF_HEADER: csrf_token_of(secret)},
                )
                refused = response.status_code == 403 and FORBIDDEN in response.text
                if response.status_code == 401 or refused == route.admits(role):
                    failed.append(f"{route} as {role}: {response.status_code}")
                if response.status_code == 500:
                    failed.append(f"{route} as {role}: failed")
    assert failed == []


async def test_no_form_is_taken_without_the_token_of_its_session(console: Console) -> None:
    routes = [
        route for route in routes_of(create_console(console), scheme="console") if route.method != "GET"
    ]
    failed: list[str] = []
    async with client_of(console_app(console)) as http:
        secret = open_session(console, *Role)
        for route in routes:
            for headers in ({}, {CSRF_HEADER: csrf_token_of("another")}):
                sent = {"Cookie": f"{COOKIE}={secret}", **headers}
                response = await http.request(route.method, PREFIX + route.path, headers=sent)
                if response.status_code != 403:
                    failed.append(f"{route}: {response.status_code}")
    assert failed == []


@pytest.fixture
def knowledge_app(tmp_path: Path) -> Iterator[FastAPI]:
    with knowledge_desk(tmp_path) as app:
        yield app


async def test_every_staff_route_of_the_knowledge_service_lets_in_exactly_whom_it_declares(
    knowledge_app: FastAPI,
) -> None:
    routes = [route for route in routes_of(knowledge_app, scheme="staff") if "/desk/" in route.path]
    assert [str(route) for route in routes if not route.roles] == []
    assert await _wrong(knowledge_app, routes, NotAllowed.code) == []


async def test_every_staff_route_of_the_gateway_lets_in_exactly_whom_it_declares(tmp_path: Path) -> None:
    gateway = build_gateway(settings_for(tmp_path, engine_port=1, neighbours_port=1))
    app = create_gateway_app(gateway)
    routes = [route for route in routes_of(app, scheme="staff") if "/desk/" in route.path]
    assert routes
    assert [str(route) for route in routes if not route.roles] == []
    assert await _wrong(app, routes, StaffNotAllowed.code) == []
    await gateway.close()


async def _wrong(app: FastAPI, routes: list[Route], refusal: str) -> list[str]:
    tokens = StaffTokens(TokenSigner(SIGNING_KEY))
    found = []
    async with client_of(app) as http:
        for route in routes:
            for wrong in ("", "Bearer a.b.c"):
                response = await http.request(route.method, route.path, headers={"Authorization": wrong})
                if response.status_code != 401:
                    found.append(f"{route} without a token: {response.status_code}")
            for role in Role:
                if route.is_stream and route.admits(role):
                    continue  # it would not end
                token = tokens.issue(Person(role, role, frozenset({role})), lifetime_seconds=86_400)
                headers = {"Authorization": f"Bearer {token}"}
                response = await http.request(route.method, route.path, headers=headers)
                refused = response.status_code == 403 and response.json()["error"]["code"] == refusal
                if response.status_code in (401, 500) or refused == route.admits(role):
                    found.append(f"{route} as {role}: {response.status_code}")
    return found
