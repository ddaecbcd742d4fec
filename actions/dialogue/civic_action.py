"""The frame of every action: read the turn, answer, dispatch. Never raises, never stays silent.

An action that fails leaves Rasa with nothing to say, and the citizen with an empty window.
"""

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.dialogue.contact_book import ContactBook
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn
from bot.wire import Reply, ReplyType
from chassis.logs import bind_trace_id, get_logger, new_trace_id


class CivicAction(Action, ABC):
    """An action of one topic."""

    action_name: str
    topic: str

    def __init__(self, texts: Texts, contact_book: ContactBook) -> None:
        self.texts = texts
        self.contact_book = contact_book

    def name(self) -> str:
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict | None
    ) -> list[dict[str, Any]]:
        del domain
        outcome = await self._outcome(tracker)
        for reply in outcome.replies:
            dispatcher.utter_message(json_message=reply.model_dump(mode="json"))
        return [SlotSet(name, value) for name, value in outcome.slots.items()]

    async def _outcome(self, tracker: Tracker) -> Outcome:
        turn = None
        try:
            turn = Turn.of(tracker)
            bind_trace_id(turn.trace_id or new_trace_id())
            return await self.answer(turn)
        except Exception:
            get_logger().exception("action_failed", action=self.action_name, sender=tracker.sender_id)
            return Outcome([await self.apology(turn)])

    @abstractmethod
    async def answer(self, turn: Turn) -> Outcome:
        """What to say to this turn."""

    async def apology(self, turn: Turn | None) -> Reply:
        """What is said when a part has failed: sorry, and a way on."""
        hotlines = self.texts.handoff.hotlines(await self._contacts_whatever_happens(turn))
        text = self.texts.knowledge.unavailable.format(hotlines=hotlines)
        return self.reply(ReplyType.HANDOFF, text, failed=True)

    async def _contacts_whatever_happens(self, turn: Turn | None) -> list[Any]:
        try:
            return await self.contact_book.contacts(turn.region if turn else None)
        except Exception:
            get_logger().exception("contact_book_failed")
            return list(self.texts.handoff.fallback)

    def reply(self, type_: ReplyType, text: str, **parts: Any) -> Reply:
        return Reply(type=type_, text=text, topic=self.topic, **parts)
