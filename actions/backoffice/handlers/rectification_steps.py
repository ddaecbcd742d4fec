"""One step of the staff: whether it can be taken, what it changes, and what the citizen hears of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.backoffice.handlers.rectification_progress import RectificationProgress
from actions.backoffice.handlers.review_texts import ReviewTexts
from actions.backoffice.handlers.sentences import open_ended
from actions.backoffice.repository.notices import NoticeRepository
from actions.backoffice.repository.rectifications import StoredRectification
from actions.backoffice.repository.reviews import StoredReview
from actions.backoffice.writes import WriteSession
from actions.errors import AnswerInvalid, StepRefused
from actions.rules.review_states import after
from actions.wire.rectifications import RectificationAct as Act
from actions.wire.rectifications import RectificationState, RectificationStep
from chassis.pii import mask

TOPIC = "review"
_Change = Callable[[StoredRectification, RectificationStep, datetime, str], dict[str, Any]]

_CHANGES: dict[Act, _Change] = {
    Act.TAKE_IN: lambda _stored, _step, _now, account: {"taken_in_by": account},
    Act.DISPATCH: lambda _stored, step, _now, _account: {"unit": step.unit},
    Act.CONTACT: lambda stored, _step, now, _account: {"contacted_at": stored.contacted_at or now},
    Act.FIX: lambda _stored, _step, now, _account: {"fixed_at": now},
    Act.SCHEDULE: lambda _stored, step, _now, _account: {"scheduled_for": step.due_on},
    Act.EXPLAIN: lambda _stored, _step, _now, _account: {"scheduled_for": None},
    Act.REPLY: lambda stored, step, now, _account: {
        "reply": mask(step.note.strip()),
        "replied_at": stored.replied_at or now,
        "answered_at": now,
    },
}


@dataclass(frozen=True)
class RectificationSteps:
    progress: RectificationProgress
    notices: NoticeRepository

    def take(
        self,
        session: WriteSession,
        review: StoredReview,
        stored: StoredRectification,
        step: RectificationStep,
        *,
        account: str,
    ) -> StoredRectification:
        """Raises: StepRefused, AnswerInvalid, VersionConflict."""
        state = self._after(stored, step.act)
        self._check(step, now=session.now)
        change = _CHANGES.get(step.act)
        changes = change(stored, step, session.now, account) if change else {}
        kept = self.progress.change(
            session,
            stored,
            action=step.act,
            text=self._line(step, now=session.now),
            by=account,
            state=state,
            **changes,
        )
        if step.act is Act.REPLY:
            self._notify(session, review, kept)
        return kept

    def _after(self, stored: StoredRectification, act: Act) -> RectificationState:
        try:
            return after(stored.standing, act)
        except StepRefused:
            if act is Act.CONTACT and not stored.contactable:
                message = self._texts.refusals.not_contactable
                raise StepRefused(repr(stored.number), message=message) from None
            raise self.progress.refused(stored) from None

    def _check(self, step: RectificationStep, *, now: datetime) -> None:
        """A unit or a day is there where it is needed, and only there."""
        refusals, message = self._texts.refusals, ""
        if step.act is Act.DISPATCH and step.unit is None:
            message = refusals.unit_missing
        elif step.act is Act.SCHEDULE and step.due_on is None:
            message = refusals.day_missing
        elif step.due_on is not None and step.due_on < now.date():
            message = refusals.day_past
        elif (step.unit and step.act is not Act.DISPATCH) or (step.due_on and step.act is not Act.SCHEDULE):
            message = refusals.unit_elsewhere
        if message:
            raise AnswerInvalid(repr(step.act), message=message)

    def _line(self, step: RectificationStep, *, now: datetime) -> str:
        day = self._texts.plain_day(step.due_on, today=now.date()) if step.due_on else ""
        return self._texts.acts[step.act].format(note=step.note.strip(), unit=step.unit or "", day=day)

    def _notify(self, session: WriteSession, review: StoredReview, kept: StoredRectification) -> None:
        if review.conversation_id is None:
            return
        today, notices = session.now.date(), self._texts.notices
        text = (notices.fix_owed if kept.fix_owed else notices.replied).format(
            title=review.title,
            reply=open_ended(kept.reply or ""),
            day=self._texts.plain_day(kept.scheduled_for or today, today=today),
        )
        self.notices.add(session.connection, review.conversation_id, text, TOPIC, session.now)

    @property
    def _texts(self) -> ReviewTexts:
        return self.progress.texts
