"""`/backoffice/v1/people`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from actions.backoffice.handlers.people import PeopleHandler
from actions.backoffice.routes.callers import WRITE_REFUSALS, Call, Citizen, staff
from actions.errors import (
    AnswerInvalid,
    CitizenUnknown,
    NotAllowed,
    PersonUnknown,
    StepRefused,
)
from actions.wire.people import Known, Person, Repair
from chassis.web import documented

Subject = Annotated[str, Path(pattern=r"^[\x21-\x7e]{1,128}$", description="身份提供方给的、不会变的编号")]


def create_router(handler: PeopleHandler) -> APIRouter:
    router = APIRouter(tags=["个人"])

    @router.get("/people/me", summary="登录的人自己", responses=documented(CitizenUnknown, PersonUnknown))
    def me(subject: Citizen) -> Known:
        return handler.me(subject)

    @router.put(
        "/people/{subject}",
        summary="登录时登记一个人",
        response_model=Known,
        responses=documented(*WRITE_REFUSALS, AnswerInvalid),
    )
    def save(subject: Subject, person: Person, call: Call) -> Response:
        return handler.save(call, subject, person)

    @router.post(
        "/people/{subject}/repair",
        summary="不实承诺已经补正，可以再承诺",
        response_model=Known,
        responses=documented(*WRITE_REFUSALS, NotAllowed, PersonUnknown, StepRefused),
        dependencies=[Depends(staff)],
    )
    def repair(subject: Subject, repair: Repair, call: Call) -> Response:
        return handler.repair(call, subject, repair)

    return router
