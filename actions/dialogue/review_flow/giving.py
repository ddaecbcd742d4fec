"""A review is given or changed: what is reviewed, the level, the reasons, words, a call back, a last look."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

from actions.dialogue.review_flow.answers import Act, Reading, Said, pressed, the_one_named
from actions.dialogue.review_flow.closing import Closing
from actions.dialogue.review_flow.draft import KIND, Ask, Draft, changing
from actions.dialogue.review_flow.filing import Filing
from actions.dialogue.review_flow.levels import hear
from actions.dialogue.review_flow.photos import with_photos
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.review_flow.questions import Questions, pressed_for
from actions.dialogue.review_flow.stance import FOR_A_PERSON, Stance, stance_of
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.review_flow.wordings import ReviewWordings, heard
from actions.dialogue.service_flow.commands import Steering, command
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.errors import (
    BackofficeError,
    BackofficeUnavailable,
    CitizenUnknown,
    FileUnknown,
    ReviewExists,
)
from actions.wire.reviews import ReviewView

_LEAVING = frozenset({Steering.LEAVE, Steering.KEEP, Steering.DISCARD})


@dataclass(frozen=True)
class ReviewFlow:
    """`flow` holds the whole draft: nothing is written before it is confirmed."""

    desk: ReviewDesk
    questions: Questions
    filing: Filing
    closing: Closing
    texts: ReviewTexts
    today: Callable[[], date]
    kind: str = KIND

    async def begin(self, turn: Turn) -> Outcome:
        """With all that the first words say: 太慢了，差评."""
        draft = Draft(begun=turn.message_id, wanted=turn.value("number") or "")
        return await self._safely(turn, _with_first_words(turn, draft), self._choose)

    async def change(self, turn: Turn, review: ReviewView) -> Outcome:
        draft = changing(review, begun=turn.message_id)
        return await self._safely(turn, _with_level(turn, draft), self.questions.ask)

    async def take(self, turn: Turn) -> Taken:
        """What was said before the message came again is not taken for the answer to the next question."""
        draft = Draft.of(turn)
        if turn.message_id == draft.turn != "":
            return Taken(await self._safely(turn, draft, self.questions.ask))
        if turn.intent == "signed_in":
            return Taken(await self._safely(turn, draft, self._signed_in))
        if turn.intent == "file_sent":
            return Taken(await self._safely(turn, draft, self._photographed))
        return await (self._pressed(turn, draft) if turn.is_payload else self._heard(turn, draft))

    async def _pressed(self, turn: Turn, draft: Draft) -> Taken:
        if turn.intent == "leave_flow":
            return Taken(self.closing.left(draft))
        if turn.intent in FOR_A_PERSON:
            return Taken()
        if turn.intent != "answer_step":
            return self.closing.aside(draft)
        if not pressed_for(turn, draft):
            return Taken(await self._safely(turn, draft, self.questions.ask))
        said = pressed(draft, turn.value("value") or "")
        return Taken(await self._answered(turn, said))

    async def _heard(self, turn: Turn, draft: Draft) -> Taken:
        wordings, words = ReviewWordings.load(), heard(turn.text)
        if wordings.whole("leave", words) or _declines(draft, words):
            return Taken(self.closing.left(draft))
        steered = command(turn.text)
        if steered and steered.steering is Steering.BACK:
            return Taken(await self._safely(turn, draft.stepped_back(), self.questions.ask))
        stance = stance_of(turn, draft)
        if draft.asks == Ask.COMMENT and stance is not Stance.STAYS:
            return await self._unanswered(turn, draft, stance)
        choices = self.questions.choices(turn, draft)
        said = Reading(self.texts, choices, self.today()).written(draft, turn.text)
        if said:
            return Taken(await self._answered(turn, said))
        if wordings.whole("bare_no", words) or (steered and steered.steering in _LEAVING):
            return Taken(self.closing.left(draft))
        return await self._unanswered(turn, draft, stance)

    async def _unanswered(self, turn: Turn, draft: Draft, stance: Stance) -> Taken:
        """Not understood twice running, it is left: nobody is held here."""
        if stance is Stance.BESIDE:
            return await self._beside(turn, draft)
        if stance is Stance.WAITS:
            return Taken()
        if stance is Stance.LEAVES or draft.missed:
            return self.closing.aside(draft)
        if draft.asks == Ask.REASONS and not ReviewWordings.load().whole("only_wish", heard(turn.text)):
            noted = draft.settled(Ask.REASONS).settled(Ask.COMMENT, comment=turn.text.strip())
            return Taken(await self._answered(turn, Said(noted)))
        lead = {Ask.ABOUT: self.texts.about_again, Ask.LEVEL: self.texts.level_again}
        lead |= {Ask.REASONS: self.texts.reasons_again, Ask.CONTACT: self.texts.contact_again}
        missed = Said(
            replace(draft, missed=draft.missed + 1), lead=lead.get(Ask(draft.asks), self.texts.confirm_again)
        )
        return Taken(await self._carried_out(turn, missed))

    async def _beside(self, turn: Turn, draft: Draft) -> Taken:
        asked = await self._safely(turn, draft, self.questions.ask)
        return Taken(after=asked.replies, slots=asked.slots)

    async def _answered(self, turn: Turn, said: Said) -> Outcome:
        return await self._carried_out(turn, replace(said, draft=replace(said.draft, missed=0)))

    async def _carried_out(self, turn: Turn, said: Said) -> Outcome:
        async def do(turn: Turn, draft: Draft) -> Outcome:
            match said.act:
                case Act.SUBMIT:
                    return await self.filing.file(turn, draft)
                case Act.SIGN_IN:
                    return self.closing.sign_in(turn, draft)
                case Act.ELSEWHERE:
                    return await self.closing.elsewhere(turn)
                case Act.LEAVE:
                    return self.closing.left(draft)
            return await self.questions.ask(turn, draft, lead=said.lead)

        return await self._safely(turn, said.draft, do)

    async def _choose(self, turn: Turn, draft: Draft) -> Outcome:
        """What is reviewed: the one that a button was for, the only one, or one of several."""
        found = await self.desk.reviewables(turn.caller)
        draft = replace(draft, offered=tuple(one.model_dump(mode="json") for one in found))
        if draft.wanted:
            meant = [one for one in found if one.about == draft.wanted]
        else:
            meant = [one for one in found if one.kind == turn.value("value")] if turn.is_payload else []
        if len(meant) == 1:
            return await self.questions.ask(turn, replace(draft, offered=()).reviewing(meant[0]))
        if draft.wanted or not found:
            return await self._nothing_to_review(turn, draft)
        named = None if turn.is_payload else the_one_named(draft, turn.text)
        if named is None and turn.citizen_token and len(found) == 1:
            [named] = found
        return await self.questions.ask(turn, draft.reviewing(named) if named else draft)

    async def _nothing_to_review(self, turn: Turn, draft: Draft) -> Outcome:
        """Who is not signed in may have more to review than this conversation shows."""
        if turn.citizen_token:
            return await self.closing.reviewed_before(turn, draft.wanted)
        told = await self.closing.reviewed_before(turn, turn.conversation_id)
        return self.closing.sign_in(turn, draft, before=told if told.replies[0].buttons else None)

    async def _signed_in(self, turn: Turn, draft: Draft) -> Outcome:
        if not turn.citizen_token:
            return self.closing.sign_in(turn, draft, again=True)
        if draft.asks == Ask.ABOUT:
            return await self._choose(turn, draft)
        return await self.questions.ask(turn, draft)

    async def _photographed(self, turn: Turn, draft: Draft) -> Outcome:
        if Ask.LEVEL not in draft.done:
            return await self.questions.ask(turn, draft, lead=self.texts.photos_later)
        changed, lead = with_photos(draft, await self.desk.files(turn.caller), self.texts)
        return await self.questions.ask(turn, changed, lead=lead)

    async def _safely(
        self, turn: Turn, draft: Draft, do: Callable[[Turn, Draft], Awaitable[Outcome]]
    ) -> Outcome:
        """What the back office refuses is said; the draft stays while it can still be handed in."""
        try:
            return await do(turn, draft)
        except CitizenUnknown:
            return self.closing.sign_in(turn, draft)
        except ReviewExists:
            return await self._safely(turn, draft, self._existing)
        except FileUnknown:
            return await self._safely(turn, replace(draft, photos=()), self._without_photos)
        except BackofficeUnavailable as error:
            return await self.closing.unavailable(turn, error)
        except BackofficeError as error:
            return await self.closing.refused(turn, error)

    async def _existing(self, turn: Turn, draft: Draft) -> Outcome:
        return await self.closing.reviewed_before(turn, draft.about)

    async def _without_photos(self, turn: Turn, draft: Draft) -> Outcome:
        return await self.questions.ask(turn, draft, lead=self.texts.photos_gone)


def _declines(draft: Draft, words: str) -> bool:
    """“不用了” to the question for the level; “不” to “是非常满意吗” means another one."""
    if draft.asks not in (Ask.ABOUT, Ask.LEVEL) or (len(draft.heard) == 1 and words == "不"):
        return False
    return bool(ReviewWordings.load().whole("bare_no", words))


def _with_first_words(turn: Turn, draft: Draft) -> Draft:
    if turn.is_payload:
        return draft
    only_wish = ReviewWordings.load().whole("only_wish", heard(turn.text))
    return _with_level(turn, replace(draft, words="" if only_wish else turn.text.strip()[:_LONGEST_WORDS]))


def _with_level(turn: Turn, draft: Draft) -> Draft:
    found = None if turn.is_payload else hear(turn.text)
    if found is None:
        return draft
    if found.chosen:
        return draft.rated(found.levels[0])
    return replace(draft, heard=tuple(level.value for level in found.levels))


_LONGEST_WORDS = 200
