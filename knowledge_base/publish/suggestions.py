"""What should be written, as unanswered questions and agents' answers say, each with its conversations."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chassis.audit import Action
from chassis.clock import Clock
from chassis.pii import mask
from chassis.staff import Person
from knowledge_base.curation import (
    Author,
    CurationReads,
    CurationStore,
    CurationWrites,
    PointChange,
    PointSuggestion,
    SuggestionSource,
    SuggestionState,
)
from knowledge_base.errors import SuggestionUnknown
from knowledge_base.given import Suggestion
from knowledge_base.naming import name_key

Mined = Callable[[int], Sequence[Suggestion]]
"""So many groups of questions that nothing answers well."""
_MOST_MINED = 200
_MOST_CONVERSATIONS = 50


def nothing_mined(_: int) -> Sequence[Suggestion]:
    return ()


@dataclass(frozen=True)
class Suggestions:
    """`mined` gives the groups that are open; what was taken or dismissed of them is kept here."""

    curation: CurationStore
    clock: Clock
    mined: Mined = nothing_mined

    def open(self, *, limit: int) -> list[PointSuggestion]:
        """Most asked first."""
        with self.curation.reading() as reads:
            stored = reads.suggestions(SuggestionState.OPEN, limit=limit)
            decided = reads.suggestion_ids()
        mined = [found for found in map(self._of_group, self.mined(limit)) if found.id not in decided]
        return sorted([*stored, *mined], key=lambda found: -found.times)[:limit]

    def closed(self, state: SuggestionState, *, limit: int) -> list[PointSuggestion]:
        with self.curation.reading() as reads:
            return reads.suggestions(state, limit=limit)

    def find(self, suggestion_id: str) -> PointSuggestion:
        """Raises: SuggestionUnknown."""
        with self.curation.reading() as reads:
            return self._find(reads, suggestion_id)

    def suggest(
        self, person: Person, *, question: str, answer: str, region: str | None, conversation: str
    ) -> PointSuggestion:
        """What an agent answered. The same question again counts once a conversation."""
        question, answer = mask(question), mask(answer)
        name = hashlib.sha256(f"{region} {name_key(question)}".encode()).hexdigest()[:24]
        with self.curation.writing() as writes:
            known = writes.suggestion(f"agent:{name}")
            if known and (conversation in known.conversations or known.state is not SuggestionState.OPEN):
                return known
            suggestion = known or PointSuggestion(
                id=f"agent:{name}",
                source=SuggestionSource.AGENT,
                question=question,
                answer=answer,
                region=region,
                conversations=(),
                times=0,
                suggested_by=person.account,
                created_at=self.clock.now(),
            )
            suggestion = replace(
                suggestion,
                conversations=(*suggestion.conversations, conversation)[-_MOST_CONVERSATIONS:],
                times=suggestion.times + 1,
            )
            self._put(writes, person, suggestion, "suggestion.made")
            return suggestion

    def dismiss(self, person: Person, suggestion_id: str, *, reason: str) -> PointSuggestion:
        with self.curation.writing() as writes:
            known = self._find(writes, suggestion_id)
            if known.state is SuggestionState.DISMISSED:
                return known
            if known.state is SuggestionState.TAKEN:
                raise SuggestionUnknown(f"{suggestion_id!r} was taken")
            dismissed = self._decided(known, person, SuggestionState.DISMISSED)
            dismissed = replace(dismissed, reason=reason)
            self._put(writes, person, dismissed, "suggestion.dismissed")
            return dismissed

    def take(
        self, writes: CurationWrites, suggestion_id: str, person: Person, change: PointChange
    ) -> PointSuggestion:
        """In the transaction that writes the point.

        Raises:
            SuggestionUnknown: there is none that is open.
        """
        known = self._find(writes, suggestion_id)
        if known.state is not SuggestionState.OPEN:
            raise SuggestionUnknown(f"{suggestion_id!r} is {known.state.value}")
        taken = self._decided(known, person, SuggestionState.TAKEN)
        taken = replace(taken, document_id=change.document_id, point=change.point)
        self._put(writes, person, taken, "suggestion.taken")
        return taken

    def reopen(self, writes: CurationWrites, suggestion_id: str) -> None:
        """In the transaction that withdraws what was made of it."""
        known = writes.suggestion(suggestion_id)
        if known:
            writes.put_suggestion(
                replace(
                    known,
                    state=SuggestionState.OPEN,
                    document_id=None,
                    point=None,
                    decided_by=None,
                    decided_at=None,
                )
            )

    def _find(self, reads: CurationReads, suggestion_id: str) -> PointSuggestion:
        known = reads.suggestion(suggestion_id)
        if known:
            return known
        for group in self.mined(_MOST_MINED):
            found = self._of_group(group)
            if found.id == suggestion_id:
                return found
        raise SuggestionUnknown(f"no suggestion {suggestion_id!r}")

    def _of_group(self, group: Suggestion) -> PointSuggestion:
        return PointSuggestion(
            id=f"group:{group.group_id}",
            source=SuggestionSource.UNANSWERED,
            question=group.question,
            answer="",
            region=group.regions[0] if len(group.regions) == 1 else None,
            conversations=group.conversation_ids[:_MOST_CONVERSATIONS],
            times=group.times,
            suggested_by="",
            created_at=self.clock.now(),
        )

    def _decided(self, known: PointSuggestion, person: Person, state: SuggestionState) -> PointSuggestion:
        return replace(known, state=state, decided_by=Author.of(person), decided_at=self.clock.now())

    def _put(self, writes: CurationWrites, person: Person, suggestion: PointSuggestion, name: str) -> None:
        writes.put_suggestion(suggestion)
        writes.log(person, Action(name, suggestion.id), at=self.clock.now())
