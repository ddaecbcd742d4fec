"""Limits that are over: each is broken once, and somebody higher answers for it from then on."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial, reduce

from sqlalchemy import Connection

from actions.backoffice.handlers.rectification_progress import RectificationProgress
from actions.backoffice.repository.appeals import AppealRepository
from actions.backoffice.repository.rectifications import StoredRectification
from actions.backoffice.repository.reviews import ReviewRepository
from actions.backoffice.writes import WriteSession
from actions.errors import VersionConflict
from actions.rules.review_limits import BrokenLimit, Pending, broken
from actions.wire.rectifications import AppealState


@dataclass(frozen=True)
class Escalations:
    progress: RectificationProgress
    reviews: ReviewRepository
    appeals: AppealRepository

    def escalate(self, session: WriteSession) -> list[str]:
        """The part of the round; the numbers of the rectifications that went up."""
        escalated = []
        for stored in self.progress.rectifications.unfinished(session.connection):
            over = broken(self._pending(session.connection, stored), session.now)
            fresh = [one for one in over if one.key not in stored.broken]
            with suppress(VersionConflict):  # somebody has just moved it: the next round looks again
                reduce(partial(self._escalate, session), fresh, stored)
                escalated += [stored.number] if fresh else []
        return escalated

    def late(self, connection: Connection, *, now: datetime) -> list[str]:
        """The numbers of those of which a limit is over now."""
        return [
            stored.number
            for stored in self.progress.rectifications.unfinished(connection)
            if broken(self._pending(connection, stored), now)
        ]

    def _escalate(
        self, session: WriteSession, stored: StoredRectification, limit: BrokenLimit
    ) -> StoredRectification:
        texts, all_broken = self.progress.texts, (*stored.broken, limit.key)
        review = self.reviews.find(session.connection, stored.review_id)
        role = texts.role(self.progress.rules.of(review.region), broken=len(all_broken))
        return self.progress.change(
            session,
            stored,
            action="escalated",
            text=texts.history.escalated[limit.limit].format(role=role),
            by=texts.by.system,
            role=role,
            broken=all_broken,
        )

    def _pending(self, connection: Connection, stored: StoredRectification) -> Pending:
        appeal = self.appeals.find(connection, stored.number)
        undecided = appeal is not None and appeal.appeal.state is AppealState.OPEN
        return Pending(
            contact_by=stored.contact_by if stored.contact_owed else None,
            reply_by=stored.reply_by if stored.replied_at is None else None,
            fix_by=stored.scheduled_for if stored.fix_owed else None,
            appeal_by=appeal.decide_by if appeal and undecided else None,
        )
