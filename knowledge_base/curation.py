"""What staff write beside the shipped policy points: changes, suggestions, and who keeps what true.

A curated answer is a policy point: `asks` are the citizens' own words, `section` is what it rests on.
"""

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from chassis.audit import Action
from chassis.staff import Person
from knowledge_base.models import Chunk, Document, Section, Version
from knowledge_base.policies.points import PolicyPoint


class ChangeState(StrEnum):
    """草稿 → 待审 → 已批准 → 被后来的改动取代; 撤回."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({ChangeState.DRAFT, ChangeState.SUBMITTED})


@dataclass(frozen=True)
class Author:
    """A person as a record keeps them: by account, and the name that others saw at the time."""

    account: str
    name: str

    @classmethod
    def of(cls, person: Person) -> "Author":
        return cls(person.account, person.name)


@dataclass(frozen=True)
class PointChange:
    """One change of one point; of each point at most one is open.

    `content` is the point as it is to be; None takes it out. `shipped_hash` is of the shipped point that it
    was written over, empty where none ships. `authors` are all who wrote at it. `reason` says why it is right
    although not all of it stands in the section; `returned` why it came back to its authors. `suggestion_id`
    is what it was made from. `revision` counts what was done with it.
    """

    document_id: str
    point: str
    number: int
    content: PolicyPoint | None
    shipped_hash: str
    state: ChangeState
    authors: tuple[Author, ...]
    written_at: datetime
    reason: str = ""
    returned: str = ""
    suggestion_id: str | None = None
    decided_by: Author | None = None
    decided_at: datetime | None = None
    revision: int = 1

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class SuggestionState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DISMISSED = "dismissed"


class SuggestionSource(StrEnum):
    """From questions that nothing answered, or from what an agent answered."""

    UNANSWERED = "unanswered"
    AGENT = "agent"


@dataclass(frozen=True)
class PointSuggestion:
    """What citizens asked and no point says. Texts are masked; `conversations` are where it was asked.

    `document_id` and `point` are what was made of it. `reason` says why it was dismissed.
    """

    id: str
    source: SuggestionSource
    question: str
    answer: str
    region: str | None
    conversations: tuple[str, ...]
    times: int
    suggested_by: str
    created_at: datetime
    state: SuggestionState = SuggestionState.OPEN
    document_id: str | None = None
    point: str | None = None
    decided_by: Author | None = None
    decided_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Care:
    """Who keeps a document true, or one point of it (`point` is empty for the document).

    `verified_on` is when it was last compared with what is in force, `check_on` when it is to be again.
    """

    document_id: str
    point: str
    owner: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    check_on: date | None = None
    revision: int = 0


class CurationReads(Protocol):
    def changes(self, document_id: str) -> list[PointChange]:
        """By point and number."""
        ...

    def all_changes(self) -> list[PointChange]:
        """By document, point and number."""
        ...

    def open_changes(self) -> list[PointChange]:
        """Of all documents, the oldest first."""
        ...

    def suggestion(self, suggestion_id: str) -> PointSuggestion | None: ...

    def suggestions(self, state: SuggestionState, *, limit: int) -> list[PointSuggestion]:
        """Most asked first."""
        ...

    def suggestion_ids(self) -> set[str]: ...

    def care(self, document_id: str | None = None) -> list[Care]: ...


class CurationWrites(CurationReads, Protocol):
    """One transaction."""

    def lock_document(self, document_id: str) -> Document:
        """The document as it is now. Others who change its points wait for the end.

        Raises:
            DocumentUnknown: there is no such document.
        """
        ...

    def put_change(self, change: PointChange) -> None: ...

    def put_suggestion(self, suggestion: PointSuggestion) -> None: ...

    def put_care(self, care: Care) -> None: ...

    def put_version(
        self,
        document: Document,
        version: Version,
        sections: Sequence[Section],
        chunks: Sequence[Chunk],
        *,
        publish: bool,
    ) -> Version:
        """As `DocumentStore.save`."""
        ...

    def log(self, person: Person, action: Action, *, at: datetime) -> None:
        """A line of the audit chain."""
        ...


class CurationStore(Protocol):
    def reading(self) -> AbstractContextManager[CurationReads]: ...

    def writing(self) -> AbstractContextManager[CurationWrites]: ...


def hash_of(point: PolicyPoint | None) -> str:
    """Tells one text of a point from another; empty for none."""
    return hashlib.sha256(point.model_dump_json().encode()).hexdigest() if point else ""
