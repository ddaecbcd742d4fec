"""The buttons of a proposal's page. Each sends the revision that the person saw."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Response

from chassis.clock import OFFICE_ZONE
from connectors.console.approval.proposals import Id
from connectors.console.office import path_of
from connectors.console.visit import Editing, Publishing, Visit
from knowledge_base.desk_wire.approval import (
    MAX_REASON_CHARACTERS,
    ProposalView,
    StepRequest,
)

router = APIRouter(prefix="/approval")

Revision = Annotated[int, Form(ge=1)]
Reason = Annotated[str, Form(max_length=MAX_REASON_CHARACTERS)]
Day = Annotated[str, Form(max_length=10)]


@router.post("/{proposal_id}/terms")
async def change_terms(
    visit: Editing,
    proposal_id: Id,
    *,
    revision: Revision,
    region: Annotated[str, Form(min_length=6, max_length=6)],
    effective_from: Day = "",
    effective_to: Day = "",
    replaces: Annotated[str, Form(max_length=2100)] = "",
) -> Response:
    """`replaces`: ids of documents, apart by blanks, commas or lines."""
    terms = {
        "region": region,
        "effective_from": effective_from or None,
        "effective_to": effective_to or None,
        "replaces": replaces.replace(",", " ").replace("，", " ").split(),
    }
    body = {"revision": revision, "terms": terms}
    await visit.office.put(path_of("proposals", proposal_id, "terms"), ProposalView, body)
    return _back(visit, proposal_id, "terms")


@router.post("/{proposal_id}/submit")
async def submit(visit: Editing, proposal_id: Id, revision: Revision) -> Response:
    return await _take(visit, proposal_id, "submit", revision)


@router.post("/{proposal_id}/return")
async def send_back(visit: Editing, proposal_id: Id, revision: Revision, reason: Reason = "") -> Response:
    return await _take(visit, proposal_id, "return", revision, reason)


@router.post("/{proposal_id}/approve")
async def approve(visit: Publishing, proposal_id: Id, revision: Revision) -> Response:
    return await _take(visit, proposal_id, "approve", revision)


@router.post("/{proposal_id}/schedule")
async def schedule(
    visit: Publishing,
    proposal_id: Id,
    revision: Revision,
    at: Annotated[datetime, Form()],
    reason: Reason = "",
) -> Response:
    """`at` is as the office's clock shows it."""
    aware = at if at.tzinfo else at.replace(tzinfo=OFFICE_ZONE)
    body = {"revision": revision, "reason": reason, "at": aware.isoformat()}
    await visit.office.post(path_of("proposals", proposal_id, "schedule"), ProposalView, body)
    return _back(visit, proposal_id, "schedule")


@router.post("/{proposal_id}/unschedule")
async def unschedule(visit: Publishing, proposal_id: Id, revision: Revision) -> Response:
    return await _take(visit, proposal_id, "unschedule", revision)


@router.post("/{proposal_id}/publish")
async def publish(visit: Publishing, proposal_id: Id, revision: Revision, reason: Reason = "") -> Response:
    return await _take(visit, proposal_id, "publish", revision, reason)


@router.post("/{proposal_id}/withdraw")
async def withdraw(visit: Editing, proposal_id: Id, revision: Revision, reason: Reason = "") -> Response:
    return await _take(visit, proposal_id, "withdraw", revision, reason)


@router.post("/{proposal_id}/undo")
async def undo(visit: Publishing, proposal_id: Id, revision: Revision, reason: Reason = "") -> Response:
    return await _take(visit, proposal_id, "undo", revision, reason)


async def _take(visit: Visit, proposal_id: int, step: str, revision: int, reason: str = "") -> Response:
    body = StepRequest(revision=revision, reason=reason)
    # A text that comes to the readers is put into the indexes first: a plan's worth takes a minute or two.
    await visit.office.post(path_of("proposals", proposal_id, step), ProposalView, body, is_long=True)
    return _back(visit, proposal_id, step)


def _back(visit: Visit, proposal_id: int, said: str) -> Response:
    return visit.go(f"/desk/approval/{proposal_id}", said=f"approval.{said}")
