"""The life of a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.errors import StepRefused
from actions.rules.report_lifecycle import OPEN, TRANSITIONS, ReportMove, after
from actions.wire.reports import ReportState

OVER = [ReportState.CLOSED, ReportState.WITHDRAWN]


def test_every_state_can_be_reached() -> None:
    assert {ReportState.RECEIVED, *TRANSITIONS.values()} == set(ReportState)


def test_open_is_what_is_not_over() -> None:
    assert set(OPEN) | set(OVER) == set(ReportState)


@pytest.mark.parametrize("state", OVER)
@pytest.mark.parametrize("move", ReportMove)
def test_what_is_over_stays_over(state: ReportState, move: ReportMove) -> None:
    with pytest.raises(StepRefused):
        after(state, move)


@given(st.lists(st.sampled_from(ReportMove), max_size=20))
def test_nothing_is_closed_or_transferred_that_nobody_took(moves: list[ReportMove]) -> None:
    state, taken = ReportState.RECEIVED, False
    for move in moves:
        try:
            state = after(state, move)
        except StepRefused:
            continue
        taken = taken or state is ReportState.TAKEN
        assert taken or state in (ReportState.RECEIVED, ReportState.WITHDRAWN)
