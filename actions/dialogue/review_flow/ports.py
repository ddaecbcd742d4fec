"""What reviews ask of the back office. Every method raises BackofficeError."""

from typing import Protocol

from actions.backoffice_calls import Caller
from actions.wire.files import StoredFile
from actions.wire.rectifications import FixRatingGiven, RectificationForCitizen
from actions.wire.reviews import Reason, Reviewable, ReviewChange, ReviewSubmission, ReviewView


class ReviewDesk(Protocol):
    async def review_reasons(self) -> list[Reason]: ...

    async def reviewables(self, caller: Caller) -> list[Reviewable]: ...

    async def review(self, submission: ReviewSubmission, *, caller: Caller, key: str) -> ReviewView: ...

    async def reviews(self, caller: Caller) -> list[ReviewView]: ...

    async def change_review(
        self, id_: str, change: ReviewChange, *, version: int, caller: Caller, key: str
    ) -> ReviewView: ...

    async def rectification_of(self, review_id: str, *, caller: Caller) -> RectificationForCitizen: ...

    async def rate_fix(
        self, review_id: str, rating: FixRatingGiven, *, caller: Caller, key: str
    ) -> RectificationForCitizen: ...

    async def files(self, caller: Caller) -> list[StoredFile]: ...
