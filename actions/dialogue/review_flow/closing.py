"""How a review ends that is not handed in: left, put aside, elsewhere, refused, or kept for the sign-in."""

from dataclasses import dataclass

from actions.dialogue import buttons
from actions.dialogue.places import meant_regions
from actions.dialogue.refusals import Refusals
from actions.dialogue.review_flow.draft import Ask, Draft
from actions.dialogue.review_flow.filing import CLOSED, closing
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.review_flow.questions import TOPIC
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.wire.contacts import Contact
from bot.wire import Reply, ReplyType


@dataclass(frozen=True)
class Closing:
    desk: ReviewDesk
    texts: ReviewTexts
    refusals: Refusals

    def left(self, draft: Draft) -> Outcome:
        """One word was enough, and it is not asked again in this conversation."""
        left = closing(self.texts.left_unchanged if draft.change else self.texts.left)
        return Outcome(left.replies, {**left.slots, "review_offered": True})

    def aside(self, draft: Draft) -> Taken:
        """Something else is wanted: nothing was handed in, which is said where somebody could think so."""
        told = self.texts.left_unchanged if draft.change else self.texts.left_open
        before = [Reply(type=ReplyType.TEXT, text=told, topic=TOPIC)] if draft.level else []
        return Taken(before=before, slots=CLOSED)

    def sign_in(
        self, turn: Turn, draft: Draft, *, again: bool = False, before: Outcome | None = None
    ) -> Outcome:
        """`before`: what is said first."""
        text = self.texts.sign_in_again if again else self.texts.sign_in
        asks = Ask(draft.asks or Ask.ABOUT)
        replies = [*(before.replies if before else []), self.refusals.sign_in(text, topic=TOPIC)]
        return Outcome(replies, {"flow": draft.state(turn, asks)})

    async def elsewhere(self, turn: Turn) -> Outcome:
        """What is no review of anything here goes to those who can do something about it."""
        regions = meant_regions(turn)
        contacts: dict[str, Contact] = {}
        for region in regions:
            found = await self.refusals.contact_book.contacts(region)
            contacts |= {contact.name: contact for contact in found}
        lines = self.refusals.texts.handoff.lines([*contacts.values()])
        questions = [one for region in regions for one in self.texts.elsewhere_questions.get(region, [])]
        offered = [*map(buttons.ask, questions), buttons.request_handoff(self.texts.handoff_button)]
        return closing(self.texts.elsewhere.format(contacts=lines), offered)

    async def reviewed_before(self, turn: Turn, about: str) -> Outcome:
        """One review a matter: the one there is can be changed. Of nothing that is there: why."""
        if not about:
            return closing(self.texts.nothing)
        own = await self.desk.reviews(turn.caller)
        review = next((one for one in own if one.about == about), None)
        if review is None:
            return closing(self.texts.not_yet)
        text = self.texts.reviewed_before.format(title=review.title, level=review.level)
        offered = [
            buttons.change_review(self.texts.change_this_button, review.id),
            buttons.ask_reviews(self.texts.state_button),
        ]
        return closing(text, offered)

    async def unavailable(self, turn: Turn, error: BackofficeError) -> Outcome:
        """The draft stays as it is: the same words may be said again."""
        return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])

    async def refused(self, turn: Turn, error: BackofficeError) -> Outcome:
        """It cannot be handed in, and trying again would not help."""
        return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)], CLOSED)
