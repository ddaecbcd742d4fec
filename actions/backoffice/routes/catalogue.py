"""`/backoffice/v1/catalogue` and `/items`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from actions.backoffice.handlers.catalogue import CatalogueHandler
from actions.backoffice.routes.callers import BIGGEST_INTEGER, WRITE_REFUSALS, Call, IfMatch, Region, staff
from actions.errors import (
    ItemInvalid,
    ItemUnknown,
    NotAllowed,
    RegionMalformed,
    VersionConflict,
)
from actions.wire.base import Code
from actions.wire.catalogue import Catalogue, ServiceItem
from chassis.web import documented

ItemCode = Annotated[Code, Path(description="事项编号，例如 440104-unemployment-registration")]
Version = Annotated[int | None, Query(ge=1, le=BIGGEST_INTEGER, description="第几版；不写就是现在有效的一版")]


def create_router(handler: CatalogueHandler) -> APIRouter:
    router = APIRouter(tags=["事项"])

    @router.get("/catalogue", summary="现在能办的事项和一件事", responses=documented(RegionMalformed))
    def catalogue(region: Region = None) -> Catalogue:
        return handler.in_force(region)

    @router.get("/items/{code}", summary="一个事项", responses=documented(ItemUnknown))
    def item(code: ItemCode, response: Response, version: Version = None) -> ServiceItem:
        found = handler.item(code, version)
        response.headers["ETag"] = f'"{found.version}"'
        return found

    @router.put(
        "/items/{code}",
        summary="改一个事项，成为新的一版；没有 If-Match 是新增",
        response_model=ServiceItem,
        responses=documented(*WRITE_REFUSALS, ItemInvalid, ItemUnknown, NotAllowed, VersionConflict),
        dependencies=[Depends(staff)],
    )
    def change(code: ItemCode, item: ServiceItem, call: Call, version: IfMatch) -> Response:
        return handler.change(call, code, item, version=version)

    return router
