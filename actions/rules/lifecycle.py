"""Which state follows which: the life of a case, from the draft to the check."""

from enum import StrEnum

from actions.errors import StepRefused
from actions.wire.cases import CaseState

_OPEN = (CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.MATERIAL_DUE)


class Step(StrEnum):
    """What happens to a case."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    AWAIT_MATERIAL = "await_material"
    COMPLETE_MATERIAL = "complete_material"
    DECIDE = "decide"
    PASS_CHECK = "pass_check"  # noqa: S105 - a step, not a password
    WITHDRAW = "withdraw"
    RETURN = "return"
    REVOKE = "revoke"


TRANSITIONS: dict[tuple[CaseState, Step], CaseState] = {
    (CaseState.DRAFT, Step.SUBMIT): CaseState.SUBMITTED,
    (CaseState.SUBMITTED, Step.ACCEPT): CaseState.ACCEPTED,
    (CaseState.ACCEPTED, Step.AWAIT_MATERIAL): CaseState.MATERIAL_DUE,
    # More may become missing while something is missing already: a promise taken back.
    (CaseState.MATERIAL_DUE, Step.AWAIT_MATERIAL): CaseState.MATERIAL_DUE,
    (CaseState.MATERIAL_DUE, Step.COMPLETE_MATERIAL): CaseState.ACCEPTED,
    (CaseState.ACCEPTED, Step.DECIDE): CaseState.DECIDED,
    (CaseState.DECIDED, Step.PASS_CHECK): CaseState.CHECKED,
    (CaseState.DECIDED, Step.REVOKE): CaseState.REVOKED,
    (CaseState.CHECKED, Step.REVOKE): CaseState.REVOKED,
    **{(state, Step.WITHDRAW): CaseState.WITHDRAWN for state in _OPEN},
    **{(state, Step.RETURN): CaseState.RETURNED for state in _OPEN},
}


def after(state: CaseState, step: Step) -> CaseState:
    """The state that a step leads to.

    Raises:
        StepRefused: the step is not possible in this state.
    """
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise StepRefused(f"{step.value} is not possible when {state.value}") from None
