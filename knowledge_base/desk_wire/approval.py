"""Proposals on their way to the readers, comments, what the desk did to documents, and notices."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from knowledge_base.days import Day
from knowledge_base.wire import SectionView, VersionSummary, Wire

MAX_REASON_CHARACTERS = 1000
MAX_COMMENT_CHARACTERS = 2000
MAX_REPLACED = 20
MAX_PAGE = 100
_MAX_HEADINGS, _MAX_HEADING_CHARACTERS = 20, 2000

Reason = Annotated[str, Field(max_length=MAX_REASON_CHARACTERS)]
DocumentId = Annotated[str, Field(min_length=1, max_length=100)]
Revision = Annotated[int, Field(ge=1, le=1_000_000)]


class ProposalState(StrEnum):
    """草稿、待审、已批准、已定时、已发布、被取代、已到期、已撤回."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class StepName(StrEnum):
    """What a person may do with a proposal."""

    CHANGE = "change"
    COMMENT = "comment"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    UNDO = "undo"


class Acted(Wire):
    """Who did it, and when, where that is known."""

    account: str
    name: str
    at: datetime | None = None


class TermsView(Wire):
    """From when to when, where, and in place of what: `effective_to` is the last day, which still counts."""

    region: str = Field(min_length=6, max_length=6)
    effective_from: Day | None = None
    effective_to: Day | None = None
    replaces: list[DocumentId] = Field(default_factory=list, max_length=MAX_REPLACED)


class ProposalView(Wire):
    """A proposal in a list. `may` is what the person who asks may do now."""

    id: int
    document_id: str
    title: str
    number: int
    state: ProposalState
    revision: int
    terms: TermsView
    author: Acted
    submitted: Acted | None = None
    approved: Acted | None = None
    publisher: Acted | None = None
    publish_at: datetime | None = None
    published_at: datetime | None = None
    changed_at: datetime
    return_reason: str = ""
    below_floor_reason: str = ""
    may: list[StepName] = Field(default_factory=list)


class ProposalPage(Wire):
    """The latest first. `older` is the `before` of the next page; `counts` are all there are, by state."""

    proposals: list[ProposalView]
    counts: dict[ProposalState, int] = Field(default_factory=dict)
    older: int | None = None


class CommentView(Wire):
    """`section` is the path of headings; an empty one is the whole text."""

    id: int
    section: list[str]
    text: str
    author: Acted
    settled: Acted | None = None


class SectionUnderReview(Wire):
    section: SectionView
    comments: list[CommentView] = Field(default_factory=list)


class FloorView(Wire):
    id: str
    title: str
    asked: int
    kept: int
    least: float
    passed: bool


class GateView(Wire):
    """What the questions say of it. `checked` is false where they were not asked to the end yet."""

    passed: bool
    checked: bool
    floors: list[FloorView] = Field(default_factory=list)


class ProposalDetail(Wire):
    """A proposal with its text section by section, and what was noted at it; `comments` are of the whole."""

    proposal: ProposalView
    sections: list[SectionUnderReview]
    comments: list[CommentView]
    gate: GateView


class OpenRequest(Wire):
    """Propose a version that is a draft. Without `terms`, those of the document and the version."""

    document_id: DocumentId
    number: int = Field(ge=1, le=1_000_000)
    terms: TermsView | None = None


class ChangeTermsRequest(Wire):
    revision: Revision
    terms: TermsView


class StepRequest(Wire):
    """`revision` is the one that the person saw. `reason` is for steps that have to be explained."""

    revision: Revision
    reason: Reason = ""


class ScheduleRequest(StepRequest):
    at: AwareDatetime


class CommentRequest(Wire):
    """The same `request_id` twice is one comment."""

    request_id: str = Field(min_length=1, max_length=64)
    section: list[Annotated[str, Field(max_length=_MAX_HEADING_CHARACTERS)]] = Field(
        default_factory=list, max_length=_MAX_HEADINGS
    )
    text: str = Field(min_length=1, max_length=MAX_COMMENT_CHARACTERS)


class WithdrawDocumentRequest(Wire):
    reason: Reason


class SupersedeDocumentRequest(Wire):
    """`by` is the id of the document that takes the place, from the day `on`."""

    by: DocumentId
    on: Day
    reason: Reason


class RepealRequest(Wire):
    """`last_day` still counts. `by` is what repealed it: the id of a document, or the name of another one."""

    last_day: Day
    by: str = Field(default="", max_length=300)
    reason: Reason


class UndoRequest(Wire):
    reason: Reason = ""


class ChangeView(Wire):
    """What the desk did to a document; `undone` where it was taken back."""

    id: int
    kind: str
    document_id: str
    proposal_id: int | None = None
    by: Acted
    reason: str = ""
    undone: Acted | None = None


class DocumentStatus(Wire):
    """How a document stands on `day`. `official` and `points` are the versions that are answered from."""

    id: str
    title: str
    document_number: str | None = None
    issuer: str
    region: str
    day: date
    validity: str
    effective_from: date | None = None
    effective_to: date | None = None
    superseded_by: str | None = None
    superseded_on: date | None = None
    gave_way: bool = False
    withdrawn_on: date | None = None
    withdrawn: bool = False
    official: int | None = None
    points: int | None = None


class DocumentTimeline(Wire):
    status: DocumentStatus
    versions: list[VersionSummary]
    changes: list[ChangeView]
    proposals: list[ProposalView]


class NoticeView(Wire):
    """A notice to the colleagues; `failure` is why it was not sent the last time."""

    id: int
    channel: str
    subject: str
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None = None
    failure: str = ""
