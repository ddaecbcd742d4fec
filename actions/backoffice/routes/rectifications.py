"""`/backoffice/v1/rectifications` for staff: what bad reviews opened, and appeals against reviews."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from actions.backoffice.handlers.appeals import AppealHandler
from actions.backoffice.handlers.rectifications import RectificationHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, Staff
from actions.errors import (
    AnswerInvalid,
    BackofficeError,
    NotAllowed,
    RectificationUnknown,
    StepRefused,
    VersionConflict,
)
from actions.wire.rectifications import (
    AppealDecision,
    AppealMade,
    Rectifications,
    RectificationState,
    RectificationStep,
    RectificationView,
    ReviewerContact,
)
from chassis.web import documented

RectificationNumber = Annotated[
    str, Path(pattern=r"^[A-Z]{2}\d{8}-\d{6,9}$", description="整改单编号，例如 ZG20261122-000001")
]
State = Annotated[RectificationState | None, Query(description="到了哪一步")]
Unit = Annotated[str | None, Query(max_length=100, description="转给了哪个单位")]
Late = Annotated[bool | None, Query(description="true：现在有时限已经过了的；false：没有过的")]


def create_router(handler: RectificationHandler, appeals: AppealHandler) -> APIRouter:
    router = APIRouter(tags=["差评整改"])
    _add_reads(router, handler)
    _add_writes(router, handler, appeals)
    return router


def _add_reads(router: APIRouter, handler: RectificationHandler) -> None:
    @router.get("/rectifications", summary="整改单，新的在前", responses=documented(NotAllowed))
    def rectifications(
        account: Staff, state: State = None, unit: Unit = None, late: Late = None
    ) -> Rectifications:
        return handler.list(account, state=state, unit=unit, late=late)

    @router.get(
        "/rectifications/{number}",
        summary="一张整改单，看不到是谁评的",
        responses=documented(NotAllowed, RectificationUnknown),
    )
    def rectification(number: RectificationNumber, account: Staff) -> RectificationView:
        return handler.read(account, number)

    @router.get(
        "/rectifications/{number}/reviewer",
        summary="联系评价的人；经手这件事的人看不到，每次查看都有记录",
        responses=documented(NotAllowed, RectificationUnknown),
    )
    def reviewer(number: RectificationNumber, account: Staff) -> ReviewerContact:
        return handler.contact(account, number)


def _add_writes(router: APIRouter, handler: RectificationHandler, appeals: AppealHandler) -> None:
    @router.post("/rectifications/{number}/steps", summary="办一步", **_step(AnswerInvalid))
    def step(number: RectificationNumber, step: RectificationStep, account: Staff, call: Call) -> Response:
        return handler.step(call, account, number, step)

    @router.post("/rectifications/{number}/appeal", summary="申诉误评或恶意差评", **_step())
    def appeal(number: RectificationNumber, made: AppealMade, account: Staff, call: Call) -> Response:
        return appeals.make(call, account, number, made)

    @router.post("/rectifications/{number}/appeal/decision", summary="审查申诉，由别的同事", **_step())
    def decide(number: RectificationNumber, decision: AppealDecision, account: Staff, call: Call) -> Response:
        return appeals.decide(call, account, number, decision)


def _step(*errors: type[BackofficeError]) -> dict[str, Any]:
    """What every step answers."""
    refusals = (*WRITE_REFUSALS, NotAllowed, RectificationUnknown, StepRefused, VersionConflict, *errors)
    return {"response_model": RectificationView, "responses": documented(*refusals)}
