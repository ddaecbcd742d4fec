"""`/backoffice/v1/reports`, for whoever makes them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Response

from actions.backoffice.handlers.report_reach import ReportCaller
from actions.backoffice.handlers.reports import ReportHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, InConversation, Visitor
from actions.errors import (
    AnswerInvalid,
    BackofficeError,
    CitizenUnknown,
    CodeAttemptsTooMany,
    FileUnknown,
    ReportUnknown,
    StepRefused,
    VersionConflict,
)
from actions.wire.reports import ReportAddition, Reports, ReportSubmission, ReportView, ReportWithdrawal
from chassis.web import documented

ReportNumber = Annotated[
    str, Path(pattern=r"^[A-Z]{2}\d{8}-\d{6,9}$", description="举报编号，例如 JB20261122-000001")
]
ReportCode = Annotated[
    str | None,
    Header(
        alias="X-Report-Code",
        max_length=40,
        description="登记时给的查询码，例如 03817-55204；和编号一起用",
    ),
]
_NOT_REACHED = (ReportUnknown, CitizenUnknown, CodeAttemptsTooMany)


def report_caller(
    subject: Visitor, conversation: InConversation = None, code: ReportCode = None
) -> ReportCaller:
    return ReportCaller(conversation, subject, code)


Reporter = Annotated[ReportCaller, Depends(report_caller)]


def create_router(handler: ReportHandler) -> APIRouter:
    router = APIRouter(tags=["举报"])

    @router.post(
        "/reports",
        summary="举报",
        status_code=201,
        response_model=ReportView,
        responses=documented(*WRITE_REFUSALS, AnswerInvalid, FileUnknown),
    )
    def submit(submission: ReportSubmission, reporter: Reporter, call: Call) -> Response:
        return handler.submit(call, submission, reporter)

    @router.get("/reports", summary="我的举报，或者这个会话里的", responses=documented(CitizenUnknown))
    def mine(reporter: Reporter) -> Reports:
        return handler.list(reporter)

    @router.get("/reports/{number}", summary="一条举报", responses=documented(*_NOT_REACHED))
    def report(number: ReportNumber, reporter: Reporter) -> ReportView:
        return handler.read(number, reporter)

    @router.post("/reports/{number}/additions", summary="补充", **_step(AnswerInvalid, FileUnknown))
    def add(number: ReportNumber, addition: ReportAddition, reporter: Reporter, call: Call) -> Response:
        return handler.add(call, number, addition, reporter)

    @router.post("/reports/{number}/withdrawal", summary="撤回", **_step())
    def withdraw(
        number: ReportNumber, withdrawal: ReportWithdrawal, reporter: Reporter, call: Call
    ) -> Response:
        return handler.withdraw(call, number, withdrawal, reporter)

    return router


def _step(*errors: type[BackofficeError]) -> dict[str, Any]:
    """What every step of a report answers."""
    refusals = (*WRITE_REFUSALS, *_NOT_REACHED, StepRefused, VersionConflict, *errors)
    return {"response_model": ReportView, "responses": documented(*dict.fromkeys(refusals))}
