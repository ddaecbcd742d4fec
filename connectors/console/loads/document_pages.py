"""Pages of documents: found by name, one with its versions, and what changed between two of them."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Response

from connectors.console.office import path_of
from connectors.console.views import HEADERS
from connectors.console.visit import Viewing
from knowledge_base.desk_wire.documents import DifferenceView, DocumentPage
from knowledge_base.wire import DocumentSummary, VersionView

PAGE = 20

router = APIRouter(prefix="/documents")

DocumentId = Annotated[str, Path(min_length=1, max_length=100)]
Number = Annotated[int, Query(ge=1, le=2_000_000_000)]
From = Annotated[int, Query(alias="from", ge=1, le=2_000_000_000)]


@router.get("")
async def show_documents(
    visit: Viewing,
    words: Annotated[str, Query(max_length=200)] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    found = await visit.office.get("/documents", DocumentPage, words=words, offset=offset, limit=PAGE)
    older = offset + PAGE if offset + PAGE < found.total else None
    newer = max(offset - PAGE, 0) if offset else None
    return visit.page(
        "loads/documents.html",
        found=found,
        words=words,
        older=_page(words, older),
        newer=_page(words, newer),
    )


def _page(words: str, offset: int | None) -> str:
    return "" if offset is None else f"/desk/documents?{urlencode({'words': words, 'offset': offset})}"


@router.get("/{document_id}")
async def show_document(visit: Viewing, document_id: DocumentId) -> Response:
    document = await visit.office.get(path_of("documents", document_id), DocumentSummary)
    official = [version for version in document.versions if version.source == "official"]
    return visit.page("loads/document.html", document=document, official=official)


@router.get("/{document_id}/versions/{number}")
async def show_version(
    visit: Viewing, document_id: DocumentId, number: Annotated[int, Path(ge=1, le=2_000_000_000)]
) -> Response:
    document = await visit.office.get(path_of("documents", document_id), DocumentSummary)
    version = await visit.office.get(path_of("documents", document_id, "versions", number), VersionView)
    return visit.page("loads/version.html", document=document, version=version)


@router.get("/{document_id}/diff")
async def show_difference(visit: Viewing, document_id: DocumentId, old: From, to: Number) -> Response:
    query = {"from": old, "to": to}
    told = await visit.office.get(path_of("documents", document_id, "diff"), DifferenceView, **query)
    return visit.page("loads/diff.html", told=told)


@router.get("/{document_id}/diff.docx")
async def show_difference_as_docx(visit: Viewing, document_id: DocumentId, old: From, to: Number) -> Response:
    query = {"from": old, "to": to}
    found = await visit.office.download(path_of("documents", document_id, "diff.docx"), **query)
    headers = {**HEADERS, "Content-Disposition": found.disposition}
    return Response(found.content, media_type=found.media_type, headers=headers)
