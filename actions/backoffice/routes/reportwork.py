"""`/backoffice/v1/staff/reports` and `/labour-warnings`."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from actions.backoffice.handlers.labour_warnings import LabourWarningHandler
from actions.backoffice.handlers.reportwork import ReportworkHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, Region, Staff
from actions.backoffice.routes.reports import ReportNumber
from actions.errors import (
    AnswerInvalid,
    NotAllowed,
    RegionMalformed,
    ReportUnknown,
    StepRefused,
    VersionConflict,
    WarningUnknown,
)
from actions.wire.reports import (
    LabourWarning,
    LabourWarnings,
    ReportState,
    ReportStep,
    StaffReport,
    StaffReports,
    WarningAcknowledgement,
)
from chassis.web import documented

WarningId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="预警的编号")]
State = Annotated[ReportState | None, Query(description="不写就是还没有办结的")]


def create_router(handler: ReportworkHandler, warnings: LabourWarningHandler) -> APIRouter:
    router = APIRouter(tags=["举报"])
    _add_reports(router, handler)
    _add_warnings(router, warnings)
    return router


def _add_reports(router: APIRouter, handler: ReportworkHandler) -> None:
    @router.get(
        "/staff/reports",
        summary="排队的举报，排在最前面的先办；姓名和电话打了星号",
        responses=documented(NotAllowed, RegionMalformed),
    )
    def line(_: Staff, region: Region = None, state: State = None) -> StaffReports:
        return handler.list(region=region, state=state)

    @router.get(
        "/staff/reports/{number}",
        summary="一条举报和举报人；看过会留下记录",
        responses=documented(NotAllowed, ReportUnknown),
    )
    def report(number: ReportNumber, account: Staff) -> StaffReport:
        return handler.read(number, by=account)

    @router.post(
        "/staff/reports/{number}/steps",
        summary="接手、转办、办结",
        response_model=StaffReport,
        responses=documented(
            *WRITE_REFUSALS, NotAllowed, ReportUnknown, VersionConflict, StepRefused, AnswerInvalid
        ),
    )
    def step(number: ReportNumber, step: ReportStep, _: Staff, call: Call) -> Response:
        return handler.step(call, number, step)


def _add_warnings(router: APIRouter, warnings: LabourWarningHandler) -> None:
    @router.get(
        "/labour-warnings",
        summary="群体和多次举报的预警，没有人确认的在前",
        responses=documented(NotAllowed, RegionMalformed),
    )
    def raised(_: Staff, region: Region = None) -> LabourWarnings:
        return warnings.list(region)

    @router.post(
        "/labour-warnings/{warning_id}/acknowledgement",
        summary="确认看到了预警",
        response_model=LabourWarning,
        responses=documented(*WRITE_REFUSALS, NotAllowed, WarningUnknown, VersionConflict, StepRefused),
    )
    def acknowledge(
        warning_id: WarningId, acknowledgement: WarningAcknowledgement, account: Staff, call: Call
    ) -> Response:
        return warnings.acknowledge(call, warning_id, acknowledgement, by=account)
