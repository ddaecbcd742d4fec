"""Reviews by citizens: what they may review, giving one, changing it. A bad one opens a rectification."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

from fastapi import Response
from sqlalchemy import Connection, Engine

from actions.backoffice.handlers.reach import Caller
from actions.backoffice.handlers.rectification_progress import RectificationProgress
from actions.backoffice.handlers.review_matters import Matter, Matters
from actions.backoffice.handlers.review_views import ReviewViews
from actions.backoffice.repository.files import FileRepository
from actions.backoffice.repository.reviews import ReviewRepository, StoredReview
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import (
    AnswerInvalid,
    CitizenUnknown,
    ReviewExists,
    ReviewUnknown,
    StepRefused,
    VersionConflict,
)
from actions.rules.review_states import UNANSWERED
from actions.wire.rectifications import RectificationState
from actions.wire.reviews import (
    Reasons,
    Reviewables,
    ReviewChange,
    ReviewKind,
    ReviewLevel,
    Reviews,
    ReviewSubmission,
    ReviewView,
)


@dataclass(frozen=True)
class ReviewHandler:
    engine: Engine
    writer: Writer
    reviews: ReviewRepository
    files: FileRepository
    matters: Matters
    progress: RectificationProgress
    views: ReviewViews

    def reasons(self) -> Reasons:
        return Reasons(reasons=self.views.catalogue)

    def reviewables(self, caller: Caller) -> Reviewables:
        now = self.writer.clock.now()
        with self.engine.connect() as connection:
            return Reviewables(reviewables=self.matters.open_to(connection, caller, now=now))

    def mine(self, caller: Caller) -> Reviews:
        """Raises: CitizenUnknown: neither a person nor a conversation asks."""
        if caller.subject is None and caller.conversation is None:
            raise CitizenUnknown("neither citizen nor conversation")
        with self.engine.connect() as connection:
            own = self.reviews.own(connection, subject=caller.subject, conversation=caller.conversation)
            return Reviews(reviews=[self.views.of(connection, review) for review in own])

    def give(self, call: WriteCall, submission: ReviewSubmission, caller: Caller) -> Response:
        """One for each matter; who comes second finds it reviewed.

        Raises:
            CitizenUnknown: a case or a visit, and nobody is signed in.
            NotReviewable, ReviewExists, FileUnknown.
            AnswerInvalid: a reason that is not offered for the level.
        """
        if submission.kind is not ReviewKind.CONVERSATION and caller.subject is None:
            raise CitizenUnknown(f"a {submission.kind} is reviewed by its citizen")
        self._check_reasons(submission.level, submission.reasons)

        def work(session: WriteSession) -> ReviewView:
            matter = self.matters.find(session.connection, submission, caller, now=session.now)
            review = self._new(session, submission, matter, caller)
            if not self.reviews.add(session.connection, review):
                raise ReviewExists(f"{review.kind} {review.about!r}")
            self._attach(session.connection, review, review.photos, caller)
            _record(session, review, "given")
            if review.level.is_negative:
                self.progress.open(session, review)
            return self.views.of(session.connection, review)

        return self.writer.write(call, work, status=201)

    def change(
        self, call: WriteCall, id_: str, change: ReviewChange, caller: Caller, *, version: int
    ) -> Response:
        """Say something else instead, while that is allowed.

        Raises:
            ReviewUnknown, CitizenUnknown, VersionConflict, FileUnknown.
            StepRefused: too late, or an appeal has taken it out of the statistics.
            AnswerInvalid: a reason that is not offered for the level.
        """
        self._check_reasons(change.level, change.reasons)

        def work(session: WriteSession) -> ReviewView:
            before = self.reviews.find(session.connection, id_)
            require_reach(before, caller)
            self._check_changeable(session, before)
            if before.version != version:
                raise VersionConflict(f"{id_!r} is at version {before.version}")
            changed = self.reviews.keep(
                session.connection,
                replace(
                    before,
                    level=change.level,
                    reasons=tuple(dict.fromkeys(change.reasons)),
                    comment=change.comment.strip(),
                    photos=tuple(dict.fromkeys(change.photos)),
                ),
            )
            added = [photo for photo in changed.photos if photo not in before.photos]
            self._attach(session.connection, changed, added, caller)
            _record(session, changed, "changed")
            self._follow(session, before, changed)
            return self.views.of(session.connection, changed)

        return self.writer.write(call, work)

    def _new(
        self, session: WriteSession, submission: ReviewSubmission, matter: Matter, caller: Caller
    ) -> StoredReview:
        days = self.matters.rules.of(matter.region).changeable_days
        return StoredReview(
            id=uuid4().hex,
            version=1,
            kind=matter.kind,
            about=matter.about,
            title=matter.title,
            subject=caller.subject,
            conversation_id=caller.conversation,
            region=matter.region,
            item=matter.item,
            unit=matter.unit,
            channel=submission.channel,
            level=submission.level,
            reasons=tuple(dict.fromkeys(submission.reasons)),
            comment=submission.comment.strip(),
            photos=tuple(dict.fromkeys(submission.photos)),
            anonymous=submission.anonymous,
            phone=None if submission.anonymous else submission.phone,
            handled_by=tuple(submission.handled_by),
            created_at=session.now,
            changeable_until=session.now + timedelta(days=days),
        )

    def _follow(self, session: WriteSession, before: StoredReview, changed: StoredReview) -> None:
        """What the change means for the rectification: a new one, none any more, or other words in it."""
        texts, by = self.progress.texts.history, self.progress.texts.by.citizen
        latest = self.progress.rectifications.latest(session.connection, changed.id)
        live = latest if latest and latest.state is not RectificationState.DROPPED else None
        if changed.level.is_negative and (live is None or not before.level.is_negative):
            self.progress.open(session, changed)
        elif live is None or live.state not in UNANSWERED:
            return
        elif changed.level.is_negative:
            text = texts.changed.format(level=changed.level)
            self.progress.change(session, live, action="review_changed", text=text, by=by)
        else:
            text = texts.dropped_by_change.format(level=changed.level)
            self.progress.drop(session, live, text=text, by=by)

    def _attach(
        self, connection: Connection, review: StoredReview, photos: Sequence[str], caller: Caller
    ) -> None:
        self.files.attach(connection, photos, caller.conversation, to=f"review:{review.id}")

    def _check_reasons(self, level: ReviewLevel, codes: Sequence[str]) -> None:
        offered = {reason.code for reason in self.views.catalogue if level in reason.levels}
        if unknown := set(codes) - offered:
            message = self.progress.texts.refusals.reason_unknown
            raise AnswerInvalid(f"{sorted(unknown)!r} for {level}", message=message)

    def _check_changeable(self, session: WriteSession, review: StoredReview) -> None:
        refusals = self.progress.texts.refusals
        if review.left_out:
            raise StepRefused(repr(review.id), message=refusals.change_left_out)
        if session.now > review.changeable_until:
            days = (review.changeable_until - review.created_at).days
            raise StepRefused(repr(review.id), message=refusals.change_too_late.format(days=days))


def require_reach(review: StoredReview, caller: Caller) -> None:
    """A person's review is reached by that person, a conversation's with the id of the conversation.

    Raises:
        CitizenUnknown: it is somebody's, given in this conversation, and nobody is signed in.
        ReviewUnknown: it is not the caller's.
    """
    here = caller.conversation is not None and review.conversation_id == caller.conversation
    if review.subject is None and here:
        return
    if review.subject is not None and review.subject == caller.subject:
        return
    if here and caller.subject is None:
        raise CitizenUnknown("the review belongs to a person")
    raise ReviewUnknown(repr(review.id))


def _record(session: WriteSession, review: StoredReview, action: str) -> None:
    session.record(
        subject=f"review:{review.id}",
        action=f"review.{action}",
        detail={
            "kind": review.kind,
            "about": review.about,
            "level": review.level,
            "version": review.version,
        },
    )
