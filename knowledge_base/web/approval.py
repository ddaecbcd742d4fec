"""Routes of the approval: proposals and their steps, comments, documents as a whole, notices."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from chassis.staff import Person
from chassis.staff_web import Editing, Publishing, Viewing
from knowledge_base.days import Day
from knowledge_base.desk_bootstrap import KnowledgeDesk
from knowledge_base.desk_wire.approval import (
    MAX_PAGE,
    ChangeTermsRequest,
    ChangeView,
    CommentRequest,
    CommentView,
    DocumentStatus,
    DocumentTimeline,
    NoticeView,
    OpenRequest,
    ProposalDetail,
    ProposalPage,
    ProposalState,
    ProposalView,
    RepealRequest,
    ScheduleRequest,
    StepRequest,
    SupersedeDocumentRequest,
    UndoRequest,
    WithdrawDocumentRequest,
)
from knowledge_base.errors import ProposalUnknown
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import ProposalState as State
from knowledge_base.web.approval_views import (
    change_view,
    comment_view,
    notice_view,
    proposal_detail,
    proposal_view,
    status_view,
    terms_of,
    timeline_view,
)
from knowledge_base.web.deps import DeskHere

_LARGEST_ID = 2_147_483_647

router = APIRouter(prefix="/kb/v1/desk", tags=["approval"])

Id = Annotated[int, Path(ge=1, le=_LARGEST_ID)]
Before = Annotated[int | None, Query(ge=1, le=_LARGEST_ID)]


@router.get("/proposals")
def proposals(
    person: Viewing,
    desk: DeskHere,
    *,
    state: Annotated[list[ProposalState] | None, Query(max_length=len(ProposalState))] = None,
    document_id: Annotated[str | None, Query(max_length=100)] = None,
    before: Before = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
) -> ProposalPage:
    """Proposals of these states, the latest first."""
    found = desk.approval.store.proposals(
        states=[State(one.value) for one in state or []], document_id=document_id, before=before, limit=limit
    )
    counts = desk.approval.store.count_by_state()
    return ProposalPage(
        proposals=[proposal_view(proposal, person, _documents(desk)) for proposal in found],
        counts={ProposalState(one.value): times for one, times in counts.items()},
        older=found[-1].id if len(found) == limit else None,
    )


@router.post("/proposals")
def open_proposal(request: OpenRequest, person: Editing, desk: DeskHere) -> ProposalView:
    """Propose a version; one that is proposed already stays the proposal it is."""
    terms = terms_of(request.terms) if request.terms else None
    opened = desk.approval.proposals.open(request.document_id, request.number, person, terms=terms)
    return proposal_view(opened, person, _documents(desk))


@router.get("/proposals/{proposal_id}")
def proposal(proposal_id: Id, person: Viewing, desk: DeskHere) -> ProposalDetail:
    """One proposal: its text by sections with the comments, what the person may do, what the gate says."""
    approval = desk.approval
    found = approval.store.proposal(proposal_id)
    if found is None:
        raise ProposalUnknown(f"no proposal {proposal_id}")
    comments = approval.store.comments(proposal_id)
    return proposal_detail(found, comments, approval.gate(found), person, _documents(desk))


@router.put("/proposals/{proposal_id}/terms")
def change_terms(
    proposal_id: Id, request: ChangeTermsRequest, person: Editing, desk: DeskHere
) -> ProposalView:
    """From when to when, where, and in place of what; only while it is a draft."""
    changed = desk.approval.proposals.change_terms(
        proposal_id, person, revision=request.revision, terms=terms_of(request.terms)
    )
    return proposal_view(changed, person, _documents(desk))


@router.post("/proposals/{proposal_id}/submit")
def submit(proposal_id: Id, request: StepRequest, person: Editing, desk: DeskHere) -> ProposalView:
    """Ask for approval."""
    submitted = desk.approval.proposals.submit(proposal_id, person, revision=request.revision)
    return proposal_view(submitted, person, _documents(desk))


@router.post("/proposals/{proposal_id}/return")
def send_back(proposal_id: Id, request: StepRequest, person: Editing, desk: DeskHere) -> ProposalView:
    """Back to its author, with a reason: by a publisher, or by who wrote or submitted it."""
    returned = desk.approval.proposals.send_back(
        proposal_id, person, revision=request.revision, reason=request.reason
    )
    return proposal_view(returned, person, _documents(desk))


@router.post("/proposals/{proposal_id}/approve")
def approve(proposal_id: Id, request: StepRequest, person: Publishing, desk: DeskHere) -> ProposalView:
    """Agree to it: never who wrote or submitted it."""
    approved = desk.approval.proposals.approve(proposal_id, person, revision=request.revision)
    return proposal_view(approved, person, _documents(desk))


@router.post("/proposals/{proposal_id}/schedule")
def schedule(proposal_id: Id, request: ScheduleRequest, person: Publishing, desk: DeskHere) -> ProposalView:
    """Publish it at a time, which has a zone. Below the floors only with a reason."""
    scheduled = desk.approval.publications.schedule(
        proposal_id, person, revision=request.revision, at=request.at, reason=request.reason
    )
    return proposal_view(scheduled, person, _documents(desk))


@router.post("/proposals/{proposal_id}/unschedule")
def unschedule(proposal_id: Id, request: StepRequest, person: Publishing, desk: DeskHere) -> ProposalView:
    """It stays approved, and is not published by the clock."""
    approved = desk.approval.publications.unschedule(proposal_id, person, revision=request.revision)
    return proposal_view(approved, person, _documents(desk))


@router.post("/proposals/{proposal_id}/publish")
def publish(proposal_id: Id, request: StepRequest, person: Publishing, desk: DeskHere) -> ProposalView:
    """Put it before the readers now. Below the floors only with a reason."""
    published = desk.approval.publications.publish(
        proposal_id, person, revision=request.revision, reason=request.reason
    )
    return proposal_view(published, person, _documents(desk))


@router.post("/proposals/{proposal_id}/withdraw")
def withdraw(proposal_id: Id, request: StepRequest, person: Editing, desk: DeskHere) -> ProposalView:
    """Give it up before it has readers: by a publisher, or by who wrote or submitted it."""
    withdrawn = desk.approval.proposals.withdraw(
        proposal_id, person, revision=request.revision, reason=request.reason
    )
    return proposal_view(withdrawn, person, _documents(desk))


@router.post("/proposals/{proposal_id}/undo")
def undo(proposal_id: Id, request: StepRequest, person: Publishing, desk: DeskHere) -> ProposalView:
    """Take the publication back: what held before holds again, its days as they were."""
    undone = desk.approval.publications.undo(
        proposal_id, person, revision=request.revision, reason=request.reason
    )
    return proposal_view(undone, person, _documents(desk))


@router.post("/proposals/{proposal_id}/comments")
def comment(proposal_id: Id, request: CommentRequest, person: Editing, desk: DeskHere) -> CommentView:
    """Note something at a section, or of the whole text."""
    added = desk.approval.comments.add(
        proposal_id,
        person,
        section=tuple(request.section),
        text=request.text,
        request_id=request.request_id,
    )
    return comment_view(added)


@router.post("/comments/{comment_id}/settle")
def settle_comment(comment_id: Id, person: Editing, desk: DeskHere) -> CommentView:
    """Mark a comment as dealt with."""
    return comment_view(desk.approval.comments.settle(comment_id, person))


@router.get("/standings")
def standings(person: Viewing, desk: DeskHere, as_of: Day | None = None) -> list[DocumentStatus]:
    """How every document stands on a day; without one, today."""
    del person
    return [status_view(status) for status in desk.approval.timelines.all(as_of=as_of)]


@router.get("/documents/{document_id}/timeline")
def timeline(document_id: str, person: Viewing, desk: DeskHere, as_of: Day | None = None) -> DocumentTimeline:
    """How a document stands on a day, its versions, and what was done to it."""
    return _timeline(document_id, person, desk, as_of=as_of)


@router.post("/documents/{document_id}/withdraw")
def withdraw_document(
    document_id: str, request: WithdrawDocumentRequest, person: Publishing, desk: DeskHere
) -> DocumentTimeline:
    """撤下: from today on the document is not answered from."""
    desk.approval.documents.withdraw(document_id, person, reason=request.reason)
    return _timeline(document_id, person, desk)


@router.post("/documents/{document_id}/repeal")
def repeal(document_id: str, request: RepealRequest, person: Publishing, desk: DeskHere) -> DocumentTimeline:
    """废止: after its last day the document is no longer in force, and answers say so."""
    desk.approval.documents.repeal(
        document_id, person, last_day=request.last_day, by=request.by.strip(), reason=request.reason
    )
    return _timeline(document_id, person, desk)


@router.post("/documents/{document_id}/supersede")
def supersede(
    document_id: str, request: SupersedeDocumentRequest, person: Publishing, desk: DeskHere
) -> DocumentTimeline:
    """Another document takes its place from a day on."""
    desk.approval.documents.supersede(
        document_id, person, by=request.by, on=request.on, reason=request.reason
    )
    return _timeline(document_id, person, desk)


@router.post("/changes/{change_id}/undo")
def undo_change(change_id: Id, request: UndoRequest, person: Publishing, desk: DeskHere) -> ChangeView:
    """Take back that a document was withdrawn, repealed or superseded."""
    return change_view(desk.approval.documents.undo(change_id, person, reason=request.reason))


@router.get("/notices")
def notices(person: Publishing, desk: DeskHere) -> list[NoticeView]:
    """The notices to the colleagues, the latest first: sent, waiting, or failed and why."""
    del person
    return [notice_view(notice) for notice in desk.approval.outbox.store.notices()]


def _timeline(
    document_id: str, person: Person, desk: KnowledgeDesk, *, as_of: date | None = None
) -> DocumentTimeline:
    found = desk.approval.timelines.of(document_id, as_of=as_of)
    return timeline_view(found, person, _documents(desk))


def _documents(desk: KnowledgeDesk) -> DocumentStore:
    return desk.approval.timelines.documents
