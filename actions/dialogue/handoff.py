"""Who wants a person is told how to reach one. Nothing is promised that is not carried out."""

from actions.dialogue.civic_action import CivicAction
from actions.dialogue.turn import Outcome, Turn
from bot.wire import ReplyType


class RequestHandoff(CivicAction):
    action_name = "action_request_handoff"
    topic = "handoff"

    async def answer(self, turn: Turn) -> Outcome:
        lines = self.texts.handoff.lines(await self.contact_book.contacts(turn.region))
        text = self.texts.handoff.request_handoff.format(contacts=lines)
        return Outcome([self.reply(ReplyType.HANDOFF, text)])


class TellHotlines(CivicAction):
    action_name = "action_tell_hotlines"
    topic = "handoff"

    async def answer(self, turn: Turn) -> Outcome:
        lines = self.texts.handoff.lines(await self.contact_book.contacts(turn.region))
        return Outcome(
            [self.reply(ReplyType.HANDOFF, self.texts.handoff.tell_hotlines.format(contacts=lines))]
        )
