"""`/backoffice/v1/callbacks`, for citizens and for the staff."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from actions.backoffice.handlers.callbacks import CallbackHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, InConversation, Staff, Visitor
from actions.errors import (
    AnswerInvalid,
    CallbackUnknown,
    CitizenUnknown,
    NotAllowed,
    StepRefused,
    VersionConflict,
)
from actions.wire.callbacks import Callback, CallbackRequest, Callbacks, CallbackStep
from chassis.web import documented

CallbackNumber = Annotated[
    str, Path(pattern=r"^[A-Z]{2}\d{8}-\d{6,9}$", description="登记的编号，例如 HD20261122-000001")
]


def create_router(handler: CallbackHandler) -> APIRouter:
    router = APIRouter(tags=["回电"])

    @router.post(
        "/callbacks",
        summary="请人回电，或者留话",
        status_code=201,
        response_model=Callback,
        responses=documented(*WRITE_REFUSALS, AnswerInvalid),
    )
    def ask_for(
        request: CallbackRequest, subject: Visitor, call: Call, conversation: InConversation = None
    ) -> Response:
        return handler.ask_for(call, request, conversation=conversation, subject=subject)

    @router.get("/callbacks", summary="我的登记，或者这个会话里的", responses=documented(CitizenUnknown))
    def mine(subject: Visitor, conversation: InConversation = None) -> Callbacks:
        return handler.mine(conversation=conversation, subject=subject)

    @router.get(
        "/staff/callbacks", summary="还没有处理完的登记，最早的在前", responses=documented(NotAllowed)
    )
    def to_do(_: Staff) -> Callbacks:
        return handler.to_do()

    @router.post(
        "/staff/callbacks/{number}/steps",
        summary="接手、办结",
        response_model=Callback,
        responses=documented(*WRITE_REFUSALS, NotAllowed, CallbackUnknown, VersionConflict, StepRefused),
    )
    def step(number: CallbackNumber, step: CallbackStep, account: Staff, call: Call) -> Response:
        return handler.step(call, number, step, by=account)

    return router
