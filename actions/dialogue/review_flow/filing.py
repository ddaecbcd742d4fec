"""Hands a review in, or its change, and says what the record says of it."""

from dataclasses import dataclass
from typing import Any

from actions.backoffice_calls import key_of
from actions.dialogue import buttons
from actions.dialogue.review_flow.draft import Draft
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.review_flow.questions import TOPIC
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.wire.reviews import ReviewChange, ReviewKind, ReviewLevel, ReviewSubmission, ReviewView
from bot.wire import Button, Reply, ReplyType
from chassis.logs import get_logger

CLOSED: dict[str, Any] = {"flow": None}
_NO_CHANNEL = "unknown"


@dataclass(frozen=True)
class Filing:
    desk: ReviewDesk
    texts: ReviewTexts

    async def file(self, turn: Turn, draft: Draft) -> Outcome:
        """Once, however often it is confirmed.

        Raises:
            BackofficeError.
        """
        stored = await (self._change(turn, draft) if draft.change else self._submit(turn, draft))
        done = self.texts.done_change if draft.change else self.texts.done
        lines = [done.format(title=stored.title, level=stored.level)]
        offered: list[Button] = []
        if stored.rectification and stored.level.is_negative:
            lines.append(await self._rectification(turn, stored, stored.rectification))
            offered.append(buttons.ask_reviews(self.texts.state_button))
        if stored.changeable_until > stored.created_at:
            lines.append(self.texts.done_until.format(day=self.texts.on(stored.changeable_until)))
        return closing("\n".join([*lines, self.texts.thanks]), offered)

    async def _submit(self, turn: Turn, draft: Draft) -> ReviewView:
        submission = ReviewSubmission(
            kind=ReviewKind(draft.about_kind),
            about=draft.about,
            level=ReviewLevel(draft.level),
            reasons=list(draft.reasons),
            comment=draft.comment,
            photos=list(draft.photos),
            channel=turn.channel or _NO_CHANNEL,
            region=draft.region or turn.region,
            anonymous=draft.anonymous,
            phone=draft.phone,
        )
        key = key_of("review", turn.conversation_id, draft.begun, submission.model_dump_json())
        return await self.desk.review(submission, caller=turn.caller, key=key)

    async def _change(self, turn: Turn, draft: Draft) -> ReviewView:
        """In the version that was shown: a review that was changed elsewhere is not overwritten."""
        change = ReviewChange(
            level=ReviewLevel(draft.level),
            reasons=list(draft.reasons),
            comment=draft.comment,
            photos=list(draft.photos),
        )
        key = key_of("change-review", draft.change, str(draft.version), change.model_dump_json())
        return await self.desk.change_review(
            draft.change, change, version=draft.version, caller=turn.caller, key=key
        )

    async def _rectification(self, turn: Turn, stored: ReviewView, number: str) -> str:
        """By when somebody calls stands in the record; where it cannot be read, only the number is told."""
        try:
            found = await self.desk.rectification_of(stored.id, caller=turn.caller)
        except BackofficeError as error:
            get_logger().warning("rectification_unread", code=error.code, reason=str(error))
            return self.texts.done_rectification_later.format(number=number)
        return self.texts.done_rectification.format(number=found.number, next_step=found.next_step)


def closing(text: str, offered: list[Button] | None = None) -> Outcome:
    """Nothing is open any more."""
    return Outcome([Reply(type=ReplyType.TEXT, text=text, topic=TOPIC, buttons=offered or [])], CLOSED)
