"""The console on a database in a temporary folder, and a browser of somebody who is signed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from chassis.clock import Clock, SystemClock
from chassis.database import create_engine
from chassis.http import create_client
from chassis.staff import Role, StaffTokens
from chassis.tokens import TokenSigner
from chassis.web import create_app
from connectors.bootstrap import DATABASE
from connectors.console.app import AREAS, PREFIX, create_console, larger_bodies
from connectors.console.areas import Area
from connectors.console.bootstrap import Console, build_console
from connectors.console.office import KnowledgeOffice
from connectors.console.staff.accounts import AccountStore
from connectors.console.staff.models import Named
from connectors.console.staff.passwords import Passwords
from connectors.console.staff.sessions import csrf_token_of
from connectors.console.visit import COOKIE, CSRF_FIELD
from tests.standins.gateway import SIGNING_KEY, lay_database, settings_for

ISSUER = "https://office.example"
QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
"""As safe as a test needs it."""


def build_test_console(
    var_dir: Path, *, knowledge: FastAPI | None = None, clock: Clock | None = None, **options: object
) -> Console:
    """`knowledge`: the application that stands for the knowledge service; it is asked in this process."""
    settings = settings_for(var_dir, engine_port=1, neighbours_port=1, **options)
    lay_database(settings)
    signer = TokenSigner(SIGNING_KEY)
    console = build_console(
        settings,
        database=create_engine(settings.database_url_for(DATABASE)),
        clock=clock or SystemClock(),
        signer=signer,
    )
    console = replace(console, accounts=AccountStore(console.database, console.clock, QUICK))
    if knowledge is None:
        return console
    transport = httpx.ASGITransport(knowledge, raise_app_exceptions=False)
    http = create_client(base_url="http://knowledge", transport=transport)
    return replace(console, knowledge=KnowledgeOffice(http, StaffTokens(signer), 10.0), http=http)


def console_app(console: Console, areas: tuple[Area, ...] = AREAS) -> FastAPI:
    """As the gateway mounts it."""

    async def ready() -> dict[str, bool]:
        return {}

    app = create_app(
        title="test", version="1", readiness=ready, max_body_bytes=64_000, larger_bodies=larger_bodies(areas)
    )
    app.mount(PREFIX, create_console(console, areas))
    return app


def open_session(console: Console, *roles: Role, account: str = "li", name: str = "李工") -> str:
    """The secret of a session of this account, which is made where it is not there yet."""
    known = console.accounts.take_in(
        Named(account=account, name=name, roles=frozenset(roles), issuer=ISSUER, subject=f"s-{account}")
    )
    return console.sessions.open(known, address="127.0.0.1", device="test").secret


@dataclass(frozen=True)
class StaffBrowser:
    """Paths are whole: `/desk/…`. Forms bring their token along."""

    http: httpx.AsyncClient
    csrf_token: str

    async def get(self, path: str, *, htmx: bool = False, **query: Any) -> httpx.Response:
        headers = {"HX-Request": "true"} if htmx else {}
        return await self.http.get(path, params=query or None, headers=headers)

    async def post(self, path: str, *, htmx: bool = False, **fields: Any) -> httpx.Response:
        headers = {"HX-Request": "true"} if htmx else {}
        return await self.http.post(path, data={CSRF_FIELD: self.csrf_token, **fields}, headers=headers)

    async def upload(self, path: str, files: Any, **fields: Any) -> httpx.Response:
        return await self.http.post(path, files=files, data={CSRF_FIELD: self.csrf_token, **fields})


@asynccontextmanager
async def signed_in(
    console: Console,
    *roles: Role,
    account: str = "li",
    name: str = "李工",
    areas: tuple[Area, ...] = AREAS,
) -> AsyncIterator[StaffBrowser]:
    """A browser in which `account`, who has `roles`, is signed in."""
    secret = open_session(console, *roles, account=account, name=name)
    transport = httpx.ASGITransport(
        console_app(console, areas), raise_app_exceptions=False, client=("127.0.0.1", 40000)
    )
    async with httpx.AsyncClient(
        transport=transport, base_url="http://gateway", cookies={COOKIE: secret}
    ) as http:
        yield StaffBrowser(http, csrf_token_of(secret))
