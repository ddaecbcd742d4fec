"""`POST /backoffice/v1/sweeps`."""

from fastapi import APIRouter, Response

from actions.backoffice.handlers.sweeps import SweepHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call
from actions.wire.cases import Sweep
from chassis.web import documented


def create_router(handler: SweepHandler) -> APIRouter:
    router = APIRouter(tags=["定时"])

    @router.post(
        "/sweeps",
        summary="每晚一次：到期的退回，放久的作废，明天的预约提醒",
        response_model=Sweep,
        responses=documented(*WRITE_REFUSALS),
    )
    def sweep(call: Call) -> Response:
        return handler.sweep(call)

    return router
