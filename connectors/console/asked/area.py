"""What citizens asked as a part of the console."""

from fastapi import APIRouter

from chassis.staff import Role
from connectors.console.areas import Area, Group, Link
from connectors.console.asked import answers_pages, feedback_pages, figures_pages, group_pages

_router = APIRouter()
for _part in (group_pages.router, answers_pages.router, feedback_pages.router, figures_pages.router):
    _router.include_router(_part)

AREA = Area(
    "asked",
    _router,
    links=(
        Link("/desk/questions", Role.VIEWER, Group.ASKED),
        Link("/desk/feedback", Role.VIEWER, Group.ASKED),
        Link("/desk/answers", Role.VIEWER, Group.ASKED),
        Link("/desk/figures", Role.VIEWER, Group.ASKED),
    ),
)
