"""Which steps a proposal may take from where it stands, and who may take them."""

from dataclasses import dataclass
from enum import StrEnum

from chassis.staff import NotAllowed, Person, Role
from knowledge_base.errors import SamePerson, StepNotPossible
from knowledge_base.proposal import OPEN, Proposal, ProposalState, Who


class Step(StrEnum):
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


@dataclass(frozen=True)
class _Rule:
    """`or_own`: an editor too may take the step, where the proposal is their own."""

    states: frozenset[ProposalState]
    role: Role
    or_own: bool = False
    by_another: bool = False


_DRAFT, _SUBMITTED = ProposalState.DRAFT, ProposalState.SUBMITTED
_APPROVED, _SCHEDULED = ProposalState.APPROVED, ProposalState.SCHEDULED
_RULES = {
    Step.CHANGE: _Rule(frozenset({_DRAFT}), Role.EDITOR),
    Step.COMMENT: _Rule(OPEN, Role.EDITOR),
    Step.SUBMIT: _Rule(frozenset({_DRAFT}), Role.EDITOR),
    Step.RETURN: _Rule(frozenset({_SUBMITTED, _APPROVED, _SCHEDULED}), Role.PUBLISHER, or_own=True),
    Step.APPROVE: _Rule(frozenset({_SUBMITTED}), Role.PUBLISHER, by_another=True),
    Step.SCHEDULE: _Rule(frozenset({_APPROVED, _SCHEDULED}), Role.PUBLISHER),
    Step.UNSCHEDULE: _Rule(frozenset({_SCHEDULED}), Role.PUBLISHER),
    Step.PUBLISH: _Rule(frozenset({_APPROVED, _SCHEDULED}), Role.PUBLISHER),
    Step.WITHDRAW: _Rule(OPEN, Role.PUBLISHER, or_own=True),
    Step.UNDO: _Rule(frozenset({ProposalState.PUBLISHED, ProposalState.EXPIRED}), Role.PUBLISHER),
}


def who_is(person: Person) -> Who:
    return Who(account=person.account, name=person.name)


def require(step: Step, proposal: Proposal, person: Person) -> None:
    """Raises:
    NotAllowed, SamePerson: this person may not.
    StepNotPossible: nobody may, from where the proposal stands.
    """
    rule = _RULES[step]
    if not (person.may(rule.role) or (rule.or_own and _is_own(proposal, person) and person.may(Role.EDITOR))):
        raise NotAllowed(f"{person.account!r} may not {step.value} proposal {proposal.id}")
    if proposal.state not in rule.states:
        raise StepNotPossible(f"{step.value} from {proposal.state.value}")
    if rule.by_another and _is_own(proposal, person):
        raise SamePerson(f"{person.account!r} wrote or submitted proposal {proposal.id}")


def possible(proposal: Proposal, person: Person) -> list[Step]:
    """What this person may do now."""
    return [step for step in Step if _may(step, proposal, person)]


def _may(step: Step, proposal: Proposal, person: Person) -> bool:
    try:
        require(step, proposal, person)
    except (NotAllowed, SamePerson, StepNotPossible):
        return False
    return True


def _is_own(proposal: Proposal, person: Person) -> bool:
    """Who wrote it and who submitted it answer for it both."""
    owners = {proposal.author.account}
    if proposal.submitter:
        owners.add(proposal.submitter.account)
    return person.account in owners
