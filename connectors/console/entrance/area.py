"""The entrance as a part of the console."""

from fastapi import APIRouter

from chassis.staff import Role
from connectors.console.areas import Area, Group, Link
from connectors.console.entrance import office, pages

_router = APIRouter()
_router.include_router(pages.router)
_router.include_router(office.router)

AREA = Area("entrance", _router, links=(Link("/desk", Role.VIEWER, Group.START),))
