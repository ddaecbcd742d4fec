"""Reviews, and what bad ones opened."""

from actions.backoffice_calls import Caller, at
from actions.backoffice_subjects.subject import Subject
from actions.wire.rectifications import FixRatingGiven, RectificationForCitizen
from actions.wire.reviews import (
    Reason,
    Reasons,
    Reviewable,
    Reviewables,
    ReviewChange,
    Reviews,
    ReviewSubmission,
    ReviewView,
)


class ReviewCalls(Subject):
    async def review_reasons(self) -> list[Reason]:
        """In the order in which they are offered; each for its levels."""
        return (await self._calls.read(at("review-reasons"), Reasons)).reasons

    async def reviewables(self, caller: Caller) -> list[Reviewable]:
        """What the caller may review and has not: cases, visits, the conversation."""
        return (await self._calls.read(at("reviewables"), Reviewables, caller=caller)).reviewables

    async def review(self, submission: ReviewSubmission, *, caller: Caller, key: str) -> ReviewView:
        path = at("reviews")
        return await self._calls.write("POST", path, ReviewView, body=submission, caller=caller, key=key)

    async def reviews(self, caller: Caller) -> list[ReviewView]:
        """The person's own, and those given in the conversation by nobody in person; the latest first."""
        return (await self._calls.read(at("reviews"), Reviews, caller=caller)).reviews

    async def change_review(
        self, id_: str, change: ReviewChange, *, version: int, caller: Caller, key: str
    ) -> ReviewView:
        path = at("reviews", id_)
        return await self._calls.write(
            "PATCH", path, ReviewView, body=change, version=version, caller=caller, key=key
        )

    async def rectification_of(self, review_id: str, *, caller: Caller) -> RectificationForCitizen:
        """What a bad review opened."""
        path = at("reviews", review_id, "rectification")
        return await self._calls.read(path, RectificationForCitizen, caller=caller)

    async def rate_fix(
        self, review_id: str, rating: FixRatingGiven, *, caller: Caller, key: str
    ) -> RectificationForCitizen:
        path = at("reviews", review_id, "rectification", "rating")
        return await self._calls.write(
            "POST", path, RectificationForCitizen, body=rating, caller=caller, key=key
        )
