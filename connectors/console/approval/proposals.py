"""What waits, and one proposal: its text by sections, what was noted, what the person may do."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Form, Path, Query, Response

from chassis.regions import RegionRegistry
from connectors.console.office import path_of
from connectors.console.visit import Editing, Publishing, Viewing
from knowledge_base.desk_wire.approval import (
    MAX_COMMENT_CHARACTERS,
    CommentView,
    NoticeView,
    ProposalDetail,
    ProposalPage,
    ProposalState,
    StepName,
)

NATIONWIDE = "100000"
_LARGEST_ID = 2_147_483_647
_WAITING = (ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.APPROVED, ProposalState.SCHEDULED)

router = APIRouter(prefix="/approval")

Id = Annotated[int, Path(ge=1, le=_LARGEST_ID)]


@router.get("")
async def show_proposals(
    visit: Viewing,
    state: ProposalState | None = None,
    before: Annotated[int | None, Query(ge=1, le=_LARGEST_ID)] = None,
) -> Response:
    """Without a state, what is not yet with the readers; what waits for this person comes first."""
    wanted = [state] if state else list(_WAITING)
    page = await visit.office.get(
        "/proposals", ProposalPage, state=[one.value for one in wanted], before=before
    )
    decisive = {StepName.APPROVE, StepName.PUBLISH, StepName.SUBMIT}
    mine = [one for one in page.proposals if decisive & set(one.may)]
    return visit.page(
        "approval/list.html",
        page=page,
        mine=mine,
        chosen=state.value if state else "",
        states=[one.value for one in ProposalState],
    )


@router.get("/notices")
async def show_notices(visit: Publishing) -> Response:
    return visit.page("approval/notices.html", notices=await visit.office.get("/notices", list[NoticeView]))


@router.get("/{proposal_id}")
async def show_proposal(visit: Viewing, proposal_id: Id) -> Response:
    detail = await visit.office.get(path_of("proposals", proposal_id), ProposalDetail)
    regions = [(region.code, region.name) for region in RegionRegistry.load().covered()]
    return visit.page(
        "approval/proposal.html",
        detail=detail,
        proposal=detail.proposal,
        may=[step.value for step in detail.proposal.may],
        regions=regions,
        nationwide=NATIONWIDE,
        request_id=uuid4().hex,
    )


@router.post("/{proposal_id}/comments")
async def comment(
    visit: Editing,
    proposal_id: Id,
    request_id: Annotated[str, Form(min_length=1, max_length=64)],
    text: Annotated[str, Form(min_length=1, max_length=MAX_COMMENT_CHARACTERS)],
    section: Annotated[list[str], Form(max_length=20)] = [],  # noqa: B006 — FastAPI copies it
) -> Response:
    body = {"request_id": request_id, "section": section, "text": text}
    await visit.office.post(path_of("proposals", proposal_id, "comments"), CommentView, body)
    return visit.go(f"/desk/approval/{proposal_id}", said="approval.comment")


@router.post("/{proposal_id}/comments/{comment_id}/settle")
async def settle(visit: Editing, proposal_id: Id, comment_id: Id) -> Response:
    await visit.office.post(path_of("comments", comment_id, "settle"), CommentView)
    return visit.go(f"/desk/approval/{proposal_id}", said="approval.settled")
