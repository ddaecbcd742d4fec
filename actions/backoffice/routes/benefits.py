"""`/backoffice/v1/people/me/benefits`."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from actions.backoffice.handlers.benefits import BenefitHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, Citizen
from actions.errors import CitizenUnknown, NotEligible, PersonUnknown, StepRefused
from actions.wire.base import Code
from actions.wire.cases import CaseView
from actions.wire.people import Benefits
from chassis.web import documented

ItemCode = Annotated[Code, Path(description="事项编号，例如 440104-price-subsidy")]


def create_router(handler: BenefitHandler) -> APIRouter:
    router = APIRouter(tags=["免申即享"])

    @router.get(
        "/people/me/benefits",
        summary="不用申请就能享受的",
        responses=documented(CitizenUnknown, PersonUnknown),
    )
    def benefits(subject: Citizen) -> Benefits:
        return handler.entitled(subject)

    @router.post(
        "/people/me/benefits/{item}",
        summary="领一项不用申请的",
        response_model=CaseView,
        responses=documented(*WRITE_REFUSALS, NotEligible, PersonUnknown, StepRefused),
    )
    def take(item: ItemCode, subject: Citizen, call: Call) -> Response:
        return handler.take(call, item, subject)

    return router
