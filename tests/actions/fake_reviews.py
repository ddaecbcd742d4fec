"""A double of what the back office does with reviews: in memory, each write once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from actions.backoffice_calls import Caller
from actions.backoffice_client import BackofficeClient
from actions.errors import BackofficeUnavailable, FileUnknown, NotReviewable, ReviewExists, VersionConflict
from actions.wire.files import StoredFile
from actions.wire.rectifications import FixRatingGiven, RectificationForCitizen, RectificationState
from actions.wire.reviews import (
    Reason,
    Reviewable,
    ReviewChange,
    ReviewKind,
    ReviewLevel,
    ReviewSubmission,
    ReviewView,
)
from chassis.clock import OFFICE_ZONE

_Done = TypeVar("_Done")
_GOOD, _BAD = [*ReviewLevel][:3], [*ReviewLevel][3:]
REASONS = [
    Reason(code="quick", text="办得快", levels=_GOOD),
    Reason(code="kind", text="态度好", levels=_GOOD),
    Reason(code="slow", text="太慢", levels=_BAD),
    Reason(code="unfriendly", text="态度不好", levels=_BAD),
    Reason(code="not-solved", text="问题没有解决", levels=_BAD),
]
CALLED_BY = "11月24日前给您打电话。"


@dataclass
class ReviewBook:
    """What a back office of one citizen knows of reviews. `theirs`: their finished cases and visits.

    `down`: nothing is answered. `lost`: so many writes are done, and get no answer.
    """

    now: datetime = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)
    theirs: list[Reviewable] = field(default_factory=list)
    stored: dict[str, ReviewView] = field(default_factory=dict)
    submitted: list[ReviewSubmission] = field(default_factory=list)
    changes: list[ReviewChange] = field(default_factory=list)
    ratings: list[FixRatingGiven] = field(default_factory=list)
    fixes: dict[str, RectificationForCitizen] = field(default_factory=dict)
    files: list[StoredFile] = field(default_factory=list)
    changeable_days: int = 5
    down: bool = False
    lost: int = 0
    _done: dict[str, Any] = field(default_factory=dict)

    def send_file(self, name: str, media_type: str = "image/jpeg") -> None:
        id_, at = f"{len(self.files) + 1:032x}", self.now + timedelta(seconds=len(self.files))
        self.files.append(StoredFile(id=id_, name=name, media_type=media_type, bytes=9, created_at=at))

    def reply(self, review: str, words: str) -> None:
        """The unit has dealt with it."""
        fix = self.fixes[review]
        facts = {"state": RectificationState.REPLIED, "state_name": "已答复", "reply": words}
        further = {"next_step": "请您评一评改得怎么样。", "version": fix.version + 1}
        self.fixes[review] = fix.model_copy(update=facts | further)

    def open_to(self, caller: Caller) -> list[Reviewable]:
        found = [*self.theirs] if caller.citizen_token else []
        if caller.conversation_id:
            kind, here = ReviewKind.CONVERSATION, caller.conversation_id
            found.append(Reviewable(kind=kind, about=here, title="这次对话", region=None))
        reviewed = {review.about for review in self.stored.values()}
        return [one for one in found if one.about not in reviewed]

    def give(self, submission: ReviewSubmission, caller: Caller) -> ReviewView:
        if any(review.about == submission.about for review in self.stored.values()):
            raise ReviewExists(submission.about)
        meant = [one for one in self.open_to(caller) if one.about == submission.about]
        if not meant:
            raise NotReviewable(submission.about)
        if not {*submission.photos} <= {file.id for file in self.files}:
            raise FileUnknown("a photo")
        self.submitted.append(submission)
        return self.keep(
            ReviewView(
                id=f"{len(self.stored) + 1:032x}",
                kind=submission.kind,
                about=submission.about,
                title=meant[0].title,
                level=submission.level,
                reasons=[reason for reason in REASONS if reason.code in submission.reasons],
                comment=submission.comment,
                photos=submission.photos,
                created_at=self.now,
                changeable_until=self.now + timedelta(days=self.changeable_days),
                version=1,
                rectification=None,
            )
        )

    def change(self, id_: str, change: ReviewChange, version: int) -> ReviewView:
        before = self.stored[id_]
        if before.version != version:
            raise VersionConflict(id_)
        self.changes.append(change)
        reasons = [reason for reason in REASONS if reason.code in change.reasons]
        facts = {**dict(change), "reasons": reasons, "version": version + 1}
        return self.keep(before.model_copy(update=facts))

    def rate(self, id_: str, given: FixRatingGiven) -> RectificationForCitizen:
        fix = self.fixes[id_]
        if fix.version != given.version:
            raise VersionConflict(id_)
        self.ratings.append(given)
        facts = {"fix_rating": given.rating, "next_step": "谢谢您。", "version": fix.version + 1}
        state = {"state": RectificationState.RATED, "state_name": "已评整改"}
        self.fixes[id_] = fix.model_copy(update=facts | state)
        return self.fixes[id_]

    def keep(self, review: ReviewView) -> ReviewView:
        """A bad one opens a rectification."""
        if review.level.is_negative and review.rectification is None:
            number = f"ZG20261123-{len(self.fixes) + 1:06}"
            review = review.model_copy(update={"rectification": number})
            self.fixes[review.id] = RectificationForCitizen(
                number=number,
                title=review.title,
                state=RectificationState.DISPATCHED,
                state_name="已转办",
                reply=None,
                fix_rating=None,
                next_step=CALLED_BY,
                version=1,
            )
        self.stored[review.id] = review
        return review

    def once(self, key: str, work: Callable[[], _Done]) -> _Done:
        """Each key once. The answer may be lost after the work is done."""
        self.check()
        if key not in self._done:
            self._done[key] = work()
        done: _Done = self._done[key]
        if self.lost:
            self.lost -= 1
            raise BackofficeUnavailable("lost")
        return done

    def check(self) -> None:
        if self.down:
            raise BackofficeUnavailable("down")


class ReviewsInMemory(BackofficeClient):
    """The methods of reviews on a book."""

    review_book: ReviewBook

    async def review_reasons(self) -> list[Reason]:
        self.review_book.check()
        return REASONS

    async def reviewables(self, caller: Caller) -> list[Reviewable]:
        self.review_book.check()
        return self.review_book.open_to(caller)

    async def review(self, submission: ReviewSubmission, *, caller: Caller, key: str) -> ReviewView:
        return self.review_book.once(key, lambda: self.review_book.give(submission, caller))

    async def reviews(self, caller: Caller) -> list[ReviewView]:
        """Of a conversation in which nobody is signed in, its own."""
        self.review_book.check()
        stored = [*self.review_book.stored.values()]
        return [one for one in stored if caller.citizen_token or one.about == caller.conversation_id]

    async def change_review(
        self, id_: str, change: ReviewChange, *, version: int, caller: Caller, key: str
    ) -> ReviewView:
        del caller
        return self.review_book.once(key, lambda: self.review_book.change(id_, change, version))

    async def rectification_of(self, review_id: str, *, caller: Caller) -> RectificationForCitizen:
        del caller
        self.review_book.check()
        return self.review_book.fixes[review_id]

    async def rate_fix(
        self, review_id: str, rating: FixRatingGiven, *, caller: Caller, key: str
    ) -> RectificationForCitizen:
        del caller
        return self.review_book.once(key, lambda: self.review_book.rate(review_id, rating))

    async def files(self, caller: Caller) -> list[StoredFile]:
        del caller
        self.review_book.check()
        return [*self.review_book.files]
