"""The whole knowledge base as one file, and whether such a file could be restored."""

from typing import Annotated

from fastapi import APIRouter, File, Response, UploadFile

from connectors.console.errors import KnowledgeRefused
from connectors.console.views import HEADERS
from connectors.console.visit import Administering
from knowledge_base.desk_wire.archive import ArchiveView

router = APIRouter(prefix="/archive")


@router.get("")
async def show_archive(visit: Administering) -> Response:
    return visit.page("curated/archive.html", found=None, error="")


@router.get("/file")
async def take_out(visit: Administering) -> Response:
    found = await visit.office.download("/archive")
    return Response(
        found.content,
        media_type=found.media_type,
        headers={**HEADERS, "Content-Disposition": found.disposition},
    )


@router.post("/check")
async def check(visit: Administering, file: Annotated[UploadFile, File()]) -> Response:
    sent = [("file", (file.filename or "archive.zip", await file.read(), "application/zip"))]
    try:
        found = await visit.office.upload("/archive/check", ArchiveView, sent)
    except KnowledgeRefused as error:
        return visit.page("curated/archive.html", status=error.status, found=None, error=error.message)
    return visit.page("curated/archive.html", found=found, error="")
