"""Rectifications at the desks of the staff.

Whoever has handled the matter may read the rectification without learning whose it is, and may appeal. The
rest is for others.
"""

from dataclasses import dataclass

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.escalations import Escalations
from actions.backoffice.handlers.rectification_progress import RectificationProgress, require_version
from actions.backoffice.handlers.rectification_steps import RectificationSteps
from actions.backoffice.handlers.rectification_views import RectificationViews
from actions.backoffice.handlers.reviewers import Reviewers
from actions.backoffice.repository.reviews import ReviewRepository
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.wire.rectifications import (
    Rectifications,
    RectificationState,
    RectificationStep,
    RectificationView,
    ReviewerContact,
)

_MOST_LISTED = 200


@dataclass(frozen=True)
class RectificationHandler:
    engine: Engine
    writer: Writer
    reviews: ReviewRepository
    reviewers: Reviewers
    progress: RectificationProgress
    steps: RectificationSteps
    escalations: Escalations
    views: RectificationViews

    def list(
        self, account: str, *, state: RectificationState | None, unit: str | None, late: bool | None
    ) -> Rectifications:
        """The latest first, not more than 200. `late`: one of its limits is over now."""
        now = self.writer.clock.now()
        with self.engine.connect() as connection:
            over = self.escalations.late(connection, now=now) if late is not None else []
            found = self.progress.rectifications.some(
                connection,
                state=state,
                unit=unit,
                among=over if late else None,
                without=() if late else over,
                most=_MOST_LISTED,
            )
            return Rectifications(
                rectifications=[self.views.of(connection, one, account=account) for one in found]
            )

    def read(self, account: str, number: str) -> RectificationView:
        """Raises: RectificationUnknown."""
        with self.engine.connect() as connection:
            stored = self.progress.rectifications.find(connection, number)
            return self.views.of(connection, stored, account=account)

    def step(self, call: WriteCall, account: str, number: str, step: RectificationStep) -> Response:
        """Raises: RectificationUnknown, VersionConflict, NotAllowed, StepRefused, AnswerInvalid."""

        def work(session: WriteSession) -> RectificationView:
            stored = self.progress.rectifications.find(session.connection, number)
            review = self.reviews.find(session.connection, stored.review_id)
            self.reviewers.require_others_work(session.connection, review, account)
            require_version(stored, step.version)
            taken = self.steps.take(session, review, stored, step, account=account)
            return self.views.of(session.connection, taken, account=account)

        return self.writer.write(call, work)

    def contact(self, account: str, number: str) -> ReviewerContact:
        """Whom to call back. Every look is on record.

        Raises:
            RectificationUnknown.
            NotAllowed: the account has handled the matter.
        """

        def work(session: WriteSession) -> ReviewerContact:
            stored = self.progress.rectifications.find(session.connection, number)
            review = self.reviews.find(session.connection, stored.review_id)
            self.reviewers.require_others_work(session.connection, review, account)
            session.record(subject=f"rectification:{number}", action="rectification.reviewer_read", detail={})
            return self.reviewers.contact(session.connection, review)

        return self.writer.run(f"staff:{account}", work)
