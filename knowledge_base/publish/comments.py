"""What colleagues note at the sections of a proposed text."""

from dataclasses import dataclass

from chassis.audit import Action
from chassis.clock import Clock
from chassis.staff import Person, Role
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.errors import ProposalUnknown, ReasonMissing, TermsInvalid
from knowledge_base.messages import message
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import Comment
from knowledge_base.publish.keep import known_in
from knowledge_base.publish.steps import Step, require, who_is


@dataclass(frozen=True)
class Comments:
    store: ApprovalStore
    documents: DocumentStore
    clock: Clock

    def add(
        self, proposal_id: int, person: Person, *, section: tuple[str, ...], text: str, request_id: str
    ) -> Comment:
        """Note something; the same `request_id` twice is one comment. An empty `section` is the whole text.

        Raises:
            ProposalUnknown, NotAllowed, StepNotPossible, ReasonMissing
            TermsInvalid: the text has no such section.
        """
        if not text.strip():
            raise ReasonMissing("an empty comment")
        now = self.clock.now()
        with self.store.writing() as writing:
            proposal = known_in(writing, proposal_id)
            require(Step.COMMENT, proposal, person)
            if section and not self._has(proposal.document_id, proposal.number, section):
                raise TermsInvalid(f"no section {section!r}", message=message("comment_misplaced"))
            comment = Comment(
                id=0,
                proposal_id=proposal_id,
                section=section,
                text=text.strip(),
                author=who_is(person),
                at=now,
            )
            added, is_new = writing.add_comment(comment, request_id=request_id)
            if is_new:
                about = {"proposal": proposal_id, "comment": added.id}
                writing.audit(person, Action("comment_add", proposal.document_id, about), at=now)
            return added

    def settle(self, comment_id: int, person: Person) -> Comment:
        """Mark it as dealt with; whoever does so again changes nothing.

        Raises:
            ProposalUnknown, NotAllowed
        """
        person.require(Role.EDITOR)
        now = self.clock.now()
        with self.store.writing() as writing:
            comment = writing.comment(comment_id)
            if comment is None:
                raise ProposalUnknown(f"no comment {comment_id}")
            if comment.settled_at is not None:
                return comment
            writing.settle_comment(comment_id, who_is(person), at=now)
            about = {"proposal": comment.proposal_id, "comment": comment_id}
            proposal = known_in(writing, comment.proposal_id)
            writing.audit(person, Action("comment_settle", proposal.document_id, about), at=now)
            settled = writing.comment(comment_id)
        return settled or comment

    def _has(self, document_id: str, number: int, section: tuple[str, ...]) -> bool:
        return any(known.path == section for known in self.documents.sections(document_id, number))
