"""Opens rectifications and moves them on, each with a line in its history and one in the audit."""

from dataclasses import dataclass, replace
from typing import Any

from actions.backoffice.handlers.review_texts import ReviewTexts
from actions.backoffice.handlers.reviewers import Reviewers
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.rectifications import RectificationRepository, StoredRectification
from actions.backoffice.repository.reviews import StoredReview
from actions.backoffice.writes import WriteSession
from actions.errors import StepRefused, VersionConflict
from actions.rules import review_states
from actions.rules.review_limits import hours_later, reply_day
from actions.rules.review_rules import RegionalReviewRules
from actions.wire.rectifications import RectificationAct, RectificationEntry, RectificationState
from chassis.pii import mask


@dataclass(frozen=True)
class RectificationProgress:
    rectifications: RectificationRepository
    reviewers: Reviewers
    numbers: CaseRepository
    rules: RegionalReviewRules
    texts: ReviewTexts

    def open(self, session: WriteSession, review: StoredReview) -> StoredRectification:
        """For a bad review: taken in by the region's role, sent at once to the unit that is meant."""
        rules, history = self.rules.of(review.region), self.texts.history
        series = f"{self.texts.number_letters}{session.now:%Y%m%d}"
        opened = StoredRectification(
            number=f"{series}-{self.numbers.next_number(session.connection, series):06d}",
            version=1,
            review_id=review.id,
            state=RectificationState.OPENED,
            unit=review.unit,
            role=self.texts.role(rules, broken=0),
            opened_at=session.now,
            contactable=self.reviewers.is_contactable(session.connection, review),
            contact_by=hours_later(session.now, rules.contact_hours),
            reply_by=reply_day(session.now.date(), rules.reply_working_days),
        )
        self.rectifications.add(session.connection, opened)
        text = history.opened.format(level=review.level, role=opened.role)
        self._tell(session, opened, text, action="opened", by=self.texts.by.system)
        return self.change(
            session,
            opened,
            action="dispatched",
            text=history.dispatched.format(unit=opened.unit),
            by=self.texts.by.system,
            state=review_states.after(opened.standing, RectificationAct.DISPATCH),
        )

    def change(
        self,
        session: WriteSession,
        rectification: StoredRectification,
        *,
        action: str,
        text: str,
        by: str,
        **changes: Any,
    ) -> StoredRectification:
        """The next version, with its line in the history.

        Raises:
            VersionConflict: somebody else has changed it.
        """
        kept = self.rectifications.keep(session.connection, replace(rectification, **changes))
        self._tell(session, kept, text, action=action, by=by)
        return kept

    def drop(
        self, session: WriteSession, rectification: StoredRectification, *, text: str, by: str
    ) -> StoredRectification:
        """Nothing is to be put right any more.

        Raises:
            StepRefused: it was dropped before.
            VersionConflict: somebody else has changed it.
        """
        state = review_states.dropped(rectification.standing)
        return self.change(session, rectification, action="dropped", text=text, by=by, state=state)

    def refused(self, rectification: StoredRectification) -> StepRefused:
        """What is said where the state does not allow a step."""
        state = self.texts.state_names[rectification.state]
        message = self.texts.refusals.state.format(state=state)
        return StepRefused(f"{rectification.number!r} is {rectification.state}", message=message)

    def _tell(
        self, session: WriteSession, rectification: StoredRectification, text: str, *, action: str, by: str
    ) -> None:
        """What somebody wrote into the text is masked."""
        entry = RectificationEntry(at=session.now, state=rectification.state, by=by, text=mask(text))
        self.rectifications.add_entry(session.connection, rectification.number, entry)
        session.record(
            subject=f"rectification:{rectification.number}",
            action=f"rectification.{action}",
            detail={"state": rectification.state, "version": rectification.version, "by": by},
        )


def require_version(rectification: StoredRectification, version: int) -> None:
    """Raises: VersionConflict: the caller has read an older version."""
    if rectification.version != version:
        raise VersionConflict(f"{rectification.number!r} is at version {rectification.version}")
