"""The citizen rates how a negative review was dealt with: one of three levels, a word with the lowest."""

from dataclasses import dataclass
from typing import Any

from actions.backoffice_calls import key_of
from actions.dialogue import buttons
from actions.dialogue.refusals import Refusals
from actions.dialogue.review_flow.filing import CLOSED, closing
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.review_flow.questions import LONGEST_COMMENT, NONE, TOPIC
from actions.dialogue.review_flow.stance import FOR_A_PERSON
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.review_flow.wordings import ReviewWordings, heard
from actions.dialogue.service_flow.reading import is_question
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, BackofficeUnavailable, CitizenUnknown, VersionConflict
from actions.wire.rectifications import (
    FixRating,
    FixRatingGiven,
    RectificationForCitizen,
    RectificationState,
)
from bot.wire import Button, Reply, ReplyType

KIND = "fix"
_RATINGS = tuple(FixRating)
_OURS = frozenset(
    {"nlu_fallback", "rate_fix", "give_review", "express_displeasure", "acknowledge", "answer_step"}
)


def is_to_be_rated(fix: RectificationForCitizen) -> bool:
    return fix.state is RectificationState.REPLIED and fix.fix_rating is None and not fix.fix_owed


@dataclass(frozen=True)
class RatingFlow:
    """`flow` holds the `review`, its `title`, the `version` and `reply` shown, the `rating` once given."""

    desk: ReviewDesk
    texts: ReviewTexts
    refusals: Refusals
    kind: str = KIND

    def ask(self, turn: Turn, review: str, fix: RectificationForCitizen, *, lead: str = "") -> Outcome:
        state = {
            "kind": KIND,
            "review": review,
            "title": fix.title,
            "version": fix.version,
            "reply": fix.reply or "",
        }
        return self._asked(turn, state, lead=lead)

    async def take(self, turn: Turn) -> Taken:
        state = dict(turn.flow)
        if turn.message_id == state.get("turn") != "":
            return Taken(self._asked(turn, state))
        if turn.intent == "leave_flow" or (not turn.is_payload and self._leaves(turn)):
            return Taken(closing(self.texts.left_rating))
        if turn.intent == "signed_in":
            return Taken(self._asked(turn, state))
        if turn.is_payload:
            return await self._pressed(turn, state)
        return await self._heard(turn, state)

    def _leaves(self, turn: Turn) -> bool:
        """“不用” after a rating that is given already only means that there is no more to say."""
        wordings, said = ReviewWordings.load(), heard(turn.text)
        bare_no = "rating" not in turn.flow and wordings.whole("bare_no", said)
        return bool(bare_no or wordings.whole("leave", said))

    async def _pressed(self, turn: Turn, state: dict[str, Any]) -> Taken:
        if turn.intent != "answer_step":
            return Taken(slots={} if turn.intent in FOR_A_PERSON else CLOSED)
        value = turn.value("value") or ""
        if turn.value("step") != _step(state):
            return Taken(self._asked(turn, state))
        if "rating" in state:
            return Taken(await self._rate(turn, state, comment=""))
        return Taken(await self._rated(turn, state, value))

    async def _heard(self, turn: Turn, state: dict[str, Any]) -> Taken:
        wordings, said = ReviewWordings.load(), heard(turn.text)
        if turn.intent == "request_handoff":
            return Taken()
        if "rating" in state:
            nothing = wordings.whole("nothing", said) or wordings.whole("bare_no", said)
            comment = "" if nothing else turn.text.strip()
            if len(comment) > LONGEST_COMMENT:
                facts = {"most": LONGEST_COMMENT, "count": len(comment)}
                return Taken(self._asked(turn, state, lead=self.texts.comment_too_long.format(**facts)))
            return Taken(await self._rate(turn, state, comment=comment))
        named = wordings.whole("named", said)
        if named and named["level"] in _RATINGS:
            return Taken(await self._rated(turn, state, named["level"]))
        return self._unrated(turn, state)

    def _unrated(self, turn: Turn, state: dict[str, Any]) -> Taken:
        again = self.texts.rate_again.format(ratings=self.texts.between.join(_RATINGS))
        asked = self._asked(turn, state, lead=again)
        if is_question(turn.text):
            return Taken(after=asked.replies, slots=asked.slots)
        return Taken(asked) if turn.intent in _OURS else Taken(slots=CLOSED)

    async def _rated(self, turn: Turn, state: dict[str, Any], value: str) -> Outcome:
        """Who is not satisfied is asked for a word, which may be left out."""
        if value not in _RATINGS:
            return self._asked(turn, state)
        if value == FixRating.DISSATISFIED:
            return self._asked(turn, {**state, "rating": value})
        return await self._rate(turn, {**state, "rating": value}, comment="")

    async def _rate(self, turn: Turn, state: dict[str, Any], *, comment: str) -> Outcome:
        """Once for each rating of a version, however often it is said."""
        given = FixRatingGiven(
            version=int(state["version"]), rating=FixRating(state["rating"]), comment=comment
        )
        review = str(state["review"])
        key = key_of("rate-fix", review, given.model_dump_json())
        try:
            rated = await self.desk.rate_fix(review, given, caller=turn.caller, key=key)
        except CitizenUnknown:
            reply = self.refusals.sign_in(self.texts.sign_in_mine, topic=TOPIC)
            return Outcome([reply], {"flow": state})
        except VersionConflict as error:
            return await self._moved_on(turn, review, error)
        except BackofficeError as error:
            return await self._refused(turn, error)
        facts = {"title": rated.title, "rating": given.rating, "next_step": rated.next_step}
        return closing(self.texts.rated.format(**facts))

    async def _moved_on(self, turn: Turn, review: str, conflict: VersionConflict) -> Outcome:
        try:
            fix = await self.desk.rectification_of(review, caller=turn.caller)
        except BackofficeError as error:
            return await self._refused(turn, error)
        return (
            self.ask(turn, review, fix, lead=conflict.message)
            if is_to_be_rated(fix)
            else closing(fix.next_step)
        )

    async def _refused(self, turn: Turn, error: BackofficeError) -> Outcome:
        slots = {} if isinstance(error, BackofficeUnavailable) else CLOSED
        return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)], slots)

    def _asked(self, turn: Turn, state: dict[str, Any], *, lead: str = "") -> Outcome:
        text, offered = self._comment(state) if "rating" in state else self._level(state)
        reply = Reply(
            type=ReplyType.REVIEW,
            text=f"{lead}\n{text}" if lead else text,
            topic=TOPIC,
            buttons=[*offered, buttons.leave_flow(self.texts.leave_rating_button)],
        )
        return Outcome([reply], {"flow": {**state, "turn": turn.message_id}})

    def _level(self, state: dict[str, Any]) -> tuple[str, list[Button]]:
        facts = {"title": state["title"], "reply": state["reply"]}
        text = self.texts.rate.format(**facts, ratings=self.texts.between.join(_RATINGS))
        return text, [buttons.answer_step(rating, _step(state), rating) for rating in _RATINGS]

    def _comment(self, state: dict[str, Any]) -> tuple[str, list[Button]]:
        none = buttons.answer_step(self.texts.comment_none_button, _step(state), NONE)
        return self.texts.rate_comment, [none]


def _step(state: dict[str, Any]) -> str:
    """Ties an answer to its question: a button from before answers nothing."""
    return f"{'word' if 'rating' in state else 'rating'}@{state['review']}"
