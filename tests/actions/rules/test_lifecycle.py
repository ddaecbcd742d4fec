"""The life of a case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.errors import StepRefused
from actions.rules.lifecycle import TRANSITIONS, Step, after
from actions.wire.cases import CaseState
from tests.actions.rules.predecessors import PREDECESSORS


@given(st.lists(st.sampled_from(Step), max_size=30))
def test_no_sequence_of_steps_reaches_a_state_without_its_predecessor(steps: list[Step]) -> None:
    state = CaseState.DRAFT
    for step in steps:
        try:
            following = after(state, step)
        except StepRefused:
            continue
        assert state in PREDECESSORS[following]
        state = following


def test_every_state_can_be_reached() -> None:
    assert {CaseState.DRAFT, *TRANSITIONS.values()} == set(CaseState)


@pytest.mark.parametrize("state", [CaseState.WITHDRAWN, CaseState.RETURNED, CaseState.REVOKED])
@pytest.mark.parametrize("step", Step)
def test_what_is_over_stays_over(state: CaseState, step: Step) -> None:
    with pytest.raises(StepRefused):
        after(state, step)


def test_nothing_is_decided_while_a_material_is_missing() -> None:
    with pytest.raises(StepRefused):
        after(CaseState.MATERIAL_DUE, Step.DECIDE)
