"""`/backoffice/v1/applications`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from actions.backoffice.handlers.applications import ApplicationHandler
from actions.backoffice.handlers.reach import Caller
from actions.backoffice.handlers.submissions import SubmissionHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, InConversation, Visitor, citizen
from actions.errors import (
    AnswerInvalid,
    AnswersIncomplete,
    ApplicationUnknown,
    BackofficeError,
    CitizenUnknown,
    CommitmentRefused,
    ItemUnknown,
    NotEligible,
    PersonUnknown,
    StepRefused,
    VersionConflict,
)
from actions.wire.applications import (
    Application,
    ApplicationChange,
    ApplicationOpening,
    Applications,
    CommitmentText,
    ConversationId,
    Submission,
)
from chassis.web import documented

ApplicationId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="申请的编号")]
ConversationAsked = Annotated[
    ConversationId | None, Query(description="会话的编号；也可以放在 X-Conversation 里")
]

NOT_REACHED: tuple[type[BackofficeError], ...] = (ApplicationUnknown, CitizenUnknown)


def caller(
    subject: Visitor, conversation: InConversation = None, conversation_id: ConversationAsked = None
) -> Caller:
    return Caller(conversation=conversation or conversation_id, subject=subject)


Reader = Annotated[Caller, Depends(caller)]


def create_router(handler: ApplicationHandler, submissions: SubmissionHandler) -> APIRouter:
    router = APIRouter(tags=["申请"])

    @router.post(
        "/applications",
        status_code=201,
        summary="开始一份申请",
        response_model=Application,
        responses=documented(*WRITE_REFUSALS, AnswerInvalid, ItemUnknown, StepRefused),
    )
    def open_application(opening: ApplicationOpening, subject: Visitor, call: Call) -> Response:
        return handler.open(call, opening, subject)

    @router.get("/applications", summary="没有填完的申请", responses=documented(CitizenUnknown))
    def applications(reader: Reader) -> Applications:
        return handler.list(reader)

    @router.get("/applications/{application_id}", summary="一份申请", responses=documented(*NOT_REACHED))
    def application(application_id: ApplicationId, reader: Reader) -> Application:
        return handler.read(application_id, reader)

    @router.patch(
        "/applications/{application_id}",
        summary="填写",
        response_model=Application,
        responses=documented(
            *WRITE_REFUSALS, *NOT_REACHED, AnswerInvalid, CommitmentRefused, StepRefused, VersionConflict
        ),
    )
    def change(
        application_id: ApplicationId,
        change: ApplicationChange,
        reader: Reader,
        call: Call,
    ) -> Response:
        return handler.change(call, application_id, change, reader)

    @router.delete(
        "/applications/{application_id}",
        summary="不要一份申请",
        response_model=Application,
        responses=documented(*WRITE_REFUSALS, *NOT_REACHED, StepRefused),
    )
    def discard(application_id: ApplicationId, reader: Reader, call: Call) -> Response:
        return handler.discard(call, application_id, reader)

    @router.get(
        "/applications/{application_id}/commitment",
        summary="告知书和承诺书",
        responses=documented(*NOT_REACHED, CommitmentRefused),
    )
    def commitment(application_id: ApplicationId, reader: Reader) -> CommitmentText:
        return handler.commitment(application_id, reader)

    @router.post(
        "/applications/{application_id}/submission",
        summary="提交",
        response_model=Application,
        responses=documented(
            *WRITE_REFUSALS,
            *NOT_REACHED,
            AnswerInvalid,
            AnswersIncomplete,
            CommitmentRefused,
            NotEligible,
            PersonUnknown,
            StepRefused,
            VersionConflict,
        ),
        dependencies=[Depends(citizen)],
    )
    def submit(
        application_id: ApplicationId,
        submission: Submission,
        reader: Reader,
        call: Call,
    ) -> Response:
        return submissions.submit(call, application_id, submission, reader)

    return router
