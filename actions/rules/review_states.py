"""Which state of a rectification follows which, from the review to the rating of the fix."""

from dataclasses import dataclass

from actions.errors import StepRefused
from actions.wire.rectifications import RectificationAct as Act
from actions.wire.rectifications import RectificationState as State


@dataclass(frozen=True)
class Standing:
    """`contactable`: somebody can be called back. `fix_owed`: a date was named, and it is not fixed yet."""

    state: State
    contactable: bool = True
    fix_owed: bool = False


UNANSWERED = (
    State.OPENED,
    State.DISPATCHED,
    State.CONTACTED,
    State.VERIFIED,
    State.FIXED,
    State.SCHEDULED,
    State.EXPLAINED,
)
"""Before the citizen has a reply; or has one, and was told another date since."""

TRANSITIONS: dict[tuple[State, Act], State] = {
    **{(state, Act.TAKE_IN): state for state in UNANSWERED},
    (State.OPENED, Act.DISPATCH): State.DISPATCHED,
    # To another unit: it turned out that this one has not handled it.
    (State.DISPATCHED, Act.DISPATCH): State.DISPATCHED,
    (State.CONTACTED, Act.DISPATCH): State.DISPATCHED,
    (State.VERIFIED, Act.DISPATCH): State.DISPATCHED,
    (State.DISPATCHED, Act.CONTACT): State.CONTACTED,
    (State.CONTACTED, Act.CONTACT): State.CONTACTED,
    (State.CONTACTED, Act.VERIFY): State.VERIFIED,
    (State.VERIFIED, Act.FIX): State.FIXED,
    (State.VERIFIED, Act.SCHEDULE): State.SCHEDULED,
    (State.VERIFIED, Act.EXPLAIN): State.EXPLAINED,
    (State.SCHEDULED, Act.FIX): State.FIXED,
    (State.SCHEDULED, Act.SCHEDULE): State.SCHEDULED,
    (State.SCHEDULED, Act.EXPLAIN): State.EXPLAINED,
    (State.FIXED, Act.REPLY): State.REPLIED,
    (State.SCHEDULED, Act.REPLY): State.REPLIED,
    (State.EXPLAINED, Act.REPLY): State.REPLIED,
}
_WITHOUT_CONTACT = {(State.DISPATCHED, Act.VERIFY): State.VERIFIED}
_WHILE_A_FIX_IS_OWED = {
    (State.REPLIED, Act.FIX): State.FIXED,
    (State.REPLIED, Act.SCHEDULE): State.SCHEDULED,
    (State.REPLIED, Act.EXPLAIN): State.EXPLAINED,
}


def after(standing: Standing, act: Act) -> State:
    """The state that an act of the staff leads to.

    Nobody calls back who is not known: then it is verified without. A fix that was put off goes on after the
    reply that named its date.

    Raises:
        StepRefused: the act is not possible in this state.
    """
    found = TRANSITIONS.get((standing.state, act))
    if found is None and not standing.contactable:
        found = _WITHOUT_CONTACT.get((standing.state, act))
    if found is None and standing.fix_owed:
        found = _WHILE_A_FIX_IS_OWED.get((standing.state, act))
    if found is None or (act is Act.CONTACT and not standing.contactable):
        raise StepRefused(f"{act.value} is not possible when {standing.state.value}")
    return found


def rated(standing: Standing) -> State:
    """After the citizen's rating of the fix.

    Raises:
        StepRefused: there is no reply yet, or it is not fixed yet, or it was rated before.
    """
    if standing.state is not State.REPLIED or standing.fix_owed:
        raise StepRefused(f"a fix cannot be rated when {standing.state.value}")
    return State.RATED


def dropped(standing: Standing) -> State:
    """After an appeal was upheld, or the review became a good one.

    Raises:
        StepRefused: it was dropped before.
    """
    if standing.state is State.DROPPED:
        raise StepRefused("dropped already")
    return State.DROPPED
