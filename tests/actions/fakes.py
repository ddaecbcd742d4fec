"""Doubles of what the actions call, and trackers made by hand."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.texts import Texts
from actions.wire import Contact
from bot.wire import Reply
from knowledge_base.wire import Answer, AnswerRequest, Status

TEXTS = Texts.load()
HOTLINE = Contact(name="政务服务便民热线", phone="12345", note="各类咨询")


def an_answer(**parts: Any) -> Answer:
    parts = {"status": Status.ANSWERED, "text": "2个工作日办好。", **parts}
    return Answer(as_of=date(2026, 1, 5), trace_id="t1", **parts)


@dataclass
class FakeKnowledge:
    """Answers as told, and remembers what it was asked."""

    says: Answer | Exception = field(default_factory=an_answer)
    asked: list[AnswerRequest] = field(default_factory=list)
    trace_ids: list[str] = field(default_factory=list)

    async def answer(self, request: AnswerRequest, *, trace_id: str) -> Answer:
        self.asked.append(request)
        self.trace_ids.append(trace_id)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


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
