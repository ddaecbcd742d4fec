"""Policy points and curated answers, written beside the official section by staff."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.pii import mask
from chassis.staff import Person
from knowledge_base.curation import ChangeState, PointChange
from knowledge_base.errors import PointChanged, PointNotOpen, PointUnknown
from knowledge_base.policies.points import PolicyPoint
from knowledge_base.publish.merge import MergedPoint
from knowledge_base.publish.point_sitting import PointDesk, expect, joined
from knowledge_base.publish.suggestions import Suggestions


@dataclass(frozen=True)
class Curated:
    """What is written is told once another person has approved it (`point_approval.py`)."""

    desk: PointDesk
    suggestions: Suggestions

    def points(self, document_id: str) -> list[MergedPoint]:
        return self.desk.points(document_id)

    def point(self, document_id: str, point: str) -> MergedPoint:
        """Raises: PointUnknown."""
        for known in self.desk.points(document_id):
            if known.id == point:
                return known
        raise PointUnknown(f"no point {point!r}")

    def history(self, document_id: str, point: str) -> list[PointChange]:
        """The latest change first."""
        return self.desk.history(document_id, point)

    def waiting(self) -> list[PointChange]:
        """What is being written or waits for approval, of all documents, the oldest first."""
        with self.desk.curation.reading() as reads:
            return reads.open_changes()

    def save(
        self,
        person: Person,
        document_id: str,
        content: PolicyPoint,
        *,
        revision: int,
        suggestion: str | None = None,
    ) -> PointChange:
        """Write at the open change of a point, or begin one (`revision` 0). One that waited for approval is a
        draft again. The same again changes nothing.

        Raises:
            DocumentUnknown, PointChanged, WordingTaken, SuggestionUnknown: nothing was stored.
        """
        content = content.model_copy(update={"asks": joined((), map(mask, content.asks))})
        with self.desk.sitting(person, document_id) as sitting:
            known = sitting.find(content.id)
            pending = known.pending if known else None
            if pending and pending.content == content:
                return pending
            expect(pending, revision)
            sitting.refuse_taken(content)
            change = sitting.written(content.id, content)
            if suggestion and not pending:
                taken = self.suggestions.take(sitting.writes, suggestion, person, change)
                change = replace(change, suggestion_id=taken.id)
            return sitting.put(change, "point.written")

    def add_wordings(
        self, person: Person, document_id: str, point: str, wordings: Iterable[str]
    ) -> PointChange | None:
        """Further words of citizens for a point, whose text stays. They wait for approval; None where what is
        told has them all.

        Raises:
            DocumentUnknown, PointUnknown, WordingTaken: nothing was stored.
        """
        with self.desk.sitting(person, document_id) as sitting:
            known = sitting.named(point)
            content = known.pending.content if known.pending else known.current
            if content is None:
                raise PointUnknown(f"{point!r} is taken out")
            asks = joined(content.asks, map(mask, wordings))
            if asks == content.asks:
                return known.pending
            content = content.model_copy(update={"asks": asks})
            sitting.refuse_taken(content)
            state = known.pending.state if known.pending else ChangeState.SUBMITTED
            change = replace(sitting.written(point, content), state=state)
            return sitting.put(change, "point.wordings_added")

    def take_out(self, person: Person, document_id: str, point: str, *, reason: str) -> PointChange:
        """Propose that a point is no longer told.

        Raises:
            PointChanged: somebody is writing at it.
            PointNotOpen: it is not told.
        """
        with self.desk.sitting(person, document_id) as sitting:
            known = sitting.named(point)
            if known.pending:
                if known.pending.content is None:
                    return known.pending
                raise PointChanged(f"{point!r} is being changed")
            if known.current is None:
                raise PointNotOpen(f"{point!r} is not told")
            change = sitting.written(point, None)
            change = replace(change, state=ChangeState.SUBMITTED, reason=reason)
            return sitting.put(change, "point.removal_proposed")
