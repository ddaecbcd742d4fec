"""What can be reviewed: cases that are over, visits that have been, the conversation itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from actions.backoffice.handlers.reach import Caller
from actions.backoffice.handlers.review_texts import ReviewTexts
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.finished_matters import FinishedCase, FinishedMatters, FinishedVisit
from actions.backoffice.repository.reviews import ReviewRepository
from actions.errors import NotReviewable
from actions.rules.review_rules import RegionalReviewRules
from actions.wire.reviews import Reviewable, ReviewKind, ReviewSubmission


@dataclass(frozen=True)
class Matter:
    """`unit` has handled it: the office of its region, the window, the hotline."""

    kind: ReviewKind
    about: str
    title: str
    region: str | None
    item: str | None
    unit: str

    @property
    def reviewable(self) -> Reviewable:
        return Reviewable(kind=self.kind, about=self.about, title=self.title, region=self.region)


@dataclass(frozen=True)
class Matters:
    finished: FinishedMatters
    reviews: ReviewRepository
    catalogue: CatalogueRepository
    rules: RegionalReviewRules
    texts: ReviewTexts

    def find(
        self, connection: Connection, submission: ReviewSubmission, caller: Caller, *, now: datetime
    ) -> Matter:
        """What the caller wants to review. Nobody learns here what is somebody else's.

        Raises:
            NotReviewable: not there, not over, or not theirs.
        """
        found = None
        if submission.kind is ReviewKind.CONVERSATION:
            found = self._conversation(submission.region, submission.about, caller)
        elif caller.subject is not None and submission.kind is ReviewKind.CASE:
            case = self.finished.case(connection, caller.subject, submission.about)
            found = self._of_case(connection, case) if case else None
        elif caller.subject is not None:
            visit = self.finished.visit(connection, caller.subject, submission.about, now=now)
            found = self._of_visit(visit, now=now) if visit else None
        if found is None:
            raise NotReviewable(f"{submission.kind} {submission.about!r}")
        return found

    def open_to(self, connection: Connection, caller: Caller, *, now: datetime) -> list[Reviewable]:
        """All that the caller may review and has not: cases, visits, this conversation."""
        found = list[Matter]()
        if caller.subject is not None:
            cases = self.finished.cases(connection, caller.subject)
            visits = self.finished.visits(connection, caller.subject, now=now)
            found += [self._of_case(connection, case) for case in cases]
            found += [self._of_visit(visit, now=now) for visit in visits]
        if caller.conversation is not None:
            found.append(self._of_conversation(None, caller.conversation))
        reviewed = {
            kind: self.reviews.reviewed(connection, kind, [one.about for one in found if one.kind is kind])
            for kind in ReviewKind
        }
        return [one.reviewable for one in found if one.about not in reviewed[one.kind]]

    def _conversation(self, region: str | None, about: str, caller: Caller) -> Matter | None:
        return self._of_conversation(region, about) if about == caller.conversation else None

    def _of_conversation(self, region: str | None, about: str) -> Matter:
        return Matter(
            kind=ReviewKind.CONVERSATION,
            about=about,
            title=self.texts.conversation,
            region=region,
            item=None,
            unit=self.rules.of(region).hotline,
        )

    def _of_case(self, connection: Connection, case: FinishedCase) -> Matter:
        return Matter(
            kind=ReviewKind.CASE,
            about=case.number,
            title=self.catalogue.item(connection, case.item, case.item_version).name,
            region=case.region,
            item=case.item,
            unit=self.rules.of(case.region).office,
        )

    def _of_visit(self, visit: FinishedVisit, *, now: datetime) -> Matter:
        day = self.texts.plain_day(visit.starts.date(), today=now.date())
        title = self.texts.visit.format(window=visit.window, day=day, time=f"{visit.starts:%H:%M}")
        return Matter(
            kind=ReviewKind.VISIT,
            about=visit.number,
            title=title,
            region=visit.region,
            item=visit.item,
            unit=visit.window,
        )
