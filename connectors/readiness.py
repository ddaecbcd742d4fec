"""Whether a question would be answered now: every part it would pass through is asked."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from connectors.conversations.repository import ConversationRepository
from connectors.settings import GatewaySettings


@dataclass(frozen=True)
class Readiness:
    settings: GatewaySettings
    http: httpx.AsyncClient
    repository: ConversationRepository

    async def __call__(self) -> dict[str, bool]:
        settings = self.settings
        token = settings.engine_token.get_secret_value()
        names = ("engine", "actions", "knowledge", "backoffice", "database")
        states = await asyncio.gather(
            self._answers(f"{settings.engine_url}/status", token=token),
            self._answers(f"{settings.actions_url}/health"),
            self._answers(f"{settings.knowledge_url}/readyz"),
            self._answers(f"{settings.backoffice_url}/readyz"),
            asyncio.to_thread(self.repository.is_ready),
        )
        return dict(zip(names, states, strict=True))

    async def _answers(self, url: str, *, token: str = "") -> bool:
        try:
            response = await self.http.get(url, params={"token": token} if token else None)
        except httpx.HTTPError:
            return False
        return response.status_code == HTTPStatus.OK
