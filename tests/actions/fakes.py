"""Doubles of what the actions call, and trackers made by hand."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import httpx
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.backoffice_calls import Caller, Patience
from actions.backoffice_client import BackofficeClient
from actions.dialogue.bootstrap import create_actions
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.settings import DialogueSettings
from actions.dialogue.texts import Texts
from actions.errors import BackofficeError
from actions.wire.applications import Application
from actions.wire.appointments import Window
from actions.wire.callbacks import Callback, CallbackRequest, CallbackState
from actions.wire.catalogue import Catalogue
from actions.wire.contacts import Contact
from actions.wire.files import StoredFile
from actions.wire.reports import (
    Breach,
    ReportAddition,
    ReportState,
    ReportSubmission,
    ReportView,
    Risk,
    RoutedTo,
)
from bot.wire import Reply
from chassis.clock import OFFICE_ZONE, FixedClock
from knowledge_base.wire import Alarming, Answer, AnswerRequest, PointsTold, Screened, ScreenRequest, Status
from tests.actions.fake_reviews import ReviewBook, ReviewsInMemory

TEXTS = Texts.load()
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)
_Done = TypeVar("_Done")
HOTLINE = Contact(name="政务服务便民热线", phone="12345", note="各类咨询")


def an_answer(**parts: Any) -> Answer:
    parts = {"status": Status.ANSWERED, "text": "2个工作日办好。", **parts}
    return Answer(as_of=date(2026, 1, 5), trace_id="t1", **parts)


@dataclass
class FakeKnowledge:
    """Answers and screens as told, and remembers what it was asked."""

    says: Answer | Exception = field(default_factory=an_answer)
    raises: Alarming | Exception | None = None
    asked: list[AnswerRequest] = field(default_factory=list)
    screened: list[str] = field(default_factory=list)
    trace_ids: list[str] = field(default_factory=list)

    async def answer(self, request: AnswerRequest, *, trace_id: str) -> Answer:
        self.asked.append(request)
        self.trace_ids.append(trace_id)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says

    async def screen(self, request: ScreenRequest, *, trace_id: str) -> Screened:
        self.screened.append(request.question)
        self.trace_ids.append(trace_id)
        if isinstance(self.raises, Exception):
            raise self.raises
        return Screened(status=self.raises)

    async def points(self, ids: Sequence[str], *, trace_id: str) -> PointsTold:
        """None is published."""
        del ids
        self.trace_ids.append(trace_id)
        return PointsTold(points=[])


@dataclass
class FakeContacts:
    """Gives its contacts, or fails."""

    says: list[Contact] | Exception = field(default_factory=lambda: [HOTLINE])
    asked: list[str | None] = field(default_factory=list)

    async def contacts(self, region: str | None) -> list[Contact]:
        self.asked.append(region)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


class FakeBackoffice(ReviewsInMemory):
    """Gives contacts and a catalogue, or fails; takes reviews; has no windows and no drafts, and no more."""

    def __init__(
        self, contacts: list[Contact] | Exception | None = None, catalogue: Catalogue | None = None
    ) -> None:
        nobody = httpx.MockTransport(lambda _: httpx.Response(503))
        super().__init__(httpx.AsyncClient(transport=nobody, base_url="http://office"), Patience(tries=1))
        self.review_book = ReviewBook()
        self.known_contacts = [HOTLINE] if contacts is None else contacts
        self.known_catalogue = catalogue or Catalogue(items=[], life_events=[])

    async def contacts(self, region: str | None) -> list[Contact]:
        del region
        if isinstance(self.known_contacts, Exception):
            raise self.known_contacts
        return self.known_contacts

    async def catalogue(self, region: str | None = None) -> Catalogue:
        del region
        return self.known_catalogue

    async def windows(self, *, region: str | None = None, street: str | None = None) -> list[Window]:
        del region, street
        return []

    async def applications(self, caller: Caller, *, conversation_id: str | None = None) -> list[Application]:
        del caller, conversation_id
        return []


class FakeReportDesk(FakeBackoffice):
    """Takes reports and callbacks in, each key once, and lists the files it is given.

    `fails`: raised by every write, before anything is done.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[StoredFile] = []
        self.submissions: list[ReportSubmission] = []
        self.additions: list[ReportAddition] = []
        self.callback_requests: list[CallbackRequest] = []
        self.fails: BackofficeError | None = None
        self._done: dict[str, Any] = {}
        self._view: ReportView | None = None

    async def windows(self, *, region: str | None = None, street: str | None = None) -> list[Window]:
        del region, street
        parts = {"name": "大东街窗口", "region": "440104", "street": "大东街", "address": "", "hours": ""}
        return [Window.model_validate({"code": "440104-dadong", **parts})]

    async def files(self, caller: Caller) -> list[StoredFile]:
        del caller
        return self.sent

    async def report(self, submission: ReportSubmission, *, caller: Caller, key: str) -> ReportView:
        del caller
        return self._once(key, lambda: self._filed(submission))

    async def reports(self, caller: Caller) -> list[ReportView]:
        del caller
        return [self._view] if self._view else []

    async def add_to_report(
        self, number: str, addition: ReportAddition, *, caller: Caller, key: str, code: str | None = None
    ) -> ReportView:
        del number, caller, code
        return self._once(key, lambda: self._added(addition))

    async def request_callback(self, request: CallbackRequest, *, caller: Caller, key: str) -> Callback:
        del caller
        return self._once(key, lambda: self._noted(request))

    def _once(self, key: str, work: Callable[[], _Done]) -> _Done:
        if self.fails:
            raise self.fails
        if key not in self._done:
            self._done[key] = work()
        done: _Done = self._done[key]
        return done

    def _filed(self, submission: ReportSubmission) -> ReportView:
        self.submissions.append(submission)
        self._view = a_report(submission, number=f"JB20261123-{len(self.submissions):06}")
        return self._view

    def _added(self, addition: ReportAddition) -> ReportView:
        self.additions.append(addition)
        assert self._view is not None
        self._view = self._view.model_copy(update={"version": self._view.version + 1})
        return self._view

    def _noted(self, request: CallbackRequest) -> Callback:
        self.callback_requests.append(request)
        return Callback(
            number=f"HD20261123-{len(self.callback_requests):06}",
            phone=request.phone,
            words=request.words,
            region=request.region,
            conversation_id="c1",
            state=CallbackState.OPEN,
            taken_by=None,
            result=None,
            created_at=NOW,
            version=1,
        )


