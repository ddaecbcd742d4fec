"""Accounts and sessions as a part of the console."""

from fastapi import APIRouter

from chassis.staff import Role
from connectors.console.areas import Area, Group, Link
from connectors.console.people import accounts, sessions

_router = APIRouter()
_router.include_router(accounts.router)
_router.include_router(sessions.router)

AREA = Area(
    "people",
    _router,
    links=(
        Link("/desk/own-sessions", Role.VIEWER, Group.START),
        Link("/desk/accounts", Role.ADMIN, Group.OFFICE),
        Link("/desk/sessions", Role.ADMIN, Group.OFFICE),
    ),
)
