"""Staff routes: points of a document beside its official text, written by one and approved by another."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from chassis.staff_web import Editing, Publishing, Viewing
from chassis.web import documented
from knowledge_base.curation import PointChange
from knowledge_base.desk_wire.curated import (
    MAX_SHOWN,
    CareRequest,
    CareView,
    ChangeView,
    CheckRequest,
    CheckView,
    PointDraft,
    PointId,
    PointsOfDocument,
    PointView,
    PointWhole,
    SendingBack,
    Step,
    Submission,
    TakingOut,
    VerifiedRequest,
    WaitingChange,
    Wordings,
)
from knowledge_base.errors import (
    CareChanged,
    DocumentUnknown,
    OwnPoint,
    PointChanged,
    PointNotOpen,
    PointUnknown,
    PointUnsupported,
    SuggestionUnknown,
    WordingTaken,
)
from knowledge_base.models import Document
from knowledge_base.web.curated_views import (
    care_view,
    change_view,
    check_view,
    point_view,
    policy_point,
    sections_of,
)
from knowledge_base.web.deps import DeskHere, KnowledgeHere

router = APIRouter(prefix="/kb/v1/desk", tags=["curated"])

DocumentId = Annotated[str, Path(max_length=100)]
SuggestionId = Annotated[str, Path(max_length=100)]
_POINTS = "/documents/{document_id}/points"
_POINT = f"{_POINTS}/{{point}}"


@router.get(_POINTS, responses=documented(DocumentUnknown))
def points(_: Viewing, document_id: DocumentId, knowledge: KnowledgeHere, desk: DeskHere) -> PointsOfDocument:
    """All points of a document beside its official text, each checked against its section."""
    document = _document(knowledge, document_id)
    official = desk.points.check.official(document_id)
    cares = desk.points.caring.of(document_id)
    return PointsOfDocument(
        document_id=document_id,
        title=document.title,
        region=document.region,
        official=official.version.number if official else None,
        care=care_view(cares[""]),
        points=[
            point_view(document_id, point, official, cares)
            for point in desk.points.curated.points(document_id)
        ],
        sections=list(sections_of(official)),
    )


@router.post("/documents/{document_id}/points/check", responses=documented())
def check(_: Viewing, document_id: DocumentId, request: CheckRequest, desk: DeskHere) -> CheckView:
    """Which figures, dates and names of a text do not stand in a section, while it is being written."""
    names = [name for name in request.names if name.strip()]
    return check_view(desk.points.check.of_text(document_id, request.section, request.text, names=names))


@router.get(_POINT, responses=documented(DocumentUnknown, PointUnknown))
def point(
    _: Viewing, document_id: DocumentId, point: PointId, knowledge: KnowledgeHere, desk: DeskHere
) -> PointWhole:
    """One point with all its changes."""
    document = _document(knowledge, document_id)
    official = desk.points.check.official(document_id)
    return PointWhole(
        point=_view(desk, document_id, point),
        title=document.title,
        history=[change_view(change) for change in desk.points.curated.history(document_id, point)],
        sections=list(sections_of(official)),
    )


@router.put(
    f"{_POINT}/draft", responses=documented(DocumentUnknown, PointChanged, WordingTaken, SuggestionUnknown)
)
def write(
    person: Editing, document_id: DocumentId, point: PointId, request: PointDraft, desk: DeskHere
) -> ChangeView:
    """Write a point, new or changed; nothing is told yet."""
    content = policy_point(point, request.content)
    return change_view(
        desk.points.curated.save(
            person, document_id, content, revision=request.revision, suggestion=request.suggestion
        )
    )


@router.post(f"{_POINT}/wordings", responses=documented(DocumentUnknown, PointUnknown, WordingTaken))
def add_wordings(
    person: Editing, document_id: DocumentId, point: PointId, request: Wordings, desk: DeskHere
) -> PointView:
    """Add citizens' wordings to a point without touching its text; they wait for approval."""
    desk.points.curated.add_wordings(person, document_id, point, request.asks)
    return _view(desk, document_id, point)


