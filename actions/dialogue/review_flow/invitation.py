"""An invitation to review: one button, once in a conversation, and never while something is open."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.dialogue import buttons
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.wire.reviews import Reviewable, ReviewKind
from bot.wire import Button
from chassis.logs import get_logger


@dataclass(frozen=True)
class Invitation:
    """Without it nothing is missing: a back office that does not answer makes it stay away."""

    desk: ReviewDesk
    texts: ReviewTexts

    def of_conversation(self, turn: Turn, said: Outcome) -> Outcome:
        """At a farewell, or when something was filed."""
        button = buttons.give_review(self.texts.invitation_button, kind=ReviewKind.CONVERSATION)
        return self._with(turn, said, button)

    async def of_case(self, turn: Turn, said: Outcome, number: str) -> Outcome:
        """Where the case is finished and not reviewed."""
        found = [one for one in await self._reviewable(turn) if one.about == number]
        title = self.texts.invitation_of_case_button
        return self._with(turn, said, buttons.give_review(title, about=number)) if found else said

    async def of_visit(self, turn: Turn, said: Outcome) -> Outcome:
        """Where a visit has been made and is not reviewed."""
        found = [one for one in await self._reviewable(turn) if one.kind is ReviewKind.VISIT]
        title = self.texts.invitation_of_visit_button
        button = buttons.give_review(title, about=found[0].about) if found else None
        return self._with(turn, said, button, open_=False) if button else said

    async def _reviewable(self, turn: Turn) -> Sequence[Reviewable]:
        if turn.review_offered:
            return []
        try:
            return await self.desk.reviewables(turn.caller)
        except BackofficeError as error:
            get_logger().warning("no_invitation", code=error.code, reason=str(error))
            return []

    def _with(self, turn: Turn, said: Outcome, button: Button, *, open_: bool | None = None) -> Outcome:
        """A flow may have ended by what is said; a list of visits to choose from holds nobody."""
        open_ = bool(said.slots.get("flow", turn.flow)) if open_ is None else open_
        if turn.review_offered or open_ or not said.replies:
            return said
        *others, last = said.replies
        invited = last.model_copy(update={"buttons": [*last.buttons, button]})
        return Outcome([*others, invited], {**said.slots, "review_offered": True})
