"""A citizen's browser, as far as HTTP goes."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from connectors.app import create_gateway_app
from connectors.bootstrap import Gateway

_ids = count(1)


def client_for(gateway: Gateway, *, address: str = "127.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(
        create_gateway_app(gateway), raise_app_exceptions=False, client=(address, 40000)
    )
    return httpx.AsyncClient(transport=transport, base_url="http://gateway")


@dataclass
class Citizen:
    http: httpx.AsyncClient
    id: str = ""
    token: str = ""

    async def open(self, **body: object) -> "Citizen":
        response = await self.http.post("/api/v1/conversations", json=body)
        assert response.status_code == 201, response.text
        self.id, self.token = response.json()["conversation_id"], response.json()["token"]
        return self

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    async def post(self, what: str, body: object) -> httpx.Response:
        return await self.http.post(f"{self.path}/{what}", json=body, headers=self.headers)

    async def say(self, text: str, *, message_id: str = "") -> httpx.Response:
        return await self.post("messages", {"client_message_id": message_id or self.new_id(), "text": text})

    async def press(self, payload: str, *, message_id: str = "") -> httpx.Response:
        body = {"client_message_id": message_id or self.new_id(), "payload": payload}
        return await self.post("messages", body)

    async def transcript(self) -> Any:
        response = await self.http.get(f"{self.path}/messages", headers=self.headers)
        assert response.status_code == 200, response.text
        return response.json()

    @staticmethod
    def new_id() -> str:
        return f"message-{next(_ids)}"
