"""`/backoffice/v1/windows`."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from actions.backoffice.handlers.windows import WindowHandler
from actions.backoffice.routes.callers import Region
from actions.errors import RegionMalformed, WindowUnknown
from actions.wire.appointments import Slots, Windows
from actions.wire.base import Code
from chassis.web import documented

WindowCode = Annotated[Code, Path(description="窗口编号，例如 440104-beijing")]
Street = Annotated[str | None, Query(max_length=40, description="街道，例如 北京街")]
On = Annotated[date | None, Query(description="哪一天")]
First = Annotated[date | None, Query(alias="from", description="从哪一天起；不写就是今天")]
Last = Annotated[date | None, Query(alias="to", description="到哪一天为止；不写就是一周")]


def create_router(handler: WindowHandler) -> APIRouter:
    router = APIRouter(tags=["预约"])

    @router.get("/windows", summary="各街道的窗口", responses=documented(RegionMalformed))
    def windows(region: Region = None, street: Street = None) -> Windows:
        return handler.list(region=region, street=street)

    @router.get("/windows/{code}/slots", summary="一个窗口可约的时段", responses=documented(WindowUnknown))
    def slots(code: WindowCode, on: On = None, first: First = None, last: Last = None) -> Slots:
        return handler.slots(code, on=on, first=first, last=last)

    return router
