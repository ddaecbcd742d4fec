"""The frame of every action: read the turn, receive it, answer, dispatch. Never raises, never stays silent.

An action that fails leaves Rasa with nothing to say, and the citizen with an empty window.
"""

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.dialogue.contact_book import ContactBook
from actions.dialogue.reception import EVERY_ALARM, Reception
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn
from bot.wire import Reply, ReplyType
from chassis.logs import bind_trace_id, get_logger, new_trace_id
from knowledge_base.wire import Status


class CivicAction(Action, ABC):
    """An action of one topic.

    `gives_way_to` are the alarms that go before the topic, and so does what is open. Without a `reception`,
    nothing does.
    """

    action_name: str
    topic: str
    gives_way_to: frozenset[Status] = EVERY_ALARM

    def __init__(self, texts: Texts, contact_book: ContactBook, reception: Reception | None = None) -> None:
        self.texts = texts
        self.contact_book = contact_book
        self.reception = reception

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
            taken = await self._received(turn)
            if taken.outcome is not None:
                return taken.outcome
            return taken.around(await self.answer(taken.left_open(turn)))
        except Exception:
            get_logger().exception("action_failed", action=self.action_name, sender=tracker.sender_id)
            return Outcome([await self.apology(turn)])

    async def _received(self, turn: Turn) -> Taken:
        if self.reception is None:
            return Taken()
        return await self.reception.receive(turn, gives_way_to=self.gives_way_to)

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
