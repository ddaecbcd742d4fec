"""Greetings, thanks, who are you: a short word, and the way back to what people came for."""

from actions.dialogue import buttons
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.reception import ONLY_DANGER, Reception
from actions.dialogue.review_flow.invitation import Invitation
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn
from bot.wire import ReplyType

_AT_THE_END = frozenset({"thank", "goodbye"})


class Smalltalk(CivicAction):
    action_name = "action_smalltalk"
    topic = "smalltalk"
    gives_way_to = ONLY_DANGER

    def __init__(
        self,
        texts: Texts,
        contact_book: ContactBook,
        reception: Reception | None = None,
        invitation: Invitation | None = None,
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.invitation = invitation

    async def answer(self, turn: Turn) -> Outcome:
        said = self.texts.smalltalk[turn.intent]
        offered = [buttons.ask(question) for question in said.questions]
        if said.handoff_button:
            offered.append(buttons.request_handoff(said.handoff_button))
        answered = Outcome([self.reply(ReplyType.TEXT, said.text, buttons=offered)])
        if self.invitation and turn.intent in _AT_THE_END:
            return self.invitation.of_conversation(turn, answered)
        return answered
