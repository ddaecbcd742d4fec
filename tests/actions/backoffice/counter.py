"""The counter of a back office under test: asks it as the gateway, a citizen or a member of staff would."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI

from actions.backoffice.settings import BackofficeSettings
from chassis.http import create_client
from chassis.tokens import TokenSigner

SERVICE_TOKEN = "service-token"
SIGNING_KEY = "signing-key-of-at-least-32-characters"
DATA_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"
PREFIX = "/backoffice/v1"


def citizen_token(subject: str, *, kind: str = "citizen", lifetime_seconds: int = 600) -> str:
    """As the gateway mints it after a sign-in."""
    return TokenSigner(SIGNING_KEY).sign({"sub": subject, "kind": kind}, lifetime_seconds=lifetime_seconds)


def settings_for(var_dir: Path, *, database_url: str | None = None) -> BackofficeSettings:
    return BackofficeSettings.model_validate(
        {
            "var_dir": var_dir,
            "database_url": database_url,
            "service_token": SERVICE_TOKEN,
            "signing_key": SIGNING_KEY,
            "data_key": DATA_KEY,
        }
    )


@dataclass(frozen=True)
class Counter:
    """`citizen` is a subject; `staff` an account; a write gets a key of its own unless one is given.

    `content` is sent as it is, in place of a JSON `body`.
    """

    app: FastAPI

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        citizen: str | None = None,
        conversation: str | None = None,
        staff: str | None = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        content: bytes | AsyncIterator[bytes] | None = None,
    ) -> httpx.Response:
        given = {
            "X-Citizen-Token": citizen_token(citizen) if citizen else None,
            "X-Conversation": conversation,
            "X-Staff": staff,
            "Idempotency-Key": None if method == "GET" else key or uuid4().hex,
            **(headers or {}),
        }
        sent = {name: value for name, value in given.items() if value is not None}

        async def run() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with create_client(
                base_url="http://backoffice", token=SERVICE_TOKEN, transport=transport
            ) as http:
                return await http.request(method, f"{PREFIX}{path}", json=body, content=content, headers=sent)

        return asyncio.run(run())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("GET", path, **options)

    def put(self, path: str, body: Any, **options: Any) -> httpx.Response:
        return self.ask("PUT", path, body=body, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return self.ask("POST", path, body=body, **options)

    def patch(self, path: str, body: Any, **options: Any) -> httpx.Response:
        return self.ask("PATCH", path, body=body, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("DELETE", path, **options)
