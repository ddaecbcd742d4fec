"""How documents stand on a day, what was done to them, and what a publisher does to one as a whole."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Path, Response

from connectors.console.approval.proposals import Id
from connectors.console.office import path_of
from connectors.console.visit import Publishing, Viewing, Visit
from knowledge_base.desk_wire.approval import (
    MAX_REASON_CHARACTERS,
    ChangeView,
    DocumentStatus,
    DocumentTimeline,
    UndoRequest,
    WithdrawDocumentRequest,
)

router = APIRouter(prefix="/approval/documents")

Reason = Annotated[str, Form(max_length=MAX_REASON_CHARACTERS)]
DocumentId = Annotated[str, Path(min_length=1, max_length=100)]


@router.get("")
async def show_documents(visit: Viewing) -> Response:
    standings = await visit.office.get("/standings", list[DocumentStatus], as_of=_day(visit))
    return visit.page("approval/documents.html", standings=standings)


@router.get("/{document_id}")
async def show_document(visit: Viewing, document_id: DocumentId) -> Response:
    timeline = await visit.office.get(
        path_of("documents", document_id, "timeline"), DocumentTimeline, as_of=_day(visit)
    )
    return visit.page("approval/document.html", timeline=timeline, status_of=timeline.status)


@router.post("/{document_id}/withdraw")
async def withdraw(visit: Publishing, document_id: DocumentId, reason: Reason = "") -> Response:
    body = WithdrawDocumentRequest(reason=reason)
    await visit.office.post(path_of("documents", document_id, "withdraw"), DocumentTimeline, body)
    return _back(visit, document_id, "document")


@router.post("/{document_id}/repeal")
async def repeal(
    visit: Publishing,
    document_id: DocumentId,
    last_day: Annotated[date, Form()],
    by: Annotated[str, Form(max_length=300)] = "",
    reason: Reason = "",
) -> Response:
    body = {"last_day": last_day.isoformat(), "by": by, "reason": reason}
    await visit.office.post(path_of("documents", document_id, "repeal"), DocumentTimeline, body)
    return _back(visit, document_id, "document")


@router.post("/{document_id}/supersede")
async def supersede(
    visit: Publishing,
    document_id: DocumentId,
    by: Annotated[str, Form(min_length=1, max_length=100)],
    on: Annotated[date, Form()],
    reason: Reason = "",
) -> Response:
    body = {"by": by.strip(), "on": on.isoformat(), "reason": reason}
    await visit.office.post(path_of("documents", document_id, "supersede"), DocumentTimeline, body)
    return _back(visit, document_id, "document")


@router.post("/{document_id}/changes/{change_id}/undo")
async def undo(visit: Publishing, document_id: DocumentId, change_id: Id, reason: Reason = "") -> Response:
    await visit.office.post(path_of("changes", change_id, "undo"), ChangeView, UndoRequest(reason=reason))
    return _back(visit, document_id, "change_undone")


def _day(visit: Visit) -> str | None:
    return visit.as_of.isoformat() if visit.as_of else None


def _back(visit: Visit, document_id: str, said: str) -> Response:
    return visit.go(f"/desk/approval{path_of('documents', document_id)}", said=f"approval.{said}")
