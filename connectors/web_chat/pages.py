"""The files of the page, read once at start and kept in memory, packed and with their tags."""

import gzip
import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

PAGE = Path(__file__).with_name("page")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Always asked for again, seldom sent again: the tag answers for it.
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class PageFile:
    content: bytes
    packed: bytes
    media_type: str
    tag: str


def load_files(folder: Path = PAGE) -> dict[str, PageFile]:
    """Every file of the page by name."""
    return {path.name: _load(path) for path in sorted(folder.iterdir()) if path.suffix in TYPES}


def _load(path: Path) -> PageFile:
    content = path.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    return PageFile(content, gzip.compress(content, 9, mtime=0), TYPES[path.suffix], tag)


def create_router(files: dict[str, PageFile]) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def page(request: Request) -> Response:
        return send(request, files["index.html"])

    @router.get("/api/docs")
    async def docs(request: Request) -> Response:
        return send(request, files["docs.html"])

    @router.get("/api/openapi.json")
    async def description(request: Request) -> dict[str, Any]:
        schema: dict[str, Any] = request.app.openapi()
        return schema

    @router.get("/page/{name}")
    async def file(request: Request, name: str) -> Response:
        if name not in files:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return send(request, files[name])

    @router.get("/favicon.ico")
    async def icon(request: Request) -> Response:
        return send(request, files["icon.svg"])

    return router


def send(request: Request, file: PageFile) -> Response:
    headers = {**SECURITY_HEADERS, "ETag": file.tag}
    if request.headers.get("If-None-Match") == file.tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(file.packed, media_type=file.media_type, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)
