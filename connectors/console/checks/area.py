"""Asking before a change is made, as a part of the console."""

from fastapi import APIRouter

from chassis.staff import Role
from connectors.console.areas import Area, Group, Link
from connectors.console.checks import bench_pages, run_pages, set_pages

_router = APIRouter()
_router.include_router(run_pages.router)
_router.include_router(set_pages.router)
_router.include_router(bench_pages.router)

AREA = Area(
    "checks",
    _router,
    links=(
        Link("/desk/checks", Role.VIEWER, Group.QUALITY),
        Link("/desk/question-sets", Role.VIEWER, Group.QUALITY),
        Link("/desk/bench", Role.EDITOR, Group.QUALITY),
        Link("/desk/bench/bars", Role.VIEWER, Group.QUALITY),
    ),
    larger_bodies={r"/desk/question-sets(/[a-z0-9-]+/questions)?": 5_500_000},
)
