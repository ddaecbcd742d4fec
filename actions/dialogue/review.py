"""好差评: a review is given, changed and followed, and its fix is rated."""

from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.reception import Reception
from actions.dialogue.review_flow.giving import ReviewFlow
from actions.dialogue.review_flow.mine import OwnReviews, act_of
from actions.dialogue.review_flow.questions import TOPIC
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn

_OWN = frozenset({"ask_reviews", "change_review", "rate_fix"})


class Review(CivicAction):
    action_name = "action_review"
    topic = TOPIC

    def __init__(
        self,
        texts: Texts,
        contact_book: ContactBook,
        reception: Reception | None,
        giving: ReviewFlow,
        own: OwnReviews,
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.giving = giving
        self.own = own

    async def answer(self, turn: Turn) -> Outcome:
        if turn.intent in _OWN:
            return await self.own.begin(turn, act_of(turn), turn.value("number"))
        return await self.giving.begin(turn)
