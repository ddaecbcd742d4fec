"""Puts the action server together from its settings."""

from dataclasses import dataclass
from typing import Any

import httpx
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.backoffice_client import BackofficeClient
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.commitment import Commitment
from actions.dialogue.contact_book import ContactBook, ContactSource
from actions.dialogue.handoff import RequestHandoff, TellHotlines
from actions.dialogue.knowledge import AnswerPolicy, ChooseRegion, PolicyAnswers
from actions.dialogue.life_event import LifeEvent
from actions.dialogue.progress import Progress
from actions.dialogue.report import Report
from actions.dialogue.review import Review
from actions.dialogue.settings import DialogueSettings
from actions.dialogue.smalltalk import Smalltalk
from actions.dialogue.texts import Texts
from chassis.http import create_client
from knowledge_base.client import KnowledgeClient


@dataclass(frozen=True)
class Clients:
    """The connections that live as long as the process."""

    knowledge: httpx.AsyncClient
    backoffice: httpx.AsyncClient

    async def close(self, *_: object) -> None:
        await self.knowledge.aclose()
        await self.backoffice.aclose()


def connect(settings: DialogueSettings) -> Clients:
    token = settings.service_token.get_secret_value()
    return Clients(
        knowledge=create_client(
            base_url=settings.knowledge_url, token=token, timeout_seconds=settings.knowledge_timeout_seconds
        ),
        backoffice=create_client(
            base_url=settings.backoffice_url, token=token, timeout_seconds=settings.backoffice_timeout_seconds
        ),
    )


def create_actions(
    settings: DialogueSettings, *, answers: PolicyAnswers, contacts: ContactSource
) -> list[CivicAction]:
    texts = Texts.load()
    book = ContactBook(
        source=contacts,
        fallback=texts.handoff.fallback,
        kept_seconds=settings.contacts_kept_seconds,
        retry_seconds=settings.contacts_retry_seconds,
    )
    return [
        AnswerPolicy(texts, book, answers),
        ChooseRegion(texts, book, answers),
        Smalltalk(texts, book),
        RequestHandoff(texts, book),
        TellHotlines(texts, book),
        Commitment(texts, book),
        LifeEvent(texts, book),
        Review(texts, book),
        Report(texts, book),
        Progress(texts, book),
    ]


class DomainlessExecutor(ActionExecutor):
    """Runs actions without the domain, which none of ours reads and Rasa therefore does not send."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> None:
        del payload, action_name


def build(settings: DialogueSettings) -> Sanic[Any, Any]:
    """The server of rasa-sdk with our actions registered by hand: it scans no packages."""
    clients = connect(settings)
    executor = DomainlessExecutor()
    for action in create_actions(
        settings,
        answers=KnowledgeClient(clients.knowledge),
        contacts=BackofficeClient(clients.backoffice),
    ):
        executor.register_action(action)
    app = create_app(executor, cors_origins=[])
    app.register_listener(clients.close, "after_server_stop")
    return app
