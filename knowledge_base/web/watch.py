"""Staff route of the validity watch."""

from dataclasses import asdict

from fastapi import APIRouter

from chassis.staff_web import Viewing
from knowledge_base.desk_wire.watch import ConcernView, WatchList
from knowledge_base.web.deps import DeskHere

router = APIRouter(prefix="/kb/v1/desk", tags=["watch"])


@router.get("/watch")
def concerns(_: Viewing, desk: DeskHere) -> WatchList:
    """What ends soon or has ended, what leans on it, and what is to be checked, the most pressing first."""
    found = desk.points.watching.concerns()
    return WatchList(
        today=desk.clock.today(),
        concerns=[ConcernView.model_validate(asdict(concern)) for concern in found],
    )
