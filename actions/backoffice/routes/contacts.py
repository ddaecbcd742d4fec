"""`GET /backoffice/v1/contacts`."""

from typing import Annotated

from fastapi import APIRouter, Query

from actions.backoffice.handlers import ContactHandler
from actions.wire import RegionContacts


def create_router(handler: ContactHandler) -> APIRouter:
    router = APIRouter()

    @router.get("/contacts", summary="一个地区的联系方式")
    def contacts(
        region: Annotated[str | None, Query(description="行政区划代码(GB/T 2260),例如 440104")] = None,
    ) -> RegionContacts:
        return handler.list(region)

    return router
