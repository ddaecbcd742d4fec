"""The life of a rectification."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.errors import StepRefused
from actions.rules.review_states import Standing, after, dropped, rated
from actions.wire.rectifications import RectificationAct as Act
from actions.wire.rectifications import RectificationState as State

PREDECESSORS = {
    State.DISPATCHED: {State.OPENED, State.DISPATCHED, State.CONTACTED, State.VERIFIED},
    State.CONTACTED: {State.DISPATCHED, State.CONTACTED},
    State.VERIFIED: {State.DISPATCHED, State.CONTACTED},
    State.FIXED: {State.VERIFIED, State.SCHEDULED, State.REPLIED},
    State.SCHEDULED: {State.VERIFIED, State.SCHEDULED, State.REPLIED},
    State.EXPLAINED: {State.VERIFIED, State.SCHEDULED, State.REPLIED},
    State.REPLIED: {State.FIXED, State.SCHEDULED, State.EXPLAINED},
    State.RATED: {State.REPLIED},
}


def _move(standing: Standing, step: Act | str) -> Standing:
    if step == "rate":
        return replace(standing, state=rated(standing))
    if step == "drop":
        return replace(standing, state=dropped(standing))
    act = Act(step)
    owed = {Act.SCHEDULE: True, Act.FIX: False, Act.EXPLAIN: False}.get(act, standing.fix_owed)
    return replace(standing, state=after(standing, act), fix_owed=owed)


@given(st.lists(st.sampled_from([*Act, "rate", "drop"]), max_size=40), st.booleans())
def test_no_state_is_reached_without_its_predecessor(steps: list[Act | str], contactable: bool) -> None:
    standing, passed = Standing(State.OPENED, contactable=contactable), [State.OPENED]
    for step in steps:
        try:
            following = _move(standing, step)
        except StepRefused:
            continue
        if following.state not in (standing.state, State.DROPPED):
            assert standing.state in PREDECESSORS[following.state]
        if following.state is State.RATED:
            assert not standing.fix_owed
        standing = following
        passed.append(standing.state)
    if State.REPLIED in passed:
        assert State.VERIFIED in passed
        assert (State.CONTACTED in passed) is contactable
    if State.DROPPED in passed:
        assert standing.state is State.DROPPED, "what is dropped stays so"


@pytest.mark.parametrize("state", [State.RATED, State.DROPPED])
@pytest.mark.parametrize("act", Act)
def test_what_is_over_stays_over(state: State, act: Act) -> None:
    with pytest.raises(StepRefused):
        after(Standing(state), act)


def test_reply_that_named_a_date_is_followed_by_the_fix() -> None:
    owed = Standing(State.REPLIED, fix_owed=True)
    assert after(owed, Act.FIX) is State.FIXED
    with pytest.raises(StepRefused):
        rated(owed)
    with pytest.raises(StepRefused):
        after(Standing(State.REPLIED), Act.FIX)
