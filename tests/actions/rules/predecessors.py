"""What must have been before each state of a case, written apart from the rule that is tested with it."""

from actions.wire.cases import CaseState

PREDECESSORS = {
    CaseState.SUBMITTED: {CaseState.DRAFT},
    CaseState.ACCEPTED: {CaseState.SUBMITTED, CaseState.MATERIAL_DUE},
    CaseState.MATERIAL_DUE: {CaseState.ACCEPTED, CaseState.MATERIAL_DUE},
    CaseState.DECIDED: {CaseState.ACCEPTED},
    CaseState.CHECKED: {CaseState.DECIDED},
    CaseState.WITHDRAWN: {CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.MATERIAL_DUE},
    CaseState.RETURNED: {CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.MATERIAL_DUE},
    CaseState.REVOKED: {CaseState.DECIDED, CaseState.CHECKED},
}
