"""`/backoffice/v1/cases` for citizens, and `/checks` and the staff's steps."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response

from actions.backoffice.handlers.cases import CaseHandler
from actions.backoffice.handlers.casework import CaseworkHandler
from actions.backoffice.routes.callers import (
    WRITE_REFUSALS,
    Call,
    Citizen,
    StaffIfAny,
    Visitor,
    staff,
)
from actions.errors import (
    AnswerInvalid,
    BackofficeError,
    CaseUnknown,
    CitizenUnknown,
    NotAllowed,
    StepRefused,
    VersionConflict,
)
from actions.wire.cases import (
    CaseList,
    CaseView,
    CheckResult,
    CitizenStep,
    CommitmentWithdrawal,
    Decision,
    MaterialDelivery,
    StaffStep,
)
from chassis.web import documented

_NUMBER = r"^[A-Z]{2}\d{8}-\d{6,9}$"

CaseNumber = Annotated[str, Path(pattern=_NUMBER, description="办件编号，例如 YX20261122-000123")]
CommonNumber = Annotated[
    str | None, Query(pattern=_NUMBER, description="一件事的总编号，例如 YX20261122-000122")
]


def create_router(handler: CaseHandler, casework: CaseworkHandler) -> APIRouter:
    router = APIRouter(tags=["办件"])
    _add_reads(router, handler, casework)
    _add_citizens_steps(router, handler)
    _add_staff_steps(router, casework)
    return router


def _add_reads(router: APIRouter, handler: CaseHandler, casework: CaseworkHandler) -> None:
    @router.get("/cases", summary="我的办件", responses=documented(CitizenUnknown))
    def cases(subject: Citizen, common_number: CommonNumber = None) -> CaseList:
        return handler.list(subject, common_number)

    @router.get("/cases/{number}", summary="一个办件", responses=documented(CaseUnknown, CitizenUnknown))
    def case(number: CaseNumber, subject: Visitor, account: StaffIfAny = None) -> CaseView:
        if subject is None and account is None:
            raise CitizenUnknown("neither citizen nor staff")
        return handler.read(number, subject, as_staff=account is not None)

    @router.get(
        "/checks",
        summary="抽到了、还没有核查的办件",
        responses=documented(NotAllowed),
        dependencies=[Depends(staff)],
    )
    def to_check() -> CaseList:
        return casework.to_check()


def _add_citizens_steps(router: APIRouter, handler: CaseHandler) -> None:
    @router.post("/cases/{number}/withdrawal", summary="撤回", **_step())
    def withdraw(number: CaseNumber, step: CitizenStep, subject: Citizen, call: Call) -> Response:
        return handler.withdraw(call, number, step, subject)

    @router.post("/cases/{number}/promise-withdrawal", summary="收回承诺，改为交材料", **_step())
    def withdraw_promise(
        number: CaseNumber, step: CommitmentWithdrawal, subject: Citizen, call: Call
    ) -> Response:
        return handler.withdraw_promise(call, number, step, subject)

    @router.post("/cases/{number}/materials", summary="补材料", **_step(AnswerInvalid))
    def deliver(number: CaseNumber, delivery: MaterialDelivery, subject: Citizen, call: Call) -> Response:
        return handler.deliver(call, number, delivery, subject)


def _add_staff_steps(router: APIRouter, casework: CaseworkHandler) -> None:
    by_staff: dict[str, Any] = {"dependencies": [Depends(staff)]}

    @router.post("/cases/{number}/acceptance", summary="受理", **_step(NotAllowed), **by_staff)
    def accept(number: CaseNumber, step: StaffStep, call: Call) -> Response:
        return casework.accept(call, number, step)

    @router.post("/cases/{number}/return", summary="退回", **_step(NotAllowed), **by_staff)
    def send_back(number: CaseNumber, step: StaffStep, call: Call) -> Response:
        return casework.send_back(call, number, step)

    @router.post("/cases/{number}/decision", summary="决定", **_step(NotAllowed), **by_staff)
    def decide(number: CaseNumber, decision: Decision, call: Call) -> Response:
        return casework.decide(call, number, decision)

    @router.post("/cases/{number}/check", summary="核查承诺", **_step(AnswerInvalid, NotAllowed), **by_staff)
    def check(number: CaseNumber, result: CheckResult, call: Call) -> Response:
        return casework.check(call, number, result)

    @router.post("/cases/{number}/revocation", summary="撤销决定", **_step(NotAllowed), **by_staff)
    def revoke(number: CaseNumber, step: StaffStep, call: Call) -> Response:
        return casework.revoke(call, number, step)


def _step(*errors: type[BackofficeError]) -> dict[str, Any]:
    """What every step of a case answers."""
    refusals = (*WRITE_REFUSALS, CaseUnknown, StepRefused, VersionConflict, *errors)
    return {"response_model": CaseView, "responses": documented(*refusals)}
