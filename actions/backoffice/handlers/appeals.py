"""Appeals of the staff against mistaken and malicious reviews, and who decides them."""

from dataclasses import dataclass, replace

from fastapi import Response

from actions.backoffice.handlers.rectification_progress import RectificationProgress, require_version
from actions.backoffice.handlers.rectification_steps import TOPIC
from actions.backoffice.handlers.rectification_views import RectificationViews
from actions.backoffice.handlers.reviewers import Reviewers
from actions.backoffice.handlers.sentences import open_ended
from actions.backoffice.repository.appeals import AppealRepository, StoredAppeal
from actions.backoffice.repository.notices import NoticeRepository
from actions.backoffice.repository.rectifications import StoredRectification
from actions.backoffice.repository.reviews import ReviewRepository, StoredReview
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import NotAllowed, StepRefused
from actions.rules.review_limits import reply_day
from actions.wire.rectifications import (
    Appeal,
    AppealDecision,
    AppealMade,
    AppealState,
    RectificationState,
    RectificationView,
)
from chassis.pii import mask


@dataclass(frozen=True)
class AppealHandler:
    writer: Writer
    reviews: ReviewRepository
    appeals: AppealRepository
    notices: NoticeRepository
    reviewers: Reviewers
    progress: RectificationProgress
    views: RectificationViews

    def make(self, call: WriteCall, account: str, number: str, made: AppealMade) -> Response:
        """By anybody of the staff, the one reviewed too. The rectification goes on meanwhile.

        Raises:
            RectificationUnknown, VersionConflict.
            StepRefused: it was dropped, there is an appeal already, or it comes too late.
        """

        def work(session: WriteSession) -> RectificationView:
            stored = self.progress.rectifications.find(session.connection, number)
            review = self.reviews.find(session.connection, stored.review_id)
            require_version(stored, made.version)
            if stored.state is RectificationState.DROPPED:
                raise self.progress.refused(stored)
            self._check_time(session, review, stored)
            self._add(session, review, number, made, account)
            text = self.progress.texts.history.appealed.format(text=made.text.strip())
            kept = self.progress.change(session, stored, action="appealed", text=text, by=account)
            return self.views.of(session.connection, kept, account=account)

        return self.writer.write(call, work)

    def decide(self, call: WriteCall, account: str, number: str, decision: AppealDecision) -> Response:
        """Upheld, the review is left out of the statistics and nothing is to be put right any more.

        Raises:
            RectificationUnknown, VersionConflict.
            NotAllowed: the account has made the appeal, or handled the matter.
            StepRefused: no appeal waits for a decision.
        """

        def work(session: WriteSession) -> RectificationView:
            stored = self.progress.rectifications.find(session.connection, number)
            review = self.reviews.find(session.connection, stored.review_id)
            appeal = self._open_appeal(session, number)
            self._require_somebody_else(session, review, appeal, account)
            require_version(stored, decision.version)
            text = mask(decision.text.strip())
            state = AppealState.UPHELD if decision.upheld else AppealState.REJECTED
            self.appeals.decide(session.connection, number, state, by=account, text=text)
            settle = self._leave_out if decision.upheld else self._reject
            kept = settle(session, review, stored, text, account)
            return self.views.of(session.connection, kept, account=account)

        return self.writer.write(call, work)

    def _add(
        self, session: WriteSession, review: StoredReview, number: str, made: AppealMade, account: str
    ) -> None:
        days = self.progress.rules.of(review.region).appeal_decision_working_days
        appeal = Appeal(
            ground=made.ground,
            text=mask(made.text.strip()),
            by=account,
            at=session.now,
            state=AppealState.OPEN,
            decided_by=None,
            decision=None,
        )
        decide_by = reply_day(session.now.date(), days)
        if not self.appeals.add(session.connection, number, StoredAppeal(appeal, decide_by)):
            raise StepRefused(repr(number), message=self.progress.texts.refusals.appeal_exists)

    def _check_time(self, session: WriteSession, review: StoredReview, stored: StoredRectification) -> None:
        days = self.progress.rules.of(review.region).appeal_working_days
        if session.now.date() > reply_day(stored.opened_at.date(), days):
            message = self.progress.texts.refusals.appeal_too_late.format(days=days)
            raise StepRefused(repr(stored.number), message=message)

    def _open_appeal(self, session: WriteSession, number: str) -> Appeal:
        stored = self.appeals.find(session.connection, number)
        if stored is None or stored.appeal.state is not AppealState.OPEN:
            raise StepRefused(repr(number), message=self.progress.texts.refusals.no_appeal)
        return stored.appeal

    def _require_somebody_else(
        self, session: WriteSession, review: StoredReview, appeal: Appeal, account: str
    ) -> None:
        own_work = self.reviewers.is_own_work(session.connection, review, account)
        if own_work or account == appeal.by:
            message = self.progress.texts.refusals.own_appeal
            raise NotAllowed(f"{account!r} decides on their own", message=message)

    def _leave_out(
        self,
        session: WriteSession,
        review: StoredReview,
        stored: StoredRectification,
        text: str,
        account: str,
    ) -> StoredRectification:
        # The review before its rectification, as when its citizen changes it: nobody waits for each other.
        self.reviews.keep(session.connection, replace(review, left_out=True))
        texts = self.progress.texts
        line = texts.history.dropped_by_appeal.format(decision=text)
        if stored.state is RectificationState.DROPPED:
            kept = self.progress.change(session, stored, action="appeal_upheld", text=line, by=account)
        else:
            kept = self.progress.drop(session, stored, text=line, by=account)
        if review.conversation_id is not None:
            notice = texts.notices.left_out.format(title=review.title, decision=open_ended(text))
            self.notices.add(session.connection, review.conversation_id, notice, TOPIC, session.now)
        return kept

    def _reject(
        self,
        session: WriteSession,
        _: StoredReview,
        stored: StoredRectification,
        text: str,
        account: str,
    ) -> StoredRectification:
        line = self.progress.texts.history.appeal_rejected.format(decision=text)
        return self.progress.change(session, stored, action="appeal_rejected", text=line, by=account)
