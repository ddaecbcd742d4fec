"""One's own reviews: what became of them, and which of them is changed or has its fix rated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from actions.dialogue import buttons
from actions.dialogue.refusals import Refusals
from actions.dialogue.review_flow.filing import closing
from actions.dialogue.review_flow.giving import ReviewFlow
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.review_flow.questions import TOPIC
from actions.dialogue.review_flow.rating import RatingFlow, is_to_be_rated
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.service_flow.reading import one_of
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, CitizenUnknown
from actions.wire.rectifications import RectificationForCitizen
from actions.wire.reviews import ReviewView
from bot.wire import Button, Reply, ReplyType

KIND = "reviews"
_MOST_SHOWN = 5


class Act(StrEnum):
    SHOW = "show"
    CHANGE = "change"
    RATE = "rate"


def act_of(turn: Turn) -> Act:
    return {"change_review": Act.CHANGE, "rate_fix": Act.RATE}.get(turn.intent, Act.SHOW)


@dataclass(frozen=True)
class OwnReviews:
    """`flow` holds the `act`, and the `names` and `ids` to choose from; only the act during the sign-in."""

    desk: ReviewDesk
    texts: ReviewTexts
    refusals: Refusals
    giving: ReviewFlow
    rating: RatingFlow
    now: Callable[[], datetime]
    kind: str = KIND

    async def begin(self, turn: Turn, act: Act, number: str | None = None, *, sign_in: str = "") -> Outcome:
        try:
            own = await self.desk.reviews(turn.caller)
            return await self._of(turn, act, [one for one in own if number in (None, one.id)], sign_in)
        except CitizenUnknown:
            return self._to_sign_in(act, number, sign_in)
        except BackofficeError as error:
            return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])

    async def take(self, turn: Turn) -> Taken:
        act = Act(turn.flow.get("act", Act.SHOW))
        if turn.intent == "signed_in":
            number = turn.flow.get("number")
            return Taken(await self.begin(turn, act, number, sign_in=self.texts.sign_in_again))
        if turn.intent == "leave_flow" or one_of(turn.text, [self.texts.leave_change_button]) == 0:
            return Taken(closing(self.texts.left_unchanged))
        place = None if turn.is_payload else one_of(turn.text, turn.flow.get("names", []))
        if place is not None:
            return Taken(await self.begin(turn, act, turn.flow["ids"][place]))
        return Taken(slots={"flow": None})

    async def _of(self, turn: Turn, act: Act, own: Sequence[ReviewView], sign_in: str) -> Outcome:
        """Who is not signed in has those of the conversation; where there are none, the others are meant."""
        if not own and not turn.citizen_token:
            return self._to_sign_in(act, None, sign_in)
        if not own:
            return closing(self.texts.mine_none)
        if act is Act.CHANGE:
            return await self._change(turn, own)
        if act is Act.RATE:
            return await self._rate(turn, own)
        return await self._show(turn, own)

    async def _show(self, turn: Turn, own: Sequence[ReviewView]) -> Outcome:
        shown = sorted(own, key=lambda review: review.created_at, reverse=True)[:_MOST_SHOWN]
        parts, offered = [], list[Button]()
        for review in shown:
            fix = await self._fix_of(turn, review)
            parts.append(self._told(review, fix))
            named = "" if len(shown) == 1 else f" {review.title}"
            if fix and is_to_be_rated(fix):
                offered.append(buttons.rate_fix(f"{self.texts.rate_button}{named}", review.id))
            if review.changeable_until > self.now():
                offered.append(buttons.change_review(f"{self.texts.change_this_button}{named}", review.id))
        return closing("\n".join(parts), offered)

    async def _fix_of(self, turn: Turn, review: ReviewView) -> RectificationForCitizen | None:
        return (
            await self.desk.rectification_of(review.id, caller=turn.caller) if review.rectification else None
        )

    def _told(self, review: ReviewView, fix: RectificationForCitizen | None) -> str:
        day = self.texts.on(review.created_at)
        lines = [self.texts.mine_line.format(title=review.title, day=day, level=review.level)]
        if fix:
            facts = {"number": fix.number, "state": fix.state_name, "next_step": fix.next_step}
            lines.append(self.texts.mine_rectification.format(**facts))
        if fix and fix.reply:
            lines.append(self.texts.mine_reply.format(reply=fix.reply))
        if fix and fix.fix_rating:
            lines.append(self.texts.mine_fix_rating.format(rating=fix.fix_rating))
        return "\n".join(lines)

    async def _change(self, turn: Turn, own: Sequence[ReviewView]) -> Outcome:
        open_ = [review for review in own if review.changeable_until > self.now()]
        if len(open_) == 1:
            return await self.giving.change(turn, open_[0])
        if open_:
            return self._which(Act.CHANGE, open_)
        latest = max(own, key=lambda review: review.created_at)
        day = self.texts.on(latest.changeable_until)
        return closing(self.texts.change_over.format(title=latest.title, day=day))

    async def _rate(self, turn: Turn, own: Sequence[ReviewView]) -> Outcome:
        fixes = {review.id: await self._fix_of(turn, review) for review in own}
        waiting = [review for review in own if (fix := fixes[review.id]) and is_to_be_rated(fix)]
        if len(waiting) == 1:
            fix = fixes[waiting[0].id]
            assert fix is not None
            return self.rating.ask(turn, waiting[0].id, fix)
        if waiting:
            return self._which(Act.RATE, waiting)
        told = [self._told(review, fix) for review in own if (fix := fixes[review.id])]
        return closing("\n".join([self.texts.rate_none, *told]))

    def _which(self, act: Act, reviews: Sequence[ReviewView]) -> Outcome:
        names = [f"{review.title}（{self.texts.on(review.created_at)}）" for review in reviews]
        button = buttons.change_review if act is Act.CHANGE else buttons.rate_fix
        offered = [button(name, review.id) for name, review in zip(names, reviews, strict=True)]
        asked = self.texts.which_change if act is Act.CHANGE else self.texts.rate_which
        text = f"{asked}\n{self.texts.numbered(names)}"
        state: dict[str, Any] = {
            "kind": KIND,
            "act": act,
            "names": names,
            "ids": [review.id for review in reviews],
        }
        reply = Reply(type=ReplyType.TEXT, text=text, topic=TOPIC, buttons=offered)
        return Outcome([reply], {"flow": state})

    def _to_sign_in(self, act: Act, number: str | None, text: str) -> Outcome:
        reply = self.refusals.sign_in(text or self.texts.sign_in_mine, topic=TOPIC)
        return Outcome([reply], {"flow": {"kind": KIND, "act": act, "number": number}})
