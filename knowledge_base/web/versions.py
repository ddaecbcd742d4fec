"""Staff routes of documents: the list, one with its versions, and what changed between two versions."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from chassis.staff_web import Viewing
from chassis.web import documented
from knowledge_base.desk_wire.documents import MAX_DOCUMENTS_PAGE, DifferenceView, DocumentPage
from knowledge_base.errors import DocumentUnknown, VersionsNotComparable
from knowledge_base.views import document_summary, version_view
from knowledge_base.web.deps import DeskHere
from knowledge_base.web.version_views import difference_view
from knowledge_base.wire import DocumentSummary, VersionView

_HIGHEST = 2_000_000_000
"""Numbers of a database's column."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

router = APIRouter(prefix="/kb/v1/desk", tags=["documents"])

DocumentId = Annotated[str, Path(max_length=100)]
Number = Annotated[int, Query(ge=1, le=_HIGHEST)]
From = Annotated[int, Query(alias="from", ge=1, le=_HIGHEST)]


class WordResponse(Response):
    media_type = _WORD


_WORD_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {_WORD: {}}, "description": "DOCX"}}


@router.get("/documents", responses=documented())
def documents(
    _: Viewing,
    desk: DeskHere,
    words: Annotated[str, Query(max_length=200)] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_DOCUMENTS_PAGE)] = 20,
) -> DocumentPage:
    """Documents whose title, 文号, issuer or id has all the words, with their versions."""
    found, total = desk.versions.find(words, offset=offset, limit=limit)
    store = desk.versions.store
    return DocumentPage(documents=[document_summary(document, store) for document in found], total=total)


@router.get("/documents/{document_id}", responses=documented(DocumentUnknown))
def document(_: Viewing, desk: DeskHere, document_id: DocumentId) -> DocumentSummary:
    """One document with its versions."""
    return document_summary(desk.versions.document(document_id), desk.versions.store)


@router.get("/documents/{document_id}/versions/{number}", responses=documented(DocumentUnknown))
def version(
    _: Viewing, desk: DeskHere, document_id: DocumentId, number: Annotated[int, Path(ge=1, le=_HIGHEST)]
) -> VersionView:
    """One version, section by section."""
    found = desk.versions.version(document_id, number)
    return version_view(found, desk.versions.store.sections(document_id, number))


@router.get("/documents/{document_id}/diff", responses=documented(DocumentUnknown, VersionsNotComparable))
def difference(_: Viewing, desk: DeskHere, document_id: DocumentId, old: From, to: Number) -> DifferenceView:
    """What changed from version `from` to version `to`, by section, with the figures that changed."""
    return difference_view(desk.versions.compare(document_id, old=old, new=to))


@router.get(
    "/documents/{document_id}/diff.docx",
    response_class=WordResponse,
    responses={**documented(DocumentUnknown, VersionsNotComparable), **_WORD_FILE},
)
def difference_as_docx(
    _: Viewing, desk: DeskHere, document_id: DocumentId, old: From, to: Number
) -> WordResponse:
    """The same as a Word file for a meeting."""
    compared = desk.versions.compare(document_id, old=old, new=to)
    name = quote(f"{compared.document.title}-{old}-{to}.docx")
    return WordResponse(
        compared.as_docx(), headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    )
