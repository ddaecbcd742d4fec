"""A rectification as staff read it, and as its citizen does."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from actions.backoffice.handlers.review_texts import ReviewTexts
from actions.backoffice.handlers.review_views import ReviewViews
from actions.backoffice.handlers.reviewers import Reviewers
from actions.backoffice.repository.appeals import AppealRepository
from actions.backoffice.repository.rectifications import RectificationRepository, StoredRectification
from actions.backoffice.repository.reviews import ReviewRepository, StoredReview
from actions.rules.review_rules import RegionalReviewRules
from actions.wire.rectifications import RectificationForCitizen, RectificationState, RectificationView
from chassis.pii import mask


@dataclass(frozen=True)
class RectificationViews:
    rectifications: RectificationRepository
    reviews: ReviewRepository
    appeals: AppealRepository
    reviewers: Reviewers
    review_views: ReviewViews
    rules: RegionalReviewRules
    texts: ReviewTexts

    def of(self, connection: Connection, stored: StoredRectification, *, account: str) -> RectificationView:
        """For a member of staff. Whoever has handled the matter does not read which it was."""
        review = self.reviews.find(connection, stored.review_id)
        own_work = self.reviewers.is_own_work(connection, review, account)
        appeal = self.appeals.find(connection, stored.number)
        return RectificationView(
            number=stored.number,
            region=review.region,
            kind=review.kind,
            about="" if own_work else review.about,
            title=review.title,
            level=review.level,
            reasons=self.review_views.reasons(review),
            comment=mask(review.comment),
            unit=stored.unit,
            role=stored.role,
            taken_in_by=stored.taken_in_by,
            state=stored.state,
            version=stored.version,
            contact_by=stored.contact_by,
            reply_by=stored.reply_by,
            scheduled_for=stored.scheduled_for,
            escalated=len(stored.broken),
            reply=stored.reply,
            fix_rating=stored.fix_rating,
            appeal=appeal.appeal if appeal else None,
            history=self.rectifications.history(connection, stored.number),
        )

    def for_citizen(
        self, review: StoredReview, stored: StoredRectification, *, today: date
    ) -> RectificationForCitizen:
        return RectificationForCitizen(
            number=stored.number,
            title=review.title,
            state=stored.state,
            state_name=self.texts.state_names[stored.state],
            reply=stored.reply,
            fix_rating=stored.fix_rating,
            fix_owed=stored.fix_owed,
            next_step=self._next_step(review, stored, today=today),
            version=stored.version,
        )

    def _next_step(self, review: StoredReview, stored: StoredRectification, *, today: date) -> str:
        steps = self.texts.next_steps
        over = {
            RectificationState.DROPPED: steps.dropped,
            RectificationState.RATED: steps.rated,
            RectificationState.REPLIED: steps.rate,
        }
        if stored.replied_at is None and stored.state is not RectificationState.DROPPED:
            return self._until_the_reply(review, stored, today=today)
        if stored.scheduled_for is not None and stored.fix_owed:
            form = steps.fix_overdue if today > stored.scheduled_for else steps.fix_owed
            return form.format(day=self.texts.plain_day(stored.scheduled_for, today=today))
        return over.get(stored.state, steps.news)

    def _until_the_reply(self, review: StoredReview, stored: StoredRectification, *, today: date) -> str:
        steps = self.texts.next_steps
        if today > stored.reply_by:
            return steps.overdue.format(unit=stored.unit)
        day = self.texts.plain_day(stored.reply_by, today=today)
        text = steps.waiting.format(unit=stored.unit, day=day)
        return f"{text}{self.texts.demo}" if self.rules.of(review.region).demo else text
