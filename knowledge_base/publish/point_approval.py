"""A change of a point on its way to the readers: submitted, sent back, or approved by another person.

What is approved becomes the document's new version of points, in the transaction that approves it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chassis.staff import Person
from knowledge_base.curation import Author, ChangeState, PointChange
from knowledge_base.errors import OwnPoint, PointUnsupported
from knowledge_base.messages import message
from knowledge_base.models import Source, Version
from knowledge_base.policies.points import PolicyPoint
from knowledge_base.publish.merge import told
from knowledge_base.publish.point_check import Checked, PointCheck, statement_of
from knowledge_base.publish.point_sitting import PointDesk, Sitting, expect, expect_submitted
from knowledge_base.publish.points import PointsText
from knowledge_base.publish.points_version import points_version
from knowledge_base.publish.suggestions import Suggestions

_SHOWN = 8
"""So many of what does not stand there are told in a message."""


@dataclass(frozen=True)
class PointApproval:
    """`prepare` puts a version (document, number) into the indexes before it is told; `refresh` brings them
    up to what was approved."""

    desk: PointDesk
    check: PointCheck
    suggestions: Suggestions
    prepare: Callable[[str, int], object]
    refresh: Callable[[], object]

    def submit(
        self, person: Person, document_id: str, point: str, *, revision: int, reason: str = ""
    ) -> PointChange:
        """For another person to approve. Submitting again what waits already changes nothing.

        Raises:
            PointUnsupported: not all of it stands in the section, and no reason is given.
        """
        with self.desk.sitting(person, document_id) as sitting:
            change = sitting.pending(point)
            if change.state is ChangeState.SUBMITTED:
                return change
            expect(change, revision)
            change = replace(change, state=ChangeState.SUBMITTED, reason=reason.strip(), returned="")
            self._require_support(sitting, change)
            return sitting.put(change, "point.submitted")

    def send_back(
        self, person: Person, document_id: str, point: str, *, revision: int, reason: str
    ) -> PointChange:
        """To its authors, who are told why."""
        with self.desk.sitting(person, document_id) as sitting:
            change = sitting.pending(point)
            if change.state is ChangeState.DRAFT and change.returned == reason:
                return change
            expect_submitted(change, revision)
            return sitting.put(replace(change, state=ChangeState.DRAFT, returned=reason), "point.returned")

    def withdraw(self, person: Person, document_id: str, point: str, *, revision: int) -> PointChange:
        """What it was made from is open again."""
        with self.desk.sitting(person, document_id) as sitting:
            change = sitting.pending(point)
            expect(change, revision)
            if change.suggestion_id:
                self.suggestions.reopen(sitting.writes, change.suggestion_id)
            return sitting.put(replace(change, state=ChangeState.WITHDRAWN), "point.withdrawn")

    def approve(self, person: Person, document_id: str, point: str, *, revision: int) -> PointChange:
        """It is told from now on. Approving again what was approved changes nothing.

        Raises:
            OwnPoint: the person wrote at it.
            PointUnsupported: its section was changed after it was submitted.
        """
        with self.desk.sitting(person, document_id) as sitting:
            known = sitting.named(point)
            if known.pending is None and known.approved and known.approved.revision == revision + 1:
                return known.approved
            self._approvable(sitting, point, revision)
            coming = self._draft(sitting, point)
        if coming is not None:
            self.prepare(document_id, coming)
        with self.desk.sitting(person, document_id) as sitting:
            change = self._approvable(sitting, point, revision)
            before = sitting.named(point).approved
            if before:
                sitting.writes.put_change(replace(before, state=ChangeState.REPLACED))
            decided_by, now = Author.of(person), sitting.clock.now()
            change = replace(change, state=ChangeState.APPROVED, decided_by=decided_by, decided_at=now)
            approved = sitting.put(change, "point.approved")
            self._put_version(sitting, told(sitting.merged_now()), publish=True)
        self.refresh()
        return approved

    def _approvable(self, sitting: Sitting, point: str, revision: int) -> PointChange:
        change = sitting.pending(point)
        expect_submitted(change, revision)
        if sitting.person.account in {author.account for author in change.authors}:
            raise OwnPoint(f"{sitting.person.account!r} wrote {point!r}")
        self._require_support(sitting, change)
        return change

    def _draft(self, sitting: Sitting, point: str) -> int | None:
        """The number of the version that is to come, stored for the indexes to read before it is told. None
        where the text stays as it is published: a draft of it would be that version itself."""
        content = {known.id: known.current for known in sitting.merged}
        content[point] = sitting.pending(point).content
        points = tuple(filter(None, (content[known.id] for known in sitting.merged)))
        version, _ = self._version(sitting, points)
        published = self.check.store.published_version(sitting.document.id, Source.POLICY_POINT)
        if published and published.content_hash == version.content_hash:
            return None
        return self._put_version(sitting, points, publish=False).number

    def _put_version(self, sitting: Sitting, points: Sequence[PolicyPoint], *, publish: bool) -> Version:
        version, laid_out = self._version(sitting, points)
        return sitting.writes.put_version(
            sitting.document, version, laid_out.sections, laid_out.chunks, publish=publish
        )

    def _version(self, sitting: Sitting, points: Sequence[PolicyPoint]) -> tuple[Version, PointsText]:
        first_day = self.check.first_day(sitting.document.id)
        return points_version(sitting.document, points, first_day=first_day, at=sitting.clock.now())

    def _require_support(self, sitting: Sitting, change: PointChange) -> None:
        """What is told already, with other wordings, is not looked up again."""
        if change.content is None or change.reason:
            return
        current = sitting.named(change.point).current
        if current and _says(current) == _says(change.content):
            return
        checked = self.check.of_point(change.document_id, change.content)
        if not checked.is_supported:
            raise PointUnsupported(f"{change.point!r}", message=told_missing(checked))


def _says(point: PolicyPoint) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    return point.section, statement_of(point), point.names


def told_missing(checked: Checked) -> str:
    """In words, what of a point does not stand where it says."""
    if checked.official is None:
        return message("point_without_official")
    if not checked.section_found:
        return message("point_without_section")
    missing = "、".join(f"“{missing.written}”" for missing in checked.unsupported[:_SHOWN])
    return message("point_unsupported", missing=missing)
