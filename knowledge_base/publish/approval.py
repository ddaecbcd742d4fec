"""The life of a proposal before it has readers: drafted, submitted, commented on, returned, approved.

Each step is one transaction with its audit line. The same step by the same person again changes nothing; a
step on what somebody else changed meanwhile is refused.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from chassis.clock import Clock
from chassis.staff import Person, Role
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.adapters.approval_writing import Writing
from knowledge_base.errors import DocumentUnknown
from knowledge_base.models import Document, VersionState
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import Proposal, ProposalState, Terms
from knowledge_base.publish.announce import Announce, Event
from knowledge_base.publish.keep import action, as_draft, given, keep, known_in, refuse_if_changed
from knowledge_base.publish.proposed_terms import check_terms
from knowledge_base.publish.steps import Step, require, who_is


@dataclass(frozen=True)
class Approval:
    store: ApprovalStore
    documents: DocumentStore
    clock: Clock
    announce: Announce

    def open(
        self,
        document_id: str,
        number: int,
        person: Person,
        *,
        terms: Terms | None = None,
        head: Document | None = None,
    ) -> Proposal:
        """Propose a version. While it is proposed already, a draft takes what is given anew; else nothing
        changes. Without `terms`, those of the document and the version as they stand; a text that comes
        back holds from today.

        Raises:
            NotAllowed, DocumentUnknown, TermsInvalid
        """
        person.require(Role.EDITOR)
        if terms:
            check_terms(terms, document_id, self.documents)
        now = self.clock.now()
        with self.store.writing() as writing:
            document, version = writing.document(document_id), writing.version(document_id, number)
            if document is None or version is None:
                raise DocumentUnknown(f"no version {number} of document {document_id!r}")
            known = writing.open_proposal(document_id, number)
            if known:
                return self._renew(writing, known, person, terms=terms, head=head, now=now)
            proposed = head or document
            came_back = version.state is VersionState.SUPERSEDED
            first_day = now.date() if came_back else version.effective_from
            proposal = Proposal(
                id=0,
                document_id=document_id,
                number=number,
                state=ProposalState.DRAFT,
                revision=1,
                terms=terms or Terms(proposed.region, first_day, proposed.effective_to),
                head=head,
                author=who_is(person),
                created_at=now,
                changed_at=now,
            )
            proposal = replace(proposal, id=writing.add(proposal))
            self._place(writing, proposal)
            writing.audit(person, action("proposal_open", proposal), at=now)
            return proposal

    def change_terms(self, proposal_id: int, person: Person, *, revision: int, terms: Terms) -> Proposal:
        """Settle the days, the region and what is replaced.

        Raises:
            ProposalUnknown, NotAllowed, StepNotPossible, ProposalChanged, TermsInvalid
        """
        with self.store.writing() as writing:
            known = known_in(writing, proposal_id)
            require(Step.CHANGE, known, person)
            if known.terms == terms:
                return known
            refuse_if_changed(known, revision)
            check_terms(terms, known.document_id, self.documents)
            return self._renew(writing, known, person, terms=terms, head=None, now=self.clock.now())

    def submit(self, proposal_id: int, person: Person, *, revision: int) -> Proposal:
        """Raises: ProposalUnknown, NotAllowed, StepNotPossible, ProposalChanged."""
        now, who = self.clock.now(), who_is(person)
        with self.store.writing() as writing:
            known = known_in(writing, proposal_id)
            if known.state is ProposalState.SUBMITTED and known.submitter == who:
                return known
            require(Step.SUBMIT, known, person)
            refuse_if_changed(known, revision)
            submitted = replace(
                known, state=ProposalState.SUBMITTED, submitter=who, submitted_at=now, return_reason=""
            )
            return keep(writing, self.announce, submitted, person, Event.SUBMITTED, at=now)

    def send_back(self, proposal_id: int, person: Person, *, revision: int, reason: str) -> Proposal:
        """Return it to its author, who reads why.

        Raises:
            ProposalUnknown, NotAllowed, StepNotPossible, ProposalChanged, ReasonMissing
        """
        reason = given(reason)
        with self.store.writing() as writing:
            known = known_in(writing, proposal_id)
            if known.state is ProposalState.DRAFT and known.return_reason == reason:
                return known
            require(Step.RETURN, known, person)
            refuse_if_changed(known, revision)
            returned, now = as_draft(known, reason), self.clock.now()
            return keep(writing, self.announce, returned, person, Event.RETURNED, at=now, reason=reason)

    def approve(self, proposal_id: int, person: Person, *, revision: int) -> Proposal:
        """Raises: ProposalUnknown, NotAllowed, SamePerson, StepNotPossible, ProposalChanged."""
        now, who = self.clock.now(), who_is(person)
        with self.store.writing() as writing:
            known = known_in(writing, proposal_id)
            if known.state is ProposalState.APPROVED and known.approver == who:
                return known
            require(Step.APPROVE, known, person)
            refuse_if_changed(known, revision)
            approved = replace(known, state=ProposalState.APPROVED, approver=who, approved_at=now)
            return keep(writing, self.announce, approved, person, Event.APPROVED, at=now)

    def withdraw(self, proposal_id: int, person: Person, *, revision: int, reason: str) -> Proposal:
        """Give up what has no readers yet.

        Raises:
            ProposalUnknown, NotAllowed, StepNotPossible, ProposalChanged, ReasonMissing
        """
        reason = given(reason)
        with self.store.writing() as writing:
            known = known_in(writing, proposal_id)
            if known.state is ProposalState.WITHDRAWN and known.published_at is None:
                return known
            require(Step.WITHDRAW, known, person)
            refuse_if_changed(known, revision)
            now = self.clock.now()
            withdrawn = replace(known, state=ProposalState.WITHDRAWN, publish_at=None, return_reason=reason)
            return keep(writing, self.announce, withdrawn, person, Event.WITHDRAWN, at=now, reason=reason)

    def _renew(
        self,
        writing: Writing,
        known: Proposal,
        person: Person,
        *,
        terms: Terms | None,
        head: Document | None,
        now: datetime,
    ) -> Proposal:
        """The proposal with what was given anew, where it is a draft and that is something else."""
        renewed = replace(known, terms=terms or known.terms, head=head or known.head)
        if known.state is not ProposalState.DRAFT or renewed == known:
            return known
        renewed = replace(renewed, revision=known.revision + 1, changed_at=now)
        writing.put(renewed)
        self._place(writing, renewed)
        writing.audit(person, action("proposal_change", renewed), at=now)
        return renewed

    def _place(self, writing: Writing, proposal: Proposal) -> None:
        """Of a text that has readers nothing moves before it is published."""
        version = writing.version(proposal.document_id, proposal.number)
        if version and version.state is VersionState.DRAFT:
            writing.place(proposal)
