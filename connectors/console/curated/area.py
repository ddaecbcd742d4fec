"""Points, suggestions, watch and archive as a part of the console."""

from fastapi import APIRouter

from chassis.staff import Role
from connectors.console.areas import Area, Group, Link
from connectors.console.curated import archive, change, points, suggestions, watch

_router = APIRouter()
for _pages in (points, change, suggestions, watch, archive):
    _router.include_router(_pages.router)

AREA = Area(
    "curated",
    _router,
    links=(
        Link("/desk/points", Role.VIEWER, Group.KNOWLEDGE),
        Link("/desk/suggestions", Role.VIEWER, Group.KNOWLEDGE),
        Link("/desk/watch", Role.VIEWER, Group.KNOWLEDGE),
        Link("/desk/archive", Role.ADMIN, Group.OFFICE),
    ),
    larger_bodies={r"/desk/archive/check": 30_000_000},
)
