"""A browser that nobody is signed in with yet."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from connectors.console.bootstrap import Console
from tests.standins.console import console_app

ADDRESS = "http://127.0.0.1:8000"
_TOKEN = re.compile(r'name="csrf_token" value="(\w+)"')


@asynccontextmanager
async def stranger(console: Console, *, address: str = "127.0.0.1") -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(console_app(console), raise_app_exceptions=False, client=(address, 40000))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http:
        yield http


def token_in(page: httpx.Response) -> str:
    found = _TOKEN.search(page.text)
    assert found, page.text
    return found[1]


async def sign_in(
    http: httpx.AsyncClient, account: str, password: str, *, next_path: str = ""
) -> httpx.Response:
    page = await http.get("/desk/sign-in", params={"next": next_path})
    form = {"account": account, "password": password, "next_path": next_path, "csrf_token": token_in(page)}
    return await http.post("/desk/sign-in", data=form)
