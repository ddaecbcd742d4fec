"""`GET /backoffice/v1/notices`."""

from typing import Annotated

from fastapi import APIRouter, Query

from actions.backoffice.handlers.notices import NoticeHandler
from actions.backoffice.routes.callers import BIGGEST_INTEGER
from actions.wire.notices import Notices
from chassis.web import documented

After = Annotated[int, Query(ge=0, le=BIGGEST_INTEGER, description="上次读到的最后一条的编号")]
Limit = Annotated[int, Query(ge=1, le=500, description="最多几条")]


def create_router(handler: NoticeHandler) -> APIRouter:
    router = APIRouter(tags=["通知"])

    @router.get("/notices", summary="要告诉各个对话的话，从旧到新", responses=documented())
    def notices(after: After = 0, limit: Limit = 100) -> Notices:
        return handler.list(after=after, limit=limit)

    return router
