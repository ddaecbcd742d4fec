"""Moves reports from state to state by their lifecycle, with a line for the citizen and one for the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.backoffice.handlers.report_texts import ReportTexts
from actions.backoffice.repository.reports import ReportRepository, StoredReport
from actions.backoffice.writes import WriteSession
from actions.errors import StepRefused, VersionConflict
from actions.rules.report_lifecycle import ReportMove, after
from actions.wire.reports import ReportState, RoutedTo


@dataclass(frozen=True)
class ReportProgress:
    """The audit trail holds none of the words that were written: they stand encrypted in the timeline."""

    reports: ReportRepository
    texts: ReportTexts

    def open(self, session: WriteSession, report: StoredReport) -> None:
        """Store a report that has just come in."""
        self.reports.add(session.connection, report)
        detail = {"region": report.facts.region, "breach": report.facts.breach, "risk": report.risk}
        self._tell(session, report, self.texts.received(report), action="submit", detail=detail)

    def move(
        self,
        session: WriteSession,
        report: StoredReport,
        move: ReportMove,
        *,
        text: str,
        routed_to: RoutedTo | None = None,
    ) -> StoredReport:
        """The report as it is afterwards.

        Raises:
            StepRefused: the state does not allow it.
            VersionConflict: somebody else has changed the report.
        """
        changed = self.moved(report, move, routed_to=routed_to)
        self.reports.save(session.connection, changed)
        self._tell(session, changed, text, action=move, detail={"to": changed.routed_to.name})
        return changed

    def moved(
        self, report: StoredReport, move: ReportMove, *, routed_to: RoutedTo | None = None
    ) -> StoredReport:
        """As it would be, not stored.

        Raises:
            StepRefused: the state does not allow it.
        """
        state = self._after(report, move)
        return report.next(state=state, routed_to=routed_to or report.routed_to)

    def _after(self, report: StoredReport, move: ReportMove) -> ReportState:
        try:
            return after(report.state, move)
        except StepRefused as refused:
            state = self.texts.state_names[report.state]
            message = self.texts.refusals.finished.format(state=state)
            raise StepRefused(str(refused), message=message) from None

    def _tell(
        self,
        session: WriteSession,
        report: StoredReport,
        text: str,
        *,
        action: str,
        detail: Mapping[str, Any],
    ) -> None:
        self.reports.add_entry(session.connection, report, at=session.now, text=text)
        session.record(
            subject=f"report:{report.number}",
            action=f"report.{action}",
            detail={"state": report.state, "version": report.version, **detail},
        )


def require_version(report: StoredReport, version: int) -> None:
    """Raises: VersionConflict: the caller has read an older version."""
    if report.version != version:
        raise VersionConflict(f"{report.number!r} is at version {report.version}, not {version}")
