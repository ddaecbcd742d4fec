"""The console as a web application of its own, below `/desk` of the gateway."""

from http import HTTPStatus

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from connectors.console.approval.area import AREA as APPROVAL
from connectors.console.areas import Area
from connectors.console.asked.area import AREA as ASKED
from connectors.console.bootstrap import Console
from connectors.console.checks.area import AREA as CHECKS
from connectors.console.curated.area import AREA as CURATED
from connectors.console.entrance.area import AREA as ENTRANCE
from connectors.console.explain import explain_errors
from connectors.console.loads.area import AREA as LOADS
from connectors.console.people.area import AREA as PEOPLE
from connectors.console.static import create_router, load_static
from connectors.console.trail.area import AREA as TRAIL
from connectors.console.views import Views
from connectors.console.visit import Signed

PREFIX = "/desk"
TITLE = "办事通工作台"

AREAS: tuple[Area, ...] = (ENTRANCE, LOADS, APPROVAL, CURATED, CHECKS, PEOPLE, TRAIL, ASKED)
"""In the order of their links."""


def create_console(console: Console, areas: tuple[Area, ...] = AREAS) -> FastAPI:
    app = FastAPI(title=TITLE, docs_url=None, redoc_url=None, openapi_url=None)
    static = load_static(areas)
    app.state.console = console
    app.state.views = Views(areas, static)
    app.include_router(create_router(static))
    for area in areas:
        app.include_router(area.router)
    app.add_api_route("/{path:path}", _unknown)
    explain_errors(app)
    return app


async def _unknown(_: Signed) -> None:
    """A page that is not there says so inside the console, to whoever is in."""
    raise HTTPException(HTTPStatus.NOT_FOUND)


def larger_bodies(areas: tuple[Area, ...] = AREAS) -> dict[str, int]:
    """Where a body may be larger than usual, by a pattern of the path."""
    return {pattern: most for area in areas for pattern, most in area.larger_bodies.items()}
