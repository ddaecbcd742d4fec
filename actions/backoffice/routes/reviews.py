"""`/backoffice/v1/reviews` for citizens: what can be reviewed, the reviews, and the ratings of fixes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from actions.backoffice.handlers.fix_ratings import FixRatingHandler
from actions.backoffice.handlers.reach import Caller
from actions.backoffice.handlers.reviews import ReviewHandler
from actions.backoffice.routes.appointments import version_required
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, InConversation, Visitor
from actions.errors import (
    AnswerInvalid,
    BackofficeError,
    CitizenUnknown,
    FileUnknown,
    NotReviewable,
    RectificationUnknown,
    ReviewExists,
    ReviewUnknown,
    StepRefused,
    VersionConflict,
)
from actions.wire.rectifications import FixRatingGiven, RectificationForCitizen
from actions.wire.reviews import (
    Reasons,
    Reviewables,
    ReviewChange,
    Reviews,
    ReviewSubmission,
    ReviewView,
)
from chassis.web import documented

ReviewId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="评价的编号")]
NOT_REACHED: tuple[type[BackofficeError], ...] = (ReviewUnknown, CitizenUnknown)


def caller(subject: Visitor, conversation: InConversation = None) -> Caller:
    return Caller(conversation=conversation, subject=subject)


Reader = Annotated[Caller, Depends(caller)]


def create_router(handler: ReviewHandler, fix_ratings: FixRatingHandler) -> APIRouter:
    router = APIRouter(tags=["好差评"])
    _add_reads(router, handler, fix_ratings)
    _add_writes(router, handler, fix_ratings)
    return router


def _add_reads(router: APIRouter, handler: ReviewHandler, fix_ratings: FixRatingHandler) -> None:
    @router.get("/review-reasons", summary="各个等级可选的原因", responses=documented())
    def reasons() -> Reasons:
        return handler.reasons()

    @router.get("/reviewables", summary="可以评价、还没有评价的", responses=documented(CitizenUnknown))
    def reviewables(reader: Reader) -> Reviewables:
        return handler.reviewables(reader)

    @router.get("/reviews", summary="我的评价", responses=documented(CitizenUnknown))
    def mine(reader: Reader) -> Reviews:
        return handler.mine(reader)

    @router.get(
        "/reviews/{review_id}/rectification",
        summary="差评之后的整改",
        responses=documented(*NOT_REACHED, RectificationUnknown),
    )
    def rectification(review_id: ReviewId, reader: Reader) -> RectificationForCitizen:
        return fix_ratings.read(review_id, reader)


def _add_writes(router: APIRouter, handler: ReviewHandler, fix_ratings: FixRatingHandler) -> None:
    @router.post(
        "/reviews",
        status_code=201,
        summary="评价一件事，一件事评一次",
        response_model=ReviewView,
        responses=documented(*WRITE_REFUSALS, AnswerInvalid, FileUnknown, NotReviewable, ReviewExists),
    )
    def give(submission: ReviewSubmission, reader: Reader, call: Call) -> Response:
        return handler.give(call, submission, reader)

    @router.patch(
        "/reviews/{review_id}",
        summary="在可以改的日子里改评价",
        response_model=ReviewView,
        responses=documented(
            *WRITE_REFUSALS, *NOT_REACHED, AnswerInvalid, FileUnknown, StepRefused, VersionConflict
        ),
    )
    def change(
        review_id: ReviewId,
        change: ReviewChange,
        version: Annotated[int, Depends(version_required)],
        reader: Reader,
        call: Call,
    ) -> Response:
        return handler.change(call, review_id, change, reader, version=version)

    @router.post(
        "/reviews/{review_id}/rectification/rating",
        summary="评整改，三个等级，评一次",
        response_model=RectificationForCitizen,
        responses=documented(
            *WRITE_REFUSALS, *NOT_REACHED, RectificationUnknown, StepRefused, VersionConflict
        ),
    )
    def rate(review_id: ReviewId, given: FixRatingGiven, reader: Reader, call: Call) -> Response:
        return fix_ratings.rate(call, review_id, given, reader)
