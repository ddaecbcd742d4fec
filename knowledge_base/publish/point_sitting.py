"""One transaction at the points of a document: what is there, what is open, and what becomes of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from chassis.audit import Action
from chassis.clock import Clock
from chassis.staff import Person
from knowledge_base.curation import (
    Author,
    ChangeState,
    CurationStore,
    CurationWrites,
    PointChange,
    hash_of,
)
from knowledge_base.errors import PointChanged, PointNotOpen, PointUnknown, WordingTaken
from knowledge_base.messages import message
from knowledge_base.models import Document
from knowledge_base.naming import name_key
from knowledge_base.policies.points import PolicyDocument, PolicyPoint
from knowledge_base.publish.merge import MergedPoint, merge


class Shipped(Protocol):
    """The documents of the product by id."""

    def __call__(self) -> Mapping[str, PolicyDocument]: ...


@dataclass(frozen=True)
class PointDesk:
    """Where points are written. Who sits down at a document has it alone until they get up."""

    curation: CurationStore
    shipped: Shipped
    clock: Clock

    def points(self, document_id: str) -> list[MergedPoint]:
        with self.curation.reading() as reads:
            return merge(self.shipped_points(document_id), reads.changes(document_id))

    def history(self, document_id: str, point: str) -> list[PointChange]:
        """The latest change first."""
        with self.curation.reading() as reads:
            return [change for change in reads.changes(document_id) if change.point == point][::-1]

    def shipped_points(self, document_id: str) -> tuple[PolicyPoint, ...]:
        policy = self.shipped().get(document_id)
        return policy.points if policy else ()

    @contextmanager
    def sitting(self, person: Person, document_id: str) -> Iterator["Sitting"]:
        """Raises: DocumentUnknown."""
        with self.curation.writing() as writes:
            document = writes.lock_document(document_id)
            shipped, changes = self.shipped_points(document_id), writes.changes(document_id)
            yield Sitting(writes, document, shipped, changes, person=person, clock=self.clock)


@dataclass(frozen=True)
class Sitting:
    """`changes` are those that were there when it began."""

    writes: CurationWrites
    document: Document
    shipped: tuple[PolicyPoint, ...]
    changes: list[PointChange]
    person: Person
    clock: Clock

    @property
    def merged(self) -> list[MergedPoint]:
        return merge(self.shipped, self.changes)

    def merged_now(self) -> list[MergedPoint]:
        """With what was written meanwhile."""
        return merge(self.shipped, self.writes.changes(self.document.id))

    def find(self, point: str) -> MergedPoint | None:
        return next((known for known in self.merged if known.id == point), None)

    def named(self, point: str) -> MergedPoint:
        """Raises: PointUnknown."""
        known = self.find(point)
        if known is None:
            raise PointUnknown(f"no point {point!r}")
        return known

    def pending(self, point: str) -> PointChange:
        """Raises: PointNotOpen."""
        change = self.named(point).pending
        if change is None:
            raise PointNotOpen(f"nothing is open of {point!r}")
        return change

    def written(self, point: str, content: PolicyPoint | None) -> PointChange:
        """The open change of a point with this content, or its next one; a draft, not stored yet."""
        author, now, known = Author.of(self.person), self.clock.now(), self.find(point)
        if known and known.pending:
            authors = tuple(dict.fromkeys((*known.pending.authors, author)))
            return replace(
                known.pending, content=content, authors=authors, state=ChangeState.DRAFT, written_at=now
            )
        numbers = [change.number for change in self.changes if change.point == point]
        return PointChange(
            document_id=self.document.id,
            point=point,
            number=max(numbers, default=0) + 1,
            content=content,
            shipped_hash=hash_of(known.shipped if known else None),
            state=ChangeState.DRAFT,
            authors=(author,),
            written_at=now,
            revision=0,
        )

    def put(self, change: PointChange, action: str) -> PointChange:
        change = replace(change, revision=change.revision + 1)
        self.writes.put_change(change)
        subject = f"{change.document_id}:{change.point}"
        detail = {"change": change.number, "content": hash_of(change.content)}
        self.writes.log(self.person, Action(action, subject, detail), at=self.clock.now())
        return change

    def refuse_taken(self, content: PolicyPoint) -> None:
        """One question leads to one point.

        Raises:
            WordingTaken: another point of the document has it.
        """
        wordings = {name_key(wording) for wording in content.asks}
        for other in self.merged:
            shown = (other.pending.content if other.pending else None) or other.current
            if other.id == content.id or shown is None:
                continue
            taken = [wording for wording in shown.asks if name_key(wording) in wordings]
            if taken:
                told = message("wording_taken", wording=taken[0], subject=shown.subject)
                raise WordingTaken(f"{taken[0]!r} leads to {other.id!r}", message=told)


def expect(change: PointChange | None, revision: int) -> None:
    """Raises: PointChanged."""
    found = change.revision if change else 0
    if found != revision:
        raise PointChanged(f"revision {found}, not {revision}")


def expect_submitted(change: PointChange, revision: int) -> None:
    """Raises: PointChanged, PointNotOpen."""
    expect(change, revision)
    if change.state is not ChangeState.SUBMITTED:
        raise PointNotOpen(f"{change.point!r} is {change.state.value}")


def joined(asks: Iterable[str], wordings: Iterable[str]) -> tuple[str, ...]:
    """All wordings, each once however it is written."""
    kept: dict[str, str] = {}
    for wording in [*asks, *wordings]:
        kept.setdefault(name_key(wording), wording)
    return tuple(kept.values())
