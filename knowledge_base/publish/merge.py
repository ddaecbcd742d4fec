"""The points of a document as they are told: those that ship, with what two people at the desk decided.

A change made at the desk goes before the shipped point, and stays when the shipped one changes: a newer
release does not undo what was approved here. That both say something else is then shown until somebody
approves a change that was written over the newer one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge_base.curation import ChangeState, PointChange, hash_of
from knowledge_base.policies.points import PolicyDocument, PolicyPoint


@dataclass(frozen=True)
class MergedPoint:
    """`shipped` is None where it was written at the desk, `approved` is the change that holds, if any, and
    `pending` the one that is being written or waits for approval."""

    id: str
    shipped: PolicyPoint | None
    approved: PointChange | None
    pending: PointChange | None

    @property
    def current(self) -> PolicyPoint | None:
        """What is told; None where it was taken out, or was never approved."""
        return self.approved.content if self.approved else self.shipped

    @property
    def is_changed(self) -> bool:
        return self.approved is not None and hash_of(self.current) != hash_of(self.shipped)

    @property
    def is_conflict(self) -> bool:
        """The shipped point was changed after the desk changed it."""
        if self.approved is None or not self.is_changed:
            return False
        return self.approved.shipped_hash != hash_of(self.shipped)


def merge(shipped: Sequence[PolicyPoint], changes: Iterable[PointChange]) -> list[MergedPoint]:
    """In the order in which they ship; a new one behind the last of its section."""
    approved: dict[str, PointChange] = {}
    pending: dict[str, PointChange] = {}
    for change in changes:
        if change.state is ChangeState.APPROVED:
            approved[change.point] = change
        elif change.is_open:
            pending[change.point] = change
    of_product = {point.id: point for point in shipped}
    merged = [
        MergedPoint(point.id, point, approved.get(point.id), pending.get(point.id)) for point in shipped
    ]
    written = [name for name in dict.fromkeys([*approved, *pending]) if name not in of_product]
    for name in written:
        _insert(merged, MergedPoint(name, None, approved.get(name), pending.get(name)))
    return merged


def told(merged: Iterable[MergedPoint]) -> tuple[PolicyPoint, ...]:
    return tuple(point.current for point in merged if point.current)


def _insert(merged: list[MergedPoint], new: MergedPoint) -> None:
    section = _section(new)
    positions = [position for position, point in enumerate(merged) if section and _section(point) == section]
    merged.insert(positions[-1] + 1 if positions else len(merged), new)


def _section(point: MergedPoint) -> tuple[str, ...] | None:
    content = point.current or (point.pending.content if point.pending else None)
    return content.section if content else None


def edited(policy: PolicyDocument, changes: Iterable[PointChange]) -> PolicyDocument:
    """The shipped document with what the desk decided; the very same where it decided nothing."""
    approved = [change for change in changes if change.state is ChangeState.APPROVED]
    if not approved:
        return policy
    return policy.model_copy(update={"points": told(merge(policy.points, approved))})
