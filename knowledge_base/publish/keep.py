"""What every step of a proposal does: see that it is there and unchanged, keep it, note it, tell of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chassis.audit import Action
from chassis.staff import Person
from knowledge_base.adapters.approval_writing import Writing
from knowledge_base.errors import ProposalChanged, ProposalUnknown, ReasonMissing
from knowledge_base.proposal import Proposal, ProposalState
from knowledge_base.publish.announce import Announce, Event


def known_in(writing: Writing, proposal_id: int) -> Proposal:
    """Raises: ProposalUnknown."""
    proposal = writing.proposal(proposal_id)
    if proposal is None:
        raise ProposalUnknown(f"no proposal {proposal_id}")
    return proposal


def refuse_if_changed(proposal: Proposal, revision: int) -> None:
    """Raises: ProposalChanged."""
    if proposal.revision != revision:
        raise ProposalChanged(f"proposal {proposal.id} is at {proposal.revision}, not {revision}")


def given(reason: str) -> str:
    """Raises: ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing("no reason was given")
    return reason.strip()


def keep(
    writing: Writing,
    announce: Announce,
    proposal: Proposal,
    person: Person,
    event: Event,
    *,
    at: datetime,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> Proposal:
    """The proposal as it is after a step, with its audit line (`detail` goes there) and notices."""
    kept = replace(proposal, revision=proposal.revision + 1, changed_at=at)
    writing.put(kept)
    told = {**(detail or {}), **({"reason": reason} if reason else {})}
    writing.audit(person, action(f"proposal_{event.value}", kept, told), at=at)
    announce(writing, event, kept, person, reason=reason, at=at)
    return kept


def action(name: str, proposal: Proposal, detail: Mapping[str, object] | None = None) -> Action:
    about = {"proposal": proposal.id, "version": proposal.number, "revision": proposal.revision}
    return Action(name=name, subject=proposal.document_id, detail={**about, **(detail or {})})


def as_draft(proposal: Proposal, reason: str) -> Proposal:
    """Back with its author; who agreed to it will be asked again."""
    return replace(
        proposal,
        state=ProposalState.DRAFT,
        submitter=None,
        submitted_at=None,
        approver=None,
        approved_at=None,
        publisher=None,
        publish_at=None,
        published_at=None,
        return_reason=reason,
        below_floor_reason="",
    )
