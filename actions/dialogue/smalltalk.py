"""Greetings, thanks, who are you: a short word, and the way back to what people came for."""

from actions.dialogue import buttons
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.turn import Outcome, Turn
from bot.wire import ReplyType


class Smalltalk(CivicAction):
    action_name = "action_smalltalk"
    topic = "smalltalk"

    async def answer(self, turn: Turn) -> Outcome:
        said = self.texts.smalltalk[turn.intent]
        offered = [buttons.ask(question) for question in said.questions]
        if said.handoff_button:
            offered.append(buttons.request_handoff(said.handoff_button))
        return Outcome([self.reply(ReplyType.TEXT, said.text, buttons=offered)])
