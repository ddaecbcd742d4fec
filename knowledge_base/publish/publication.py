"""Publishing a proposal, now or at a time, and taking it back.

The state of the proposal, the versions, the head, the record of the change and the audit line are one
transaction: a reader sees what held before or what holds now. The indexes are made ready before it and
tidied after it; where that fails, the service's own rounds make it good.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chassis.clock import Clock
from chassis.errors import CivicError
from chassis.logs import get_logger
from chassis.staff import Person
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.adapters.approval_writing import Writing
from knowledge_base.adapters.patches import ChangedSince
from knowledge_base.errors import (
    DocumentUnknown,
    GateNotPassed,
    ProposalUnknown,
    StepNotPossible,
    TermsInvalid,
    UndoImpossible,
)
from knowledge_base.messages import message
from knowledge_base.models import Document
from knowledge_base.proposal import Change, ChangeKind, Proposal, ProposalState
from knowledge_base.publish.announce import Announce, Event, clock_person
from knowledge_base.publish.gate import Gate, GateCheck
from knowledge_base.publish.keep import as_draft, keep, known_in, refuse_if_changed
from knowledge_base.publish.settle import settle
from knowledge_base.publish.steps import Step, require, who_is

FURTHEST_DAYS = 366


@dataclass(frozen=True)
class Indexes:
    """`prepare` makes a version (document, number) findable once it is published; `tidy` is for after it."""

    prepare: Callable[[str, int], object]
    tidy: Callable[[], object]

    def prepare_all(self, versions: Iterable[tuple[str, int]]) -> None:
        for document_id, number in versions:
            self.prepare(document_id, number)

    def tidied(self) -> None:
        """What is published stays so, whatever becomes of the indexes."""
        try:
            self.tidy()
        except CivicError as error:
            get_logger().warning("index_refresh_failed", code=error.code)


@dataclass(frozen=True)
class Publications:
    store: ApprovalStore
    clock: Clock
    announce: Announce
    gate: GateCheck
    indexes: Indexes

    def publish(self, proposal_id: int, person: Person, *, revision: int, reason: str = "") -> Proposal:
        """Put the text before the readers. `reason` is why, where the questions did not pass.

        Raises:
            ProposalUnknown, NotAllowed, StepNotPossible, ProposalChanged, GateNotPassed
        """
        known = self._known(proposal_id)
        if known.state is ProposalState.PUBLISHED and known.publisher == who_is(person):
            return known
        require(Step.PUBLISH, known, person)
        refuse_if_changed(known, revision)
        gate = self._pass(known, reason)
        self.indexes.prepare(known.document_id, known.number)
        with self.store.writing() as writing:
            proposal = known_in(writing, proposal_id)
            require(Step.PUBLISH, proposal, person)
            refuse_if_changed(proposal, revision)
            proposal = replace(
                proposal, publisher=who_is(person), below_floor_reason="" if gate.passed else reason.strip()
            )
            published = self._publish(writing, proposal, person, gate)
        self.indexes.tidied()
        return published

    def schedule(
        self, proposal_id: int, person: Person, *, revision: int, at: datetime, reason: str = ""
    ) -> Proposal:
        """Publish it at that time, an aware one within a year. `reason` as for `publish`.

        Raises:
            ProposalUnknown, NotAllowed, StepNotPossible, ProposalChanged, GateNotPassed
            TermsInvalid: the time has passed or is too far.
        """
        now, who = self.clock.now(), who_is(person)
        known = self._known(proposal_id)
        is_so = known.state is ProposalState.SCHEDULED and known.publish_at == at and known.publisher == who
        if is_so:
            return known
        require(Step.SCHEDULE, known, person)
        refuse_if_changed(known, revision)
        if not now < at <= now + timedelta(days=FURTHEST_DAYS):
            raise TermsInvalid(f"publish at {at}", message=message("schedule_past", days=FURTHEST_DAYS))
        gate = self._pass(known, reason)
        with self.store.writing() as writing:
            proposal = known_in(writing, proposal_id)
            require(Step.SCHEDULE, proposal, person)
            refuse_if_changed(proposal, revision)
            scheduled = replace(
                proposal,
                state=ProposalState.SCHEDULED,
                publisher=who,
                publish_at=at,
                below_floor_reason="" if gate.passed else reason.strip(),
            )
            told = {"publish_at": at.isoformat(), **_told(gate)}
            return keep(writing, self.announce, scheduled, person, Event.SCHEDULED, at=now, detail=told)

    def unschedule(self, proposal_id: int, person: Person, *, revision: int) -> Proposal:
        """Raises: ProposalUnknown, NotAllowed, StepNotPossible, ProposalChanged."""
        with self.store.writing() as writing:
            proposal = known_in(writing, proposal_id)
            if proposal.state is ProposalState.APPROVED:
                return proposal
            require(Step.UNSCHEDULE, proposal, person)
            refuse_if_changed(proposal, revision)
            now, back = self.clock.now(), _unscheduled(proposal)
            return keep(writing, self.announce, back, person, Event.UNSCHEDULED, at=now)

    def publish_due(self) -> int:
        """Publish what is due by now. What cannot be is tried again, or goes back to those who approved it.

        However often a process ends in between: what is due stands in SQL, and is published once.
        """
        done = 0
        for proposal in self.store.due(self.clock.now()):
            try:
                done += self._publish_due(proposal)
            except CivicError as error:
                get_logger().warning("publishing_put_off", proposal=proposal.id, code=error.code)
        if done:
            self.indexes.tidied()
        return done

    def undo(self, proposal_id: int, person: Person, *, revision: int, reason: str = "") -> Proposal:
        """What held before this was published holds again, its days as they were; the proposal is a draft.

        Raises:
            ProposalUnknown, NotAllowed, StepNotPossible, ProposalChanged
            UndoImpossible: something of it was changed again since.
        """
        now, change = self.clock.now(), self.store.publication(proposal_id)
        if change and change.undone_at is None:
            self.indexes.prepare_all(change.puts_back)
        with self.store.writing() as writing:
            proposal = known_in(writing, proposal_id)
            change = writing.publication(proposal_id)
            if change and change.undone_by == who_is(person) and proposal.published_at is None:
                return proposal
            require(Step.UNDO, proposal, person)
            refuse_if_changed(proposal, revision)
            if change is None or change.undone_at is not None:
                raise StepNotPossible(f"proposal {proposal_id} has no publication")
            undo_change(writing, change, person, at=now)
            undone = as_draft(proposal, reason.strip())
            if writing.open_proposal(proposal.document_id, proposal.number):
                undone = replace(undone, state=ProposalState.WITHDRAWN)
            reason = reason.strip()
            kept = keep(writing, self.announce, undone, person, Event.UNDONE, at=now, reason=reason)
            settle(writing, person, self.announce, at=now)
        self.indexes.tidied()
        return kept

    def _publish_due(self, due: Proposal) -> int:
        gate = self.gate(due)
        if gate.passed or due.below_floor_reason:
            self.indexes.prepare(due.document_id, due.number)
        with self.store.writing() as writing:
            proposal = known_in(writing, due.id)
            if proposal.state is not ProposalState.SCHEDULED or proposal.revision != due.revision:
                return 0
            if gate.passed or proposal.below_floor_reason:
                self._publish(writing, proposal, clock_person(), gate)
                return 1
            now, back = self.clock.now(), _unscheduled(proposal)
            keep(writing, self.announce, back, clock_person(), Event.HELD_BACK, at=now, detail=_told(gate))
            return 0

    def _publish(self, writing: Writing, proposal: Proposal, person: Person, gate: Gate) -> Proposal:
        now = self.clock.now()
        document = writing.document(proposal.document_id)
        version = writing.version(proposal.document_id, proposal.number)
        if document is None or version is None or proposal.publisher is None:
            raise DocumentUnknown(f"proposal {proposal.id}")
        terms = proposal.terms
        head = _head(proposal, document, is_first=not writing.has_held_before(document.id, version.number))

        def make() -> None:
            writing.publish(head, version, first_day=terms.effective_from)
            for replaced in terms.replaces:
                writing.supersede(replaced, by=document.id, on=terms.effective_from or now.date())

        change = Change(
            id=0,
            kind=ChangeKind.PUBLISH,
            document_id=document.id,
            proposal_id=proposal.id,
            by=proposal.publisher,
            at=now,
            reason=proposal.below_floor_reason,
        )
        change_id = writing.change(change, terms.replaces, make)
        published = replace(proposal, state=ProposalState.PUBLISHED, published_at=now, publish_at=None)
        told = {"change": change_id, "publisher": proposal.publisher.account, **_told(gate)}
        reason = proposal.below_floor_reason
        kept = keep(
            writing, self.announce, published, person, Event.PUBLISHED, at=now, reason=reason, detail=told
        )
        settle(writing, person, self.announce, at=now)
        return writing.proposal(kept.id) or kept

    def _pass(self, proposal: Proposal, reason: str) -> Gate:
        """Raises: GateNotPassed."""
        gate = self.gate(proposal)
        if not gate.passed and not reason.strip():
            raise GateNotPassed(f"proposal {proposal.id}: {gate}")
        return gate

    def _known(self, proposal_id: int) -> Proposal:
        proposal = self.store.proposal(proposal_id)
        if proposal is None:
            raise ProposalUnknown(f"no proposal {proposal_id}")
        return proposal


def undo_change(writing: Writing, change: Change, person: Person, *, at: datetime) -> None:
    """Raises: UndoImpossible."""
    try:
        writing.undo(change.id, who_is(person), at=at)
    except ChangedSince as error:
        raise UndoImpossible(f"change {change.id}: {error}") from error


def _head(proposal: Proposal, document: Document, *, is_first: bool) -> Document:
    """The head with what the terms say. A later text does not move the first day of its document."""
    terms, head = proposal.terms, proposal.head or document
    first_day = terms.effective_from if is_first else document.effective_from or terms.effective_from
    return replace(
        head,
        id=document.id,
        region=terms.region,
        effective_from=first_day,
        effective_to=terms.effective_to,
        superseded_by=document.superseded_by,
        superseded_on=document.superseded_on,
        withdrawn_on=None,
    )


def _unscheduled(proposal: Proposal) -> Proposal:
    return replace(proposal, state=ProposalState.APPROVED, publish_at=None, publisher=None)


def _told(gate: Gate) -> dict[str, object]:
    floors = [{"set": floor.id, "asked": floor.asked, "kept": floor.kept} for floor in gate.floors]
    return {"gate_passed": gate.passed, "floors": floors}
