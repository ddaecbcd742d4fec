"""Asks for what is not settled of a review, with what can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue import buttons
from actions.dialogue.review_flow.draft import Ask, Draft
from actions.dialogue.review_flow.levels import LEVELS
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.rules.eligibility import YesNo
from actions.rules.masking import masked_phone
from actions.wire.reviews import Reviewable
from bot.wire import Button, Reply, ReplyType
from chassis.logs import get_logger

TOPIC = "review"
LONGEST_COMMENT = 500
MOST_PHOTOS = 3
PHOTO_CHANNELS = frozenset({"web_chat"})
"""Those that can send a file of the conversation."""

# What buttons carry, beside levels, codes of reasons, places of a list, yes and no.
SIGN_IN, NONE, OTHER, ANOTHER, ENOUGH, WORDS, CALL, ANONYMOUS, CHANGE = (
    "sign_in",
    "none",
    "other",
    "another",
    "enough",
    "words",
    "call",
    "anonymous",
    "change",
)


@dataclass(frozen=True)
class Questions:
    """Raises BackofficeError."""

    desk: ReviewDesk
    texts: ReviewTexts

    async def ask(self, turn: Turn, draft: Draft, *, lead: str = "") -> Outcome:
        """What waits, after `lead`."""
        draft = await self._prepared(turn, draft)
        asks = draft.waits_for
        text, offered, parts = {
            Ask.ABOUT: self._about,
            Ask.LEVEL: self._level,
            Ask.REASONS: self._reasons,
            Ask.COMMENT: self._comment,
            Ask.CONTACT: self._contact,
            Ask.CONFIRM: self._confirm,
        }[asks](turn, draft)
        leave = self.texts.leave_change_button if draft.change else self.texts.leave_button
        reply = Reply(
            type=parts.pop("type", ReplyType.FORM),
            text=f"{lead}\n{text}" if lead else text,
            topic=TOPIC,
            buttons=[*offered, buttons.leave_flow(leave)],
            **parts,
        )
        return Outcome([reply], {"flow": draft.state(turn, asks), "review_offered": True})

    async def _prepared(self, turn: Turn, draft: Draft) -> Draft:
        """With the reasons of the level, and the files that were there before, read when first needed."""
        if Ask.LEVEL not in draft.done:
            return draft
        if Ask.REASONS not in draft.done and not draft.catalogue:
            found = [one for one in await self.desk.review_reasons() if draft.level in one.levels]
            draft = draft.reasons_shown(found) if found else draft.settled(Ask.REASONS)
        if draft.earlier_files is None and turn.channel in PHOTO_CHANNELS:
            draft = replace(draft, earlier_files=await self._files(turn))
        return draft

    async def _files(self, turn: Turn) -> tuple[str, ...] | None:
        """None: no photos are offered. A review does without them."""
        try:
            return tuple(file.id for file in await self.desk.files(turn.caller))
        except BackofficeError as error:
            get_logger().warning("files_unavailable", code=error.code, reason=str(error))
            return None

    def _about(self, turn: Turn, draft: Draft) -> "_Question":
        titles = self.choices(turn, draft)
        values = [*map(str, range(len(draft.offered))), *([] if turn.citizen_token else [SIGN_IN]), NONE]
        offered = [
            buttons.answer_step(title, _step(draft, Ask.ABOUT), value)
            for title, value in zip(titles, values, strict=True)
        ]
        more = [] if turn.citizen_token else [self.texts.about_more]
        return "\n".join([self.texts.about, *more, self.texts.numbered(titles)]), offered, {}

    def choices(self, turn: Turn, draft: Draft) -> list[str]:
        """What can be reviewed by title, then the ways to something else."""
        titles = [Reviewable.model_validate(one).title for one in draft.offered]
        elsewhere = [] if turn.citizen_token else [self.texts.sign_in_button]
        return [*titles, *elsewhere, self.texts.none_button]

    def _level(self, turn: Turn, draft: Draft) -> "_Question":
        del turn
        step = _step(draft, Ask.LEVEL)
        offered = [buttons.answer_step(level, step, level) for level in draft.levels]
        text = self._heard(draft) if draft.heard else self._all_levels(draft)
        if draft.heard:
            offered.append(buttons.answer_step(self.texts.other_level_button, step, OTHER))
        if draft.offered:
            offered.append(buttons.answer_step(self.texts.another_button, step, ANOTHER))
        card = {"kind": "review_levels", "levels": [level.value for level in draft.levels]}
        return text, offered, {"type": ReplyType.REVIEW, "card": card}

    def _all_levels(self, draft: Draft) -> str:
        text = self.texts.level.format(
            title=draft.title,
            levels=self.texts.between.join(LEVELS),
            best=LEVELS[0],
            worst=LEVELS[-1],
        )
        return f"{self.texts.level_before.format(before=draft.before)}\n{text}" if draft.before else text

    def _heard(self, draft: Draft) -> str:
        first, *second = draft.heard
        between = (
            self.texts.level_between.format(first=first, second=second[0])
            if second
            else self.texts.level_only.format(only=first)
        )
        return self.texts.level_heard.format(title=draft.title, between=between)

    def _reasons(self, turn: Turn, draft: Draft) -> "_Question":
        """For a page a list to tick; pressed one by one elsewhere."""
        del turn
        step = _step(draft, Ask.REASONS)
        shown = [text for _, text in draft.catalogue]
        offered = [
            buttons.answer_step(
                self.texts.chosen_button.format(reason=text) if code in draft.reasons else text, step, code
            )
            for code, text in draft.catalogue
        ]
        way_on = self.texts.enough_button if draft.reasons else self.texts.skip_button
        offered.append(buttons.answer_step(way_on, step, ENOUGH))
        lines = [self.texts.reasons.format(level=draft.level, reasons=self.texts.numbered(shown))]
        if draft.reasons:
            chosen = self.texts.between.join(draft.reason_texts)
            lines.append(self.texts.reasons_chosen.format(chosen=chosen))
        return "\n".join(lines), offered, {"card": {"kind": "choices", "options": shown}}

    def _comment(self, turn: Turn, draft: Draft) -> "_Question":
        del turn
        step = _step(draft, Ask.COMMENT)
        lines = [self.texts.comment.format(most=LONGEST_COMMENT)]
        if draft.earlier_files is not None:
            lines.append(self.texts.comment_photos.format(most=MOST_PHOTOS))
        offered = []
        if draft.words:
            said = self.texts.comment_before if draft.change else self.texts.comment_words
            title = self.texts.before_button if draft.change else self.texts.words_button
            lines.append(said.format(words=draft.words))
            offered.append(buttons.answer_step(title, step, WORDS))
        offered.append(buttons.answer_step(self.texts.comment_none_button, step, NONE))
        return "\n".join(lines), offered, {}

    def _contact(self, turn: Turn, draft: Draft) -> "_Question":
        del turn
        step = _step(draft, Ask.CONTACT)
        anonymous = buttons.answer_step(self.texts.anonymous_button, step, ANONYMOUS)
        if draft.wants_call:
            return self.texts.contact_phone, [anonymous], {}
        return self.texts.contact, [buttons.answer_step(self.texts.call_button, step, CALL), anonymous], {}

    def _confirm(self, turn: Turn, draft: Draft) -> "_Question":
        del turn
        step = _step(draft, Ask.CONFIRM)
        offered = [
            buttons.answer_step(self.texts.submit_button, step, YesNo.YES),
            buttons.answer_step(self.texts.change_button, step, CHANGE),
        ]
        return self.texts.confirm.format(lines="\n".join(self._summary(draft))), offered, {}

    def _summary(self, draft: Draft) -> Sequence[str]:
        texts = self.texts
        lines = [
            texts.confirm_about.format(title=draft.title),
            texts.confirm_level.format(level=draft.level),
        ]
        if draft.reasons:
            lines.append(texts.confirm_reasons.format(reasons=texts.between.join(draft.reason_texts)))
        if draft.comment:
            lines.append(texts.confirm_comment.format(comment=draft.comment))
        if draft.photos:
            lines.append(texts.confirm_photos.format(count=len(draft.photos)))
        if draft.phone:
            lines.append(texts.confirm_phone.format(phone=masked_phone(draft.phone)))
        return [*lines, texts.confirm_anonymous] if draft.anonymous else lines


_Question = tuple[str, list[Button], dict[str, Any]]


def _step(draft: Draft, asks: Ask) -> str:
    """Ties an answer to its question of this review: a button from before answers nothing."""
    return f"{asks.value}@{draft.begun}"


def pressed_for(turn: Turn, draft: Draft) -> bool:
    return turn.intent == "answer_step" and turn.value("step") == _step(draft, Ask(draft.asks))
