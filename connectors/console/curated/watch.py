"""What ends soon, has ended, leans on what no longer holds, or is to be checked."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from connectors.console.visit import Viewing
from knowledge_base.desk_wire.watch import WatchList

router = APIRouter(prefix="/watch")


@router.get("")
async def show_concerns(visit: Viewing, kind: Annotated[str, Query(max_length=30)] = "") -> Response:
    watch = await visit.office.get("/watch", WatchList)
    shown = [concern for concern in watch.concerns if kind in ("", concern.kind)]
    return visit.page("curated/watch.html", watch=watch, shown=shown, kind=kind)
