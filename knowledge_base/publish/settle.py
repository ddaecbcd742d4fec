"""Brings the states of published proposals up to what became of their documents.

What answers read decides: a text that another one took the place of is superseded, one past its last day is
expired (the last day still counts), whoever brought that about.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime

from chassis.audit import Action
from chassis.staff import Person
from knowledge_base.adapters.approval_writing import Writing
from knowledge_base.models import Term, VersionState
from knowledge_base.proposal import Proposal, ProposalState, Standing
from knowledge_base.publish.announce import Announce, Event
from knowledge_base.terms import gave_way, in_force, is_withdrawn

_TOLD = {ProposalState.EXPIRED: Event.EXPIRED, ProposalState.WITHDRAWN: Event.WITHDRAWN}
"""That a newer text took its place was told with the newer text."""


def unsettled(
    standings: Collection[Standing], terms: Collection[Term], day: date
) -> Iterator[tuple[Proposal, ProposalState]]:
    """Those whose state is another than it should be on that day, with the state that it should be."""
    holding = frozenset(document_id for document_id, _ in in_force(terms, day))
    for standing in standings:
        state = _state(standing, holding, day)
        if state is not standing.proposal.state:
            yield standing.proposal, state


def settle(writing: Writing, person: Person, announce: Announce, *, at: datetime) -> int:
    """How many states were put right."""
    settled = list(unsettled(writing.standings(), writing.terms(), at.date()))
    for proposal, state in settled:
        now = replace(proposal, state=state, revision=proposal.revision + 1, changed_at=at)
        writing.put(now)
        about = {"proposal": proposal.id, "version": proposal.number, "from": proposal.state.value}
        writing.audit(person, Action(f"proposal_{state.value}", proposal.document_id, about), at=at)
        if state in _TOLD:
            announce(writing, _TOLD[state], now, person, at=at)
    return len(settled)


def _state(standing: Standing, holding: frozenset[str], day: date) -> ProposalState:
    document = standing.document
    if is_withdrawn(document, day):
        return ProposalState.WITHDRAWN
    if standing.version_state is not VersionState.PUBLISHED:
        return ProposalState.SUPERSEDED
    if gave_way(document, day) and document.superseded_by in holding:
        return ProposalState.SUPERSEDED
    if document.effective_to is not None and document.effective_to < day:
        return ProposalState.EXPIRED
    return ProposalState.PUBLISHED
