"""Loading and comparing as a part of the console."""

from fastapi import APIRouter

from chassis.staff import Role
from connectors.console.areas import Area, Group, Link
from connectors.console.loads import document_pages, load_pages
from knowledge_base.desk_wire.loads import MAX_BODY_BYTES

_router = APIRouter()
_router.include_router(load_pages.router)
_router.include_router(document_pages.router)

AREA = Area(
    "loads",
    _router,
    links=(
        Link("/desk/loads", Role.VIEWER, Group.KNOWLEDGE),
        Link("/desk/documents", Role.VIEWER, Group.KNOWLEDGE),
    ),
    larger_bodies={r"/desk/loads": MAX_BODY_BYTES},
)
