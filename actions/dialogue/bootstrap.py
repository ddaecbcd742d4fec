"""Puts the action server together from its settings."""

from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.backoffice_calls import Patience
from actions.backoffice_client import BackofficeClient
from actions.dialogue.appointment import AppointmentAction
from actions.dialogue.appointment_flow.ports import AppointmentDesk
from actions.dialogue.benefit import BenefitAction, BenefitDesk
from actions.dialogue.callback_flow import CallbackDesk, CallbackFlow
from actions.dialogue.case_flow.flow import CaseDesk
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.commitment import Commitment, ContinueService, DescribeService
from actions.dialogue.contact_book import ContactBook, ContactSource
from actions.dialogue.dispute import DisputeAction, dispute_flow
from actions.dialogue.dispute_flow.ports import DisputeDesk, PointSource
from actions.dialogue.handoff import HandedBack, LeaveQueue, RequestHandoff, TellHotlines
from actions.dialogue.knowledge import AnswerPolicy, ChooseRegion, PolicyAnswers
from actions.dialogue.life_event import LifeEvent
from actions.dialogue.open_again import OpenAgain
from actions.dialogue.progress import Progress
from actions.dialogue.reception import Reception, Screening
from actions.dialogue.refusals import Refusals
from actions.dialogue.report import Report, report_flows
from actions.dialogue.report_flow.ports import ReportDesk
from actions.dialogue.review import Review
from actions.dialogue.review_flow.assembling import assemble_reviews
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.service_flow.item_book import CatalogueSource
from actions.dialogue.service_flow.ports import ApplicationDesk
from actions.dialogue.services import assemble
from actions.dialogue.settings import DialogueSettings
from actions.dialogue.smalltalk import Smalltalk
from actions.dialogue.texts import Texts
from actions.rules.office_hours import periods_of
from chassis.clock import Clock, SystemClock
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


class KnowledgeAnswers(PolicyAnswers, Screening, PointSource, Protocol):
    """All that the actions ask of the knowledge service."""


class Backoffice(
    ContactSource,
    CatalogueSource,
    ApplicationDesk,
    CaseDesk,
    AppointmentDesk,
    BenefitDesk,
    DisputeDesk,
    ReportDesk,
    CallbackDesk,
    ReviewDesk,
    Protocol,
):
    """All that the actions ask of the back office."""


def create_actions(
    settings: DialogueSettings,
    *,
    answers: KnowledgeAnswers,
    backoffice: Backoffice,
    clock: Clock,
) -> list[CivicAction]:
    texts = Texts.load()
    book = ContactBook(
        source=backoffice,
        fallback=texts.handoff.fallback,
        kept_seconds=settings.contacts_kept_seconds,
        retry_seconds=settings.contacts_retry_seconds,
    )
    refusals = Refusals(book, texts)
    reviewing = assemble_reviews(backoffice, refusals, now=clock.now)
    services = assemble(settings, backoffice, refusals, today=clock.today, invitation=reviewing.invitation)
    disputes = dispute_flow(backoffice, answers, services.refusals, today=clock.today)
    desk = AnswerPolicy(texts, book, answers)
    reports, followed = report_flows(backoffice, services.refusals, clock)
    flows = [*services.flows, *reviewing.flows, disputes, reports, followed]
    open_again = OpenAgain.of(flows)
    callbacks = CallbackFlow(
        desk=backoffice,
        texts=texts.handoff,
        contact_book=book,
        refusals=services.refusals,
        open_again=open_again,
        periods=tuple(periods_of(settings.office_hours)),
        every_day=settings.office_days == "every",
        clock=clock,
    )
    reception = Reception(answers, desk, [*flows, callbacks])
    applying = services.applying
    return [
        AnswerPolicy(texts, book, answers, reception, applying.guide),
        ChooseRegion(texts, book, answers, reception, applying.guide),
        Smalltalk(texts, book, reception, reviewing.invitation),
        RequestHandoff(texts, book, reception, callbacks),
        LeaveQueue(texts, book, Reception(answers, desk), open_again),
        HandedBack(texts, book, Reception(answers, desk), open_again),
        TellHotlines(texts, book, reception),
        Commitment(texts, book, reception, applying, refusals),
        DescribeService(texts, book, reception, applying, desk),
        ContinueService(texts, book, reception, applying),
        LifeEvent(texts, book, reception, applying, refusals),
        Review(texts, book, reception, reviewing.giving, reviewing.own),
        Report(texts, book, reception, reports, followed),
        Progress(texts, book, reception, services.cases, followed),
        AppointmentAction(texts, book, reception, services.booking, services.visits),
        BenefitAction(texts, book, reception, services.benefits),
        DisputeAction(texts, book, reception, disputes),
    ]


class DomainlessExecutor(ActionExecutor):
    """Runs actions without the domain, which none of ours reads and Rasa therefore does not send."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> None:
        del payload, action_name


def build(settings: DialogueSettings) -> Sanic[Any, Any]:
    """The server of rasa-sdk with our actions registered by hand: it scans no packages."""
    clients = connect(settings)
    executor = DomainlessExecutor()
    patience = Patience(
        try_seconds=settings.backoffice_timeout_seconds, total_seconds=settings.backoffice_total_seconds
    )
    for action in create_actions(
        settings,
        answers=KnowledgeClient(clients.knowledge),
        backoffice=BackofficeClient(clients.backoffice, patience),
        clock=SystemClock(),
    ):
        executor.register_action(action)
    app = create_app(executor, cors_origins=[])
    app.register_listener(clients.close, "after_server_stop")
    return app
