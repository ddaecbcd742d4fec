"""What the citizen reads of the rectification, and says of the fix."""

from dataclasses import dataclass
from datetime import timedelta

from fastapi import Response
from sqlalchemy import Connection, Engine

from actions.backoffice.handlers.reach import Caller
from actions.backoffice.handlers.rectification_progress import RectificationProgress, require_version
from actions.backoffice.handlers.rectification_views import RectificationViews
from actions.backoffice.handlers.reviews import require_reach
from actions.backoffice.repository.rectifications import StoredRectification
from actions.backoffice.repository.reviews import ReviewRepository, StoredReview
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import RectificationUnknown, StepRefused
from actions.rules.review_states import rated
from actions.wire.rectifications import FixRatingGiven, RectificationForCitizen, RectificationState


@dataclass(frozen=True)
class FixRatingHandler:
    engine: Engine
    writer: Writer
    reviews: ReviewRepository
    progress: RectificationProgress
    views: RectificationViews

    def read(self, review_id: str, caller: Caller) -> RectificationForCitizen:
        """Raises: ReviewUnknown, CitizenUnknown, RectificationUnknown: the review opened none."""
        with self.engine.connect() as connection:
            review, stored = self._find(connection, review_id, caller)
        return self.views.for_citizen(review, stored, today=self.writer.clock.today())

    def rate(self, call: WriteCall, review_id: str, given: FixRatingGiven, caller: Caller) -> Response:
        """Once, after the reply, when nothing is left to be fixed.

        Raises:
            ReviewUnknown, CitizenUnknown, RectificationUnknown, VersionConflict, StepRefused.
        """

        def work(session: WriteSession) -> RectificationForCitizen:
            review, stored = self._find(session.connection, review_id, caller)
            require_version(stored, given.version)
            self._check(session, review, stored)
            texts = self.progress.texts
            kept = self.progress.change(
                session,
                stored,
                action="rated",
                text=texts.history.rated.format(rating=given.rating, comment=given.comment.strip()),
                by=texts.by.citizen,
                state=rated(stored.standing),
                fix_rating=given.rating,
                rated_at=session.now,
            )
            return self.views.for_citizen(review, kept, today=session.now.date())

        return self.writer.write(call, work)

    def _find(
        self, connection: Connection, review_id: str, caller: Caller
    ) -> tuple[StoredReview, StoredRectification]:
        review = self.reviews.find(connection, review_id)
        require_reach(review, caller)
        stored = self.progress.rectifications.latest(connection, review_id)
        if stored is None:
            raise RectificationUnknown(f"review {review_id!r} has none")
        return review, stored

    def _check(self, session: WriteSession, review: StoredReview, stored: StoredRectification) -> None:
        texts, days = self.progress.texts, self.progress.rules.of(review.region).fix_rating_days
        refusals, message = texts.refusals, ""
        if stored.state is RectificationState.RATED:
            message = refusals.rated_already
        elif stored.state is RectificationState.DROPPED:
            raise self.progress.refused(stored)
        elif stored.fix_owed and stored.scheduled_for:
            day = texts.plain_day(stored.scheduled_for, today=session.now.date())
            message = refusals.still_owed.format(day=day)
        elif stored.state is not RectificationState.REPLIED or stored.answered_at is None:
            message = refusals.not_replied
        elif session.now > stored.answered_at + timedelta(days=days):
            message = refusals.rating_too_late.format(days=days)
        if message:
            raise StepRefused(repr(stored.number), message=message)
