"""Puts the gateway together from its settings."""

from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import Engine

from bot.client import DialogueClient
from chassis.clock import Clock, SystemClock
from chassis.database import create_engine, upgrade
from chassis.http import create_client
from chassis.tokens import TokenSigner
from connectors.bridge import Bridge
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import TurnStore
from connectors.events import EventHub
from connectors.limits import RateLimiter
from connectors.ordering import TurnOrder
from connectors.readiness import Readiness
from connectors.settings import GatewaySettings
from connectors.web_chat.channel import WebChatChannel

DATABASE = "conversations"
MIGRATIONS = Path(__file__).with_name("conversations") / "migrations"


@dataclass
class Gateway:
    """Everything the routes need."""

    settings: GatewaySettings
    database: Engine
    repository: ConversationRepository
    bridge: Bridge
    hub: EventHub
    web_chat: WebChatChannel
    per_conversation: RateLimiter
    per_address: RateLimiter
    readiness: Readiness
    clients: list[httpx.AsyncClient]

    def recover(self) -> None:
        """Take up after a crash: a SQLite file has one gateway, so no turn in it can still be running."""
        if self.database.dialect.name == "sqlite" and self.repository.is_ready():
            self.bridge.turns.release_all()

    async def close(self) -> None:
        await self.bridge.drain()
        for client in self.clients:
            await client.aclose()
        self.database.dispose()


def migrate(settings: GatewaySettings) -> None:
    upgrade(settings.database_url_for(DATABASE), MIGRATIONS)


def build(settings: GatewaySettings, *, clock: Clock | None = None) -> Gateway:
    database = create_engine(settings.database_url_for(DATABASE))
    clock = clock or SystemClock()
    turns = TurnStore(database, clock, settings.turn_lease_seconds)
    repository = ConversationRepository(database, clock)
    hub = EventHub(streams_per_conversation=settings.streams_per_conversation)
    engine_http = create_client(base_url=settings.engine_url, timeout_seconds=settings.engine_timeout_seconds)
    probes = create_client(base_url="", timeout_seconds=2.0)
    engine = DialogueClient(engine_http, token=settings.engine_token.get_secret_value())
    return Gateway(
        settings=settings,
        database=database,
        repository=repository,
        bridge=Bridge(
            turns,
            engine,
            TurnOrder(wait_seconds=settings.turn_wait_seconds),
            wait_seconds=settings.turn_wait_seconds,
        ),
        hub=hub,
        web_chat=WebChatChannel(
            TokenSigner(settings.signing_key.get_secret_value()), hub, settings.conversation_token_days
        ),
        per_conversation=RateLimiter(per_minute=settings.messages_per_conversation_per_minute),
        per_address=RateLimiter(per_minute=settings.requests_per_address_per_minute),
        readiness=Readiness(settings, probes, repository),
        clients=[engine_http, probes],
    )
