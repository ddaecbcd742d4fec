"""The approval as a part of the console."""

from fastapi import APIRouter

from chassis.staff import Role
from connectors.console.approval import documents, proposals, steps
from connectors.console.areas import Area, Group, Link

_router = APIRouter()
_router.include_router(documents.router)
_router.include_router(proposals.router)
_router.include_router(steps.router)

AREA = Area(
    "approval",
    _router,
    links=(
        Link("/desk/approval", Role.VIEWER, Group.KNOWLEDGE),
        Link("/desk/approval/documents", Role.VIEWER, Group.KNOWLEDGE),
        Link("/desk/approval/notices", Role.PUBLISHER, Group.OFFICE),
    ),
)
