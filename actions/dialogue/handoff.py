"""Who wants a person: one is called while people are there; a callback is noted while they are not."""

from actions.dialogue.callback_flow import CallbackFlow
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.open_again import OpenAgain
from actions.dialogue.reception import ONLY_DANGER, Reception
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn
from bot.wire import HandoffAsk, HandoffReason, ReplyType


class RequestHandoff(CivicAction):
    """The gateway calls the person and says how long that takes."""

    action_name = "action_request_handoff"
    topic = "handoff"
    gives_way_to = ONLY_DANGER

    def __init__(
        self, texts: Texts, contact_book: ContactBook, reception: Reception | None, callbacks: CallbackFlow
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.callbacks = callbacks

    async def answer(self, turn: Turn) -> Outcome:
        if not self.callbacks.office.is_open:
            return await self.callbacks.begin(turn)
        said = self.texts.handoff
        text = said.asked.format(hotlines=said.hotlines(await self.contact_book.contacts(turn.region)))
        asked = HandoffAsk(reason=HandoffReason.ASKED, summary=self._summary(turn))
        return Outcome([self.reply(ReplyType.HANDOFF, text, handoff=asked)])

    def _summary(self, turn: Turn) -> str:
        """For the person who takes over: what was asked before."""
        if not turn.asked:
            return ""
        return self.texts.handoff.summary.format(asked=turn.asked[-1].question)[:500]


class TellHotlines(CivicAction):
    action_name = "action_tell_hotlines"
    topic = "handoff"
    gives_way_to = ONLY_DANGER

    async def answer(self, turn: Turn) -> Outcome:
        lines = self.texts.handoff.lines(await self.contact_book.contacts(turn.region))
        return Outcome(
            [self.reply(ReplyType.HANDOFF, self.texts.handoff.tell_hotlines.format(contacts=lines))]
        )


class HandedBack(CivicAction):
    """A person has handed back: what was open is asked again, by `open_again`; `reception` has no flows."""

    action_name = "action_handed_back"
    topic = "handoff"

    def __init__(
        self, texts: Texts, contact_book: ContactBook, reception: Reception | None, open_again: OpenAgain
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.open_again = open_again

    async def answer(self, turn: Turn) -> Outcome:
        asked = await self.open_again.ask(turn)
        if asked is None:
            return Outcome([self.reply(ReplyType.TEXT, self.said)])
        return Outcome([self.reply(ReplyType.TEXT, self.said), *asked.replies], asked.slots)

    @property
    def said(self) -> str:
        return self.texts.handoff.handed_back


class LeaveQueue(HandedBack):
    """The citizen no longer waits; the gateway takes them out of the queue."""

    action_name = "action_leave_queue"

    @property
    def said(self) -> str:
        return self.texts.handoff.left_queue
