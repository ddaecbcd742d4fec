"""Scripts and styles of the console: read once, addressed by their content, kept by browsers for good."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from connectors.console.areas import CONSOLE, Area
from connectors.web_chat.pages import PageFile, load_files, send

_KEPT = "public, max-age=31536000, immutable"
_HTMX = ("htmx-2.min.js", "hx-sse-2.min.js")


@dataclass(frozen=True)
class StaticFiles:
    """By name; a file of an area is `<area>/<name>`."""

    files: dict[str, PageFile]

    def address(self, name: str) -> str:
        """Where a page finds the file as it is now. Raises: KeyError."""
        return f"/desk/static/{name}?v={self.version(name)}"

    def version(self, name: str) -> str:
        return self.files[name].tag.strip('"')


def load_static(areas: tuple[Area, ...]) -> StaticFiles:
    found = dict(load_files(CONSOLE / "static"))
    for area in areas:
        if area.static.is_dir():
            found.update({f"{area.name}/{name}": file for name, file in load_files(area.static).items()})
    found.update(_htmx())
    return StaticFiles(found)


def _htmx() -> dict[str, PageFile]:
    """From the wheel that carries it: nothing is fetched from elsewhere, by us or by a browser."""
    folder = Path(str(files("django_htmx"))) / "static" / "django_htmx"
    return {
        **{name: file for name, file in load_files(folder).items() if name in _HTMX},
        **{name: file for name, file in load_files(folder / "ext").items() if name in _HTMX},
    }


def create_router(static: StaticFiles) -> APIRouter:
    router = APIRouter()

    @router.get("/static/{name:path}")
    async def file(request: Request, name: str) -> Response:
        if name not in static.files:
            raise HTTPException(404)
        response = send(request, static.files[name])
        if request.query_params.get("v") == static.version(name):
            response.headers["Cache-Control"] = _KEPT
        return response

    return router
