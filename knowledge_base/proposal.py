"""A version on its way to the readers: who wrote it, who agreed, from when it holds, and what was said of it.

The state of a version (`models.VersionState`) says what answers read; that of its proposal says where people
are with it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge_base.models import Document, VersionKey, VersionState


class ProposalState(StrEnum):
    """草稿 → 待审 → 已批准 → 已定时 → 已发布 → 被取代 / 已到期 / 已撤下."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


OPEN = frozenset(
    {ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.APPROVED, ProposalState.SCHEDULED}
)
"""Not yet with the readers."""
CLOSED = frozenset(ProposalState) - OPEN


@dataclass(frozen=True)
class Who:
    """A person as a record keeps them: by account, and the name that others saw at the time."""

    account: str
    name: str


@dataclass(frozen=True)
class Terms:
    """What an editor settles beside the text, for the day on which it is published.

    `effective_from` is the first day of this text, `effective_to` the last day of the document, which still
    counts; None where none is known. `region` is where it applies (适用区域), a GB/T 2260 code. `replaces`
    are the ids of other documents whose place it takes from `effective_from` on.
    """

    region: str
    effective_from: date | None = None
    effective_to: date | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """`head` is the document's head as it is to be once this is published; None leaves the head as it is.

    `revision` counts the changes: who changes it says which one they saw. `return_reason` is why it came back
    to its author, `below_floor_reason` why it goes on though the questions (`gate.py`) did not pass.
    """

    id: int
    document_id: str
    number: int
    state: ProposalState
    revision: int
    terms: Terms
    author: Who
    created_at: datetime
    changed_at: datetime
    head: Document | None = None
    submitter: Who | None = None
    submitted_at: datetime | None = None
    approver: Who | None = None
    approved_at: datetime | None = None
    publisher: Who | None = None
    publish_at: datetime | None = None
    published_at: datetime | None = None
    return_reason: str = ""
    below_floor_reason: str = ""


@dataclass(frozen=True)
class Comment:
    """What somebody noted at a section (its path of headings; an empty one is the whole text)."""

    id: int
    proposal_id: int
    section: tuple[str, ...]
    text: str
    author: Who
    at: datetime
    settled_by: Who | None = None
    settled_at: datetime | None = None


class ChangeKind(StrEnum):
    """What the desk does to a document that has readers."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    REPEAL = "repeal"


@dataclass(frozen=True)
class Change:
    """One thing that was done for the readers, in one transaction, and whether it was undone since.

    `puts_back` are the versions that are published again where it is undone.
    """

    id: int
    kind: ChangeKind
    document_id: str
    by: Who
    at: datetime
    reason: str = ""
    proposal_id: int | None = None
    puts_back: tuple[VersionKey, ...] = ()
    undone_by: Who | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """A proposal that was published, with its document and the state of its version as they are now."""

    proposal: Proposal
    document: Document
    version_state: VersionState