@router.post(
    f"{_POINT}/take-out", responses=documented(DocumentUnknown, PointUnknown, PointChanged, PointNotOpen)
)
def take_out(
    person: Editing, document_id: DocumentId, point: PointId, request: TakingOut, desk: DeskHere
) -> ChangeView:
    """Propose that a point is no longer told; it is until another person approves."""
    return change_view(desk.points.curated.take_out(person, document_id, point, reason=request.reason))


@router.post(
    f"{_POINT}/submit",
    responses=documented(DocumentUnknown, PointUnknown, PointChanged, PointNotOpen, PointUnsupported),
)
def submit(
    person: Editing, document_id: DocumentId, point: PointId, request: Submission, desk: DeskHere
) -> ChangeView:
    """Hand a draft over for approval."""
    approval = desk.points.approval
    return change_view(
        approval.submit(person, document_id, point, revision=request.revision, reason=request.reason)
    )


@router.post(
    f"{_POINT}/withdraw", responses=documented(DocumentUnknown, PointUnknown, PointChanged, PointNotOpen)
)
def withdraw(
    person: Editing, document_id: DocumentId, point: PointId, request: Step, desk: DeskHere
) -> ChangeView:
    """Give up what is open of a point."""
    return change_view(desk.points.approval.withdraw(person, document_id, point, revision=request.revision))


@router.post(
    f"{_POINT}/return", responses=documented(DocumentUnknown, PointUnknown, PointChanged, PointNotOpen)
)
def send_back(
    person: Publishing, document_id: DocumentId, point: PointId, request: SendingBack, desk: DeskHere
) -> ChangeView:
    """Send a change back to its authors with a reason."""
    change = desk.points.approval.send_back(
        person, document_id, point, revision=request.revision, reason=request.reason
    )
    return change_view(change)


@router.post(
    f"{_POINT}/approve",
    responses=documented(
        DocumentUnknown, PointUnknown, PointChanged, PointNotOpen, OwnPoint, PointUnsupported
    ),
)
def approve(
    person: Publishing, document_id: DocumentId, point: PointId, request: Step, desk: DeskHere
) -> ChangeView:
    """Approve what another person wrote: it is told as soon as the call returns."""
    return change_view(desk.points.approval.approve(person, document_id, point, revision=request.revision))


@router.put("/documents/{document_id}/care", responses=documented(DocumentUnknown, CareChanged))
def care(
    person: Editing,
    document_id: DocumentId,
    request: CareRequest,
    desk: DeskHere,
    point: Annotated[PointId | None, Query()] = None,
) -> CareView:
    """Say who keeps a document (or one point of it) true, and when it is to be compared again."""
    kept = desk.points.caring.assign(
        person,
        document_id,
        point or "",
        owner=request.owner,
        check_on=request.check_on,
        revision=request.revision,
    )
    return care_view(kept)


@router.post("/documents/{document_id}/verified", responses=documented(DocumentUnknown))
def verified(
    person: Editing,
    document_id: DocumentId,
    request: VerifiedRequest,
    desk: DeskHere,
    point: Annotated[PointId | None, Query()] = None,
) -> CareView:
    """Say that it was compared with what is in force today."""
    return care_view(desk.points.caring.verified(person, document_id, point or "", check_on=request.check_on))


@router.get("/points/waiting")
def waiting(_: Viewing, knowledge: KnowledgeHere, desk: DeskHere) -> list[WaitingChange]:
    """What is being written or waits for approval, the oldest first."""
    titles = {document.id: document.title for document in knowledge.store.documents()}
    return [
        WaitingChange(
            title=titles.get(change.document_id, change.document_id),
            subject=_subject(desk, change),
            change=change_view(change),
        )
        for change in desk.points.curated.waiting()[:MAX_SHOWN]
    ]


def _document(knowledge: KnowledgeHere, document_id: str) -> Document:
    document = knowledge.store.document(document_id)
    if document is None:
        raise DocumentUnknown(f"no document {document_id!r}")
    return document


def _view(desk: DeskHere, document_id: str, point: str) -> PointView:
    official, cares = desk.points.check.official(document_id), desk.points.caring.of(document_id)
    return point_view(document_id, desk.points.curated.point(document_id, point), official, cares)


def _subject(desk: DeskHere, change: PointChange) -> str:
    if change.content:
        return change.content.subject
    current = desk.points.curated.point(change.document_id, change.point).current
    return current.subject if current else change.point