def a_report(submission: ReportSubmission, *, number: str) -> ReportView:
    anonymous = submission.name is None
    return ReportView(
        number=number,
        code="03817-55204" if anonymous else None,
        state=ReportState.RECEIVED,
        state_name="已收到",
        version=1,
        facts=submission.facts,
        evidence=len(submission.evidence),
        anonymous=anonymous,
        risk=Risk.ORDINARY,
        risk_reasons=[],
        green_lane=submission.facts.breach is Breach.UNPAID_WAGES,
        routed_to=RoutedTo(name="大东街窗口", street="大东街", phone="020-00000000", demo=True),
        next_step="等大东街窗口核实。",
        timeline=[],
    )


def a_file(name: str, *, minutes: int = 0, made: bool = False) -> StoredFile:
    """Sent so many minutes after the moment at which the clock of the tests stands."""
    at = NOW + timedelta(minutes=minutes)
    id_ = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    return StoredFile(id=id_, name=name, media_type="image/png", bytes=9, created_at=at, made=made)


def all_actions(
    knowledge: FakeKnowledge | None = None, backoffice: BackofficeClient | None = None
) -> dict[str, CivicAction]:
    """As the server has them, by name."""
    actions = create_actions(
        DialogueSettings.model_construct(),
        answers=knowledge or FakeKnowledge(),
        backoffice=backoffice or FakeBackoffice(),
        clock=FixedClock(datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)),
    )
    return {action.name(): action for action in actions}


def a_book(source: FakeContacts | None = None) -> ContactBook:
    return ContactBook(
        source=source or FakeContacts(),
        fallback=TEXTS.handoff.fallback,
        kept_seconds=300.0,
        retry_seconds=30.0,
    )


def a_tracker(
    text: str,
    *,
    intent: str = "ask_policy",
    entities: list[dict[str, Any]] | None = None,
    metadata: dict[str, Any] | None = None,
    **slots: Any,
) -> Tracker:
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 1.0},
        "entities": entities or [],
        "metadata": metadata or {},
    }
    return Tracker("c1", slots, message, [], False, None, {}, "action_listen")


def run_action(action: CivicAction, tracker: Tracker) -> tuple[list[Reply], dict[str, Any]]:
    """The replies that the gateway would read, and the slots that were set."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, tracker, None))
    replies = [Reply.model_validate(message["custom"]) for message in dispatcher.messages]
    return replies, {event["name"]: event["value"] for event in events}
