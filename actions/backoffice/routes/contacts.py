"""`GET /backoffice/v1/contacts`."""

from fastapi import APIRouter

from actions.backoffice.handlers.contacts import ContactHandler
from actions.backoffice.routes.callers import Region
from actions.errors import RegionMalformed
from actions.wire.contacts import RegionContacts
from chassis.web import documented


def create_router(handler: ContactHandler) -> APIRouter:
    router = APIRouter(tags=["联系方式"])

    @router.get("/contacts", summary="一个地区的联系方式", responses=documented(RegionMalformed))
    def contacts(region: Region = None) -> RegionContacts:
        return handler.list(region)

    return router
