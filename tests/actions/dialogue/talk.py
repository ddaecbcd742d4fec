"""A conversation with all actions and a real back office, without Rasa: the test says what the words mean."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
from fastapi import FastAPI
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.backoffice_calls import Patience
from actions.backoffice_client import BackofficeClient
from actions.dialogue.bootstrap import create_actions
from actions.dialogue.settings import DialogueSettings
from bot.wire import Button, Reply
from chassis.clock import OFFICE_ZONE, Clock, FixedClock
from chassis.http import create_client
from tests.actions.backoffice.counter import SERVICE_TOKEN, citizen_token
from tests.actions.fakes import FakeKnowledge

YUEXIU, LONGHUA = "440104", "440309"
MONDAY = FixedClock(datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE))
ACTIONS = {
    "ask_policy": "action_answer_policy",
    "nlu_fallback": "action_answer_policy",
    "report_danger": "action_answer_policy",
    "choose_region": "action_choose_region",
    "apply_for_service": "action_commitment",
    "ask_service": "action_describe_service",
    "answer_step": "action_continue_service",
    "continue_flow": "action_continue_service",
    "leave_flow": "action_continue_service",
    "signed_in": "action_continue_service",
    "start_life_event": "action_life_event",
    "ask_progress": "action_progress",
    "withdraw_case": "action_progress",
    "deliver_material": "action_progress",
    "book_appointment": "action_appointment",
    "ask_appointments": "action_appointment",
    "ask_benefits": "action_benefit",
    "take_benefit": "action_benefit",
    "request_handoff": "action_request_handoff",
    "greet": "action_smalltalk",
    "acknowledge": "action_smalltalk",
    "thank": "action_smalltalk",
    "goodbye": "action_smalltalk",
    "give_review": "action_review",
    "change_review": "action_review",
    "ask_reviews": "action_review",
    "rate_fix": "action_review",
    "file_report": "action_report",
    "ask_report": "action_report",
    "file_sent": "action_report",
    "ask_hotline": "action_tell_hotlines",
    "leave_queue": "action_leave_queue",
    "handed_back": "action_handed_back",
    "ask_dispute": "action_dispute",
    "draft_mediation": "action_dispute",
}


@dataclass
class Line(httpx.AsyncBaseTransport):
    """The way to the back office. `down`: nothing gets through; `lost`: so many writes get no answer."""

    app: FastAPI
    down: bool = False
    lost: int = 0
    sent: list[httpx.Request] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("down", request=request)
        self.sent.append(request)
        response = await httpx.ASGITransport(self.app).handle_async_request(request)
        await response.aread()
        if self.lost and request.method != "GET":
            self.lost -= 1
            raise httpx.ReadError("lost", request=request)
        return response

    @property
    def writes(self) -> list[httpx.Request]:
        return [request for request in self.sent if request.method != "GET"]


@dataclass
class Talk:
    """One conversation. `citizen`: who is signed in. A new one of the same office is another channel.

    `desk`: a double in place of the office.
    """

    line: Line
    knowledge: FakeKnowledge = field(default_factory=FakeKnowledge)
    clock: Clock = MONDAY
    conversation: str = "c1"
    region: str | None = YUEXIU
    citizen: str | None = None
    desk: BackofficeClient | None = None
    channel: str = "web_chat"
    slots: dict[str, Any] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    turns: int = 0

    def say(
        self, text: str, intent: str = "nlu_fallback", *, message: str | None = None, **entities: str
    ) -> str:
        """All that is answered, as one text. `message` repeats one that was sent before."""
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        return self._turn(text, intent, found, message)

    def press(self, title: str) -> str:
        """The button of the last replies with this title, or whose title holds it."""
        exact = {button.payload for button in self.buttons if title == button.title}
        [payload] = exact or {button.payload for button in self.buttons if title in button.title}
        intent, _, rest = payload.removeprefix("/").partition("{")
        carried: Mapping[str, str] = json.loads("{" + rest) if rest else {}
        return self._turn(payload, intent, [{"entity": k, "value": v} for k, v in carried.items()], None)

    def sign_in(self, subject: str) -> str:
        self.citizen = subject
        return self.press("我已经登录")

    @property
    def buttons(self) -> list[Button]:
        return [button for reply in self.replies for button in reply.buttons]

    @property
    def topics(self) -> list[str]:
        return [reply.topic for reply in self.replies]

    @property
    def text(self) -> str:
        return "\n".join(reply.text for reply in self.replies)

    def _turn(self, text: str, intent: str, entities: list[dict[str, Any]], message: str | None) -> str:
        self.turns += 1
        latest = {
            "text": text,
            "intent": {"name": intent},
            "entities": entities,
            "metadata": self._metadata(message or f"{self.conversation}-{self.turns}"),
        }
        tracker = Tracker(self.conversation, self.slots, latest, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        for event in asyncio.run(self._run(ACTIONS[intent], dispatcher, tracker)):
            self.slots[event["name"]] = event["value"]
        self.replies = [Reply.model_validate(said["custom"]) for said in dispatcher.messages]
        return self.text

    async def _run(
        self, name: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[dict[str, Any]]:
        # A loaded machine is no failing office.
        patience = Patience(tries=2, try_seconds=20.0, total_seconds=40.0, first_pause_seconds=0.001)
        async with create_client(base_url="http://office", token=SERVICE_TOKEN, transport=self.line) as http:
            actions = create_actions(
                DialogueSettings.model_construct(),
                answers=self.knowledge,
                backoffice=self.desk or BackofficeClient(http, patience),
                clock=self.clock,
            )
            [action] = [action for action in actions if action.name() == name]
            return await action.run(dispatcher, tracker, None)

    def _metadata(self, message_id: str) -> dict[str, Any]:
        metadata: dict[str, Any] = {"region": self.region, "channel": self.channel, "message_id": message_id}
        if self.citizen:
            metadata["citizen_token"] = citizen_token(self.citizen)
        return metadata
