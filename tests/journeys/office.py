"""The staff's side of the running back office, as the desk of the staff asks it over HTTP."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier
from typing import Any
from uuid import uuid4

import httpx

from tests.journeys.conftest import Stack

_SECRETS = "secrets.env"
_SERVICE_TOKEN = "CIVICDESK_SERVICE_TOKEN"


@dataclass(frozen=True)
class Staff:
    """A member of staff. Steps are taken on the version that is there; what is not tried must succeed."""

    http: httpx.Client
    account: str

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        headers = {"X-Staff": self.account, "Idempotency-Key": uuid4().hex}
        return self.http.request(method, f"/backoffice/v1{path}", json=body, headers=headers)

    def get(self, path: str) -> dict[str, Any]:
        return _done(self.ask("GET", path))

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        return _done(self.ask("POST", path, body))

    def grants(self, case: str) -> None:
        version = self.get(f"/cases/{case}")["version"]
        decision = {"by": "黄科员", "outcome": "granted", "reasons": ["条件都符合。"]}
        self.post(f"/cases/{case}/decision", version=version, **decision)

    def rectification(self, number: str) -> dict[str, Any]:
        return self.get(f"/rectifications/{number}")

    def step(self, number: str, act: str, **parts: Any) -> dict[str, Any]:
        version = self.rectification(number)["version"]
        body = {"version": version, "act": act, "note": "办好了。", **parts}
        return self.post(f"/rectifications/{number}/steps", **body)


@contextmanager
def staff_of(stack: Stack, *accounts: str) -> Iterator[Sequence[Staff]]:
    """Each with a connection of their own."""
    address = f"http://127.0.0.1:{stack.environ['CIVICDESK_BACKOFFICE_PORT']}"
    headers = {"Authorization": f"Bearer {_service_token(stack)}"}
    clients = [httpx.Client(base_url=address, headers=headers, timeout=30, trust_env=False) for _ in accounts]
    try:
        yield [Staff(client, account) for client, account in zip(clients, accounts, strict=True)]
    finally:
        for client in clients:
            client.close()


def at_once(staff: Sequence[Staff], path: str, body: dict[str, Any]) -> list[httpx.Response]:
    """All of them post the same, at the same moment."""
    barrier = Barrier(len(staff))

    def post(one: Staff) -> httpx.Response:
        barrier.wait(timeout=10)
        return one.ask("POST", path, body)

    with ThreadPoolExecutor(len(staff)) as threads:
        return list(threads.map(post, staff))


def _done(response: httpx.Response) -> dict[str, Any]:
    assert response.is_success, response.text
    found: dict[str, Any] = response.json()
    return found


def _service_token(stack: Stack) -> str:
    lines = (stack.var_dir / _SECRETS).read_text(encoding="utf-8").splitlines()
    [token] = [line.split("=", 1)[1].strip() for line in lines if line.startswith(_SERVICE_TOKEN)]
    return token.strip("'\"")
