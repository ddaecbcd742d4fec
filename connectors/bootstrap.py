"""Puts the gateway together from its settings."""

from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import Engine

from actions.backoffice_calls import Patience
from actions.backoffice_client import BackofficeClient
from bot.client import DialogueClient
from chassis.clock import Clock, SystemClock
from chassis.database import create_engine, upgrade
from chassis.http import create_client
from chassis.rounds import Rounds
from chassis.tokens import TokenSigner
from connectors.bridge import Bridge
from connectors.console.bootstrap import Console, build_console
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import TurnStore
from connectors.events import EventHub
from connectors.files import Files
from connectors.handoff.bootstrap import build_desk, build_joining
from connectors.handoff.desk import Desk
from connectors.handoff.rounds import DeskRound
from connectors.identity.announcement import Announcement
from connectors.identity.attempts import AttemptStore
from connectors.identity.bootstrap import build_local_provider, build_provider, claim_names
from connectors.identity.citizen_token import CitizenTokens
from connectors.identity.flow import SignInFlow
from connectors.identity.local_provider.provider import LocalProvider
from connectors.identity.sign_ins import SignInStore
from connectors.limits import RateLimiter
from connectors.notices import NoticeRound, NoticeStore
from connectors.ordering import TurnOrder
from connectors.ratings import RatingRound, RatingStore
from connectors.readiness import Readiness
from connectors.reviewing import Reviewing
from connectors.rounds import GatewayRound
from connectors.settings import GatewaySettings
from connectors.web_chat.channel import WebChatChannel
from connectors.wrong_answers import WrongAnswers
from knowledge_base.client import KnowledgeClient

DATABASE = "conversations"
MIGRATIONS = Path(__file__).with_name("conversations") / "migrations"
_KNOWLEDGE_SECONDS = 3.0
"""For passing on what people say of answers."""


@dataclass
class Gateway:
    """Everything the routes need."""

    settings: GatewaySettings
    database: Engine
    repository: ConversationRepository
    bridge: Bridge
    hub: EventHub
    web_chat: WebChatChannel
    sign_in: SignInFlow
    sign_ins: SignInStore
    announcement: Announcement
    files: Files
    reviewing: Reviewing
    wrong_answers: WrongAnswers
    local_provider: LocalProvider | None
    desk: Desk
    console: Console
    rounds: list[Rounds]
    per_conversation: RateLimiter
    per_address: RateLimiter
    per_agent: RateLimiter
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
    turns = TurnStore(database, clock, settings.turn_lease_seconds, build_joining(settings))
    repository = ConversationRepository(database, clock)
    desk_hub = EventHub(streams_per_conversation=settings.streams_per_conversation)
    hub = EventHub(streams_per_conversation=settings.streams_per_conversation, desk=desk_hub)
    signer = TokenSigner(settings.signing_key.get_secret_value())
    desk = build_desk(settings, database=database, clock=clock, signer=signer, hub=desk_hub)
    console = build_console(settings, database=database, clock=clock, signer=signer)
    sign_ins = SignInStore(database, clock, settings.sign_in_minutes)
    local_provider = build_local_provider(settings)
    engine_http = create_client(base_url=settings.engine_url, timeout_seconds=settings.engine_timeout_seconds)
    backoffice_http = create_client(
        base_url=settings.backoffice_url,
        token=settings.service_token.get_secret_value(),
        timeout_seconds=settings.backoffice_timeout_seconds,
    )
    files_http = create_client(
        base_url=settings.backoffice_url,
        token=settings.service_token.get_secret_value(),
        timeout_seconds=settings.file_check_seconds,
    )
    knowledge_http = create_client(
        base_url=settings.knowledge_url,
        token=settings.service_token.get_secret_value(),
        timeout_seconds=_KNOWLEDGE_SECONDS,
    )
    probes = create_client(base_url="", timeout_seconds=2.0)
    engine = DialogueClient(engine_http, token=settings.engine_token.get_secret_value())
    backoffice = BackofficeClient(backoffice_http)
    knowledge = KnowledgeClient(knowledge_http)
    web_chat = WebChatChannel(signer, hub, settings.conversation_token_days)
    bridge = Bridge(
        turns,
        engine,
        TurnOrder(wait_seconds=settings.turn_wait_seconds),
        wait_seconds=settings.turn_wait_seconds,
        citizen_tokens=CitizenTokens(sign_ins, signer),
        desk=desk,
    )
    return Gateway(
        settings=settings,
        database=database,
        repository=repository,
        bridge=bridge,
        hub=hub,
        web_chat=web_chat,
        sign_in=SignInFlow(
            AttemptStore(database, clock),
            sign_ins,
            build_provider(settings, local_provider),
            backoffice,
            claim_names(settings),
        ),
        sign_ins=sign_ins,
        announcement=Announcement(sign_ins),
        files=Files(
            office=BackofficeClient(backoffice_http),
            checking=BackofficeClient(files_http, _patience_with_checks(settings)),
            megabytes=settings.file_megabytes,
            upload_seconds=settings.upload_seconds,
        ),
        reviewing=Reviewing(backoffice, repository, bridge.citizen_tokens, database),
        wrong_answers=WrongAnswers(repository, knowledge),
        local_provider=local_provider,
        desk=desk,
        console=console,
        rounds=[
            Rounds(
                GatewayRound("notices", NoticeRound(backoffice, NoticeStore(database, clock), hub)),
                settings.notices_seconds,
            ),
            Rounds(
                GatewayRound("ratings", RatingRound(knowledge, RatingStore(database, clock))),
                settings.notices_seconds,
            ),
            Rounds(
                GatewayRound(
                    "desk",
                    DeskRound(desk, hub, bridge, web_chat, settings.absence_seconds, clock, clock.now()),
                ),
                settings.desk_round_seconds,
            ),
        ],
        per_conversation=RateLimiter(per_minute=settings.messages_per_conversation_per_minute),
        per_address=RateLimiter(per_minute=settings.requests_per_address_per_minute),
        per_agent=RateLimiter(per_minute=settings.requests_per_agent_per_minute),
        readiness=Readiness(settings, probes, repository),
        clients=[engine_http, backoffice_http, files_http, knowledge_http, probes, console.http],
    )


def _patience_with_checks(settings: GatewaySettings) -> Patience:
    """One try that lasts as long as the checks may, and one more for a connection that broke off."""
    seconds = settings.file_check_seconds
    return Patience(tries=2, try_seconds=seconds, total_seconds=seconds * 1.5)
