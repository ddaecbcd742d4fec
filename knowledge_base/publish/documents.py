"""What a publisher does to a document as a whole: withdraw it, repeal it, let another take its place, undo.

Each is one transaction with its audit line, kept so that it can be undone; the same again changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chassis.audit import Action
from chassis.clock import Clock
from chassis.staff import Person, Role
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.adapters.approval_writing import Writing
from knowledge_base.errors import DocumentUnknown, ProposalUnknown, StepNotPossible, SupersededByItself
from knowledge_base.messages import message
from knowledge_base.models import Document, Validity
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import Change, ChangeKind
from knowledge_base.publish.announce import Announce
from knowledge_base.publish.keep import given
from knowledge_base.publish.publication import Indexes, undo_change
from knowledge_base.publish.settle import settle
from knowledge_base.publish.steps import who_is
from knowledge_base.publish.supersede import later


@dataclass(frozen=True)
class DocumentChanges:
    store: ApprovalStore
    documents: DocumentStore
    clock: Clock
    announce: Announce
    indexes: Indexes

    def withdraw(self, document_id: str, person: Person, *, reason: str) -> Document:
        """From today on it is not answered from; what was said of earlier days stays.

        Raises:
            NotAllowed, DocumentUnknown, ReasonMissing
        """
        today = self.clock.today()

        def withdrawn(known: Document) -> Document:
            return known if known.withdrawn_on else replace(known, withdrawn_on=today)

        return self._change(ChangeKind.WITHDRAW, document_id, person, withdrawn, reason=given(reason))

    def repeal(self, document_id: str, person: Person, *, last_day: date, by: str, reason: str) -> Document:
        """废止: `last_day` still counts. `by` is what repealed it: a document's id, a title, or nothing.

        Raises:
            NotAllowed, DocumentUnknown, SupersededByItself, ReasonMissing
        """
        on = last_day + timedelta(days=1)
        self._check_successor(document_id, by)

        def repealed(known: Document) -> Document:
            ended = replace(known, validity=Validity.REPEALED, effective_to=last_day)
            return replace(ended, superseded_by=by, superseded_on=on) if by else ended

        return self._change(ChangeKind.REPEAL, document_id, person, repealed, reason=given(reason))

    def supersede(self, document_id: str, person: Person, *, by: str, on: date, reason: str) -> Document:
        """From that day on `by` is answered from instead, where it is published.

        Raises:
            NotAllowed, DocumentUnknown, SupersededByItself, ReasonMissing
        """
        if self.documents.document(by) is None:
            raise DocumentUnknown(f"no document {by!r}", message=message("document_unknown", id=by))
        self._check_successor(document_id, by)

        def superseded(known: Document) -> Document:
            return replace(known, superseded_by=by, superseded_on=on)

        return self._change(ChangeKind.SUPERSEDE, document_id, person, superseded, reason=given(reason))

    def undo(self, change_id: int, person: Person, *, reason: str = "") -> Change:
        """Take one of these changes back. What published a text is undone at its proposal.

        Raises:
            NotAllowed, ProposalUnknown
            StepNotPossible: it is the publication of a proposal.
            UndoImpossible: something of it was changed again since.
        """
        person.require(Role.PUBLISHER)
        now = self.clock.now()
        with self.store.writing() as writing:
            change = writing.change_made(change_id)
            if change is None:
                raise ProposalUnknown(f"no change {change_id}")
            if change.undone_at is not None:
                return change
            if change.kind is ChangeKind.PUBLISH:
                raise StepNotPossible(f"change {change_id} published a proposal")
            undo_change(writing, change, person, at=now)
            about = {"change": change_id, "kind": change.kind.value, "reason": reason.strip()}
            writing.audit(person, Action("change_undo", change.document_id, about), at=now)
            settle(writing, person, self.announce, at=now)
            undone = writing.change_made(change_id)
        self.indexes.tidied()
        return undone or change

    def _change(
        self,
        kind: ChangeKind,
        document_id: str,
        person: Person,
        changed: Callable[[Document], Document],
        *,
        reason: str,
    ) -> Document:
        person.require(Role.PUBLISHER)
        now = self.clock.now()
        with self.store.writing() as writing:
            known = self._known(writing, document_id)
            head = changed(known)
            if head == known:
                return known
            change = Change(
                id=0, kind=kind, document_id=document_id, by=who_is(person), at=now, reason=reason
            )
            change_id = writing.change(change, (), lambda: writing.put_head(head))
            about = {"change": change_id, "reason": reason, "by": head.superseded_by}
            writing.audit(person, Action(f"document_{kind.value}", document_id, about), at=now)
            settle(writing, person, self.announce, at=now)
        self.indexes.tidied()
        return head

    def _known(self, writing: Writing, document_id: str) -> Document:
        document = writing.document(document_id)
        if document is None:
            raise DocumentUnknown(
                f"no document {document_id!r}", message=message("document_unknown", id=document_id)
            )
        return document

    def _check_successor(self, document_id: str, by: str) -> None:
        """Raises: SupersededByItself."""
        if by == document_id:
            raise SupersededByItself(f"{by!r} twice", message=message("superseded_by_the_same"))
        successor = self.documents.document(by)
        if successor and document_id in later(self.documents, successor):
            raise SupersededByItself(f"{document_id!r} by {by!r}")
