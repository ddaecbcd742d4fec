"""An agent's desk, as far as HTTP goes."""

from dataclasses import dataclass
from typing import Any

import httpx

from chassis.staff import Person
from connectors.bootstrap import Gateway

DESK = "/api/v1/desk"


@dataclass(frozen=True)
class Agent:
    http: httpx.AsyncClient
    token: str

    @staticmethod
    def of(http: httpx.AsyncClient, gateway: Gateway, staff: Person) -> "Agent":
        return Agent(http, gateway.desk.tokens.issue(staff, lifetime_seconds=3600))

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def get(self, what: str, **query: Any) -> httpx.Response:
        return await self.http.get(f"{DESK}/{what}", params=query, headers=self.headers)

    async def post(self, what: str, body: object = None) -> httpx.Response:
        return await self.http.post(f"{DESK}/{what}", json=body, headers=self.headers)

    async def be(self, status: str) -> httpx.Response:
        return await self.http.put(f"{DESK}/presence", json={"status": status}, headers=self.headers)

    async def board(self) -> Any:
        response = await self.get("board")
        assert response.status_code == 200, response.text
        return response.json()

    async def take(self, conversation_id: str) -> httpx.Response:
        return await self.post(f"conversations/{conversation_id}/take")

    async def say(self, conversation_id: str, text: str, *, message_id: str = "a-1") -> httpx.Response:
        body = {"client_message_id": message_id, "text": text}
        return await self.post(f"conversations/{conversation_id}/messages", body)

    async def release(self, conversation_id: str, *, to: str, note: str = "") -> httpx.Response:
        return await self.post(f"conversations/{conversation_id}/release", {"to": to, "note": note})

    async def close(self, conversation_id: str, reason: str = "") -> httpx.Response:
        return await self.post(f"conversations/{conversation_id}/close", {"reason": reason})

    async def read(self, conversation_id: str) -> Any:
        response = await self.get(f"conversations/{conversation_id}")
        assert response.status_code == 200, response.text
        return response.json()
