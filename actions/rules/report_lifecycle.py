"""Which state of a report follows which."""

from enum import StrEnum

from actions.errors import StepRefused
from actions.wire.reports import ReportState

OPEN = (ReportState.RECEIVED, ReportState.TAKEN, ReportState.TRANSFERRED)
"""Somebody still has to do something."""


class ReportMove(StrEnum):
    """What happens to a report. The first three are steps of the staff."""

    TAKE = "take"
    TRANSFER = "transfer"
    CLOSE = "close"
    ADD = "add"
    WITHDRAW = "withdraw"


TRANSITIONS: dict[tuple[ReportState, ReportMove], ReportState] = {
    (ReportState.RECEIVED, ReportMove.TAKE): ReportState.TAKEN,
    (ReportState.TAKEN, ReportMove.TRANSFER): ReportState.TRANSFERRED,
    (ReportState.TAKEN, ReportMove.CLOSE): ReportState.CLOSED,
    # Whoever it was transferred to takes it in their turn, or closes it.
    (ReportState.TRANSFERRED, ReportMove.TAKE): ReportState.TAKEN,
    (ReportState.TRANSFERRED, ReportMove.CLOSE): ReportState.CLOSED,
    **{(state, ReportMove.ADD): state for state in OPEN},
    **{(state, ReportMove.WITHDRAW): ReportState.WITHDRAWN for state in OPEN},
}


def after(state: ReportState, move: ReportMove) -> ReportState:
    """The state that a move leads to.

    Raises:
        StepRefused: the move is not possible in this state.
    """
    try:
        return TRANSITIONS[state, move]
    except KeyError:
        raise StepRefused(f"{move.value} is not possible when {state.value}") from None
