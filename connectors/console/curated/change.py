"""What is done with a point: handed over, approved, sent back, given up, taken out, verified."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from connectors.console.curated.forms import Lines, lines_of
from connectors.console.office import path_of
from connectors.console.visit import Editing, Publishing, Visit

router = APIRouter(prefix="/points")

Revision = Annotated[int, Form(ge=1)]
Reason = Annotated[str, Form(max_length=1000)]
Day = Annotated[str, Form(max_length=10)]
_DOCUMENT = "-"
"""In the place of a point, where the document itself is meant."""


@router.post("/{document_id}/{point}/submit")
async def submit(
    visit: Editing, document_id: str, point: str, *, revision: Revision, reason: Reason = ""
) -> Response:
    body = {"revision": revision, "reason": reason}
    return await _step(visit, document_id, point, "submit", body)


@router.post("/{document_id}/{point}/withdraw")
async def withdraw(visit: Editing, document_id: str, point: str, *, revision: Revision) -> Response:
    await visit.office.tell(_path(document_id, point, "withdraw"), {"revision": revision})
    return visit.go("/desk" + path_of("points", document_id), said="curated.withdraw")


@router.post("/{document_id}/{point}/approve")
async def approve(visit: Publishing, document_id: str, point: str, *, revision: Revision) -> Response:
    return await _step(visit, document_id, point, "approve", {"revision": revision})


@router.post("/{document_id}/{point}/return")
async def send_back(
    visit: Publishing, document_id: str, point: str, *, revision: Revision, reason: Reason
) -> Response:
    return await _step(visit, document_id, point, "return", {"revision": revision, "reason": reason})


@router.post("/{document_id}/{point}/take-out")
async def take_out(visit: Editing, document_id: str, point: str, *, reason: Reason) -> Response:
    return await _step(visit, document_id, point, "take-out", {"reason": reason})


@router.post("/{document_id}/{point}/wordings")
async def add_wordings(visit: Editing, document_id: str, point: str, *, asks: Lines) -> Response:
    return await _step(visit, document_id, point, "wordings", {"asks": lines_of(asks)})


@router.post("/{document_id}/{point}/care")
async def care(
    visit: Editing,
    document_id: str,
    point: str,
    *,
    revision: Annotated[int, Form(ge=0)],
    owner: Annotated[str, Form(max_length=100)] = "",
    check_on: Day = "",
) -> Response:
    body = {"owner": owner.strip(), "check_on": check_on or None, "revision": revision}
    path = f"{path_of('documents', document_id, 'care')}{_query(point)}"
    await visit.office.tell(path, body, method="PUT")
    return _back(visit, document_id, point, "care")


@router.post("/{document_id}/{point}/verified")
async def verified(visit: Editing, document_id: str, point: str, *, check_on: Day = "") -> Response:
    path = f"{path_of('documents', document_id, 'verified')}{_query(point)}"
    await visit.office.tell(path, {"check_on": check_on or None})
    return _back(visit, document_id, point, "verified")


async def _step(visit: Visit, document_id: str, point: str, step: str, body: dict[str, object]) -> Response:
    # What is approved is put into the indexes first.
    await visit.office.tell(_path(document_id, point, step), body, is_long=step == "approve")
    return _back(visit, document_id, point, step)


def _path(document_id: str, point: str, step: str) -> str:
    return path_of("documents", document_id, "points", point, step)


def _query(point: str) -> str:
    return "" if point == _DOCUMENT else f"?point={path_of(point)[1:]}"


def _back(visit: Visit, document_id: str, point: str, step: str) -> Response:
    parts = (document_id,) if point == _DOCUMENT else (document_id, point)
    return visit.go("/desk" + path_of("points", *parts), said=f"curated.{step}")
