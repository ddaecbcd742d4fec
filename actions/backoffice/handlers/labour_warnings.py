"""Warnings of collective events and of several reports on one employer: raised, read, acknowledged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.region import checked_region
from actions.backoffice.handlers.report_texts import ReportTexts
from actions.backoffice.report_rules import ReportRules
from actions.backoffice.repository.labour_warnings import LabourWarningRepository
from actions.backoffice.repository.reports import ReportRepository, StoredReport
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import StepRefused, VersionConflict
from actions.rules.report_patterns import pattern
from actions.wire.reports import (
    LabourWarning,
    LabourWarnings,
    Risk,
    WarningAcknowledgement,
    WarningKind,
)

MOST = 500
"""Warnings in one answer."""


@dataclass(frozen=True)
class WarningRaiser:
    """Reports of a day are stored one after the other, so each sees those before it."""

    reports: ReportRepository
    warnings: LabourWarningRepository
    rules: ReportRules

    def look_at(self, session: WriteSession, report: StoredReport) -> None:
        """Raise what a report that has just been stored gives cause for."""
        if report.risk is Risk.COLLECTIVE:
            self._raise(session, report, WarningKind.COLLECTIVE, [report.number], report.reasons[0])
        if report.employer is None:
            return
        rule = self.rules.of(report.facts.region).patterns
        since = session.now - timedelta(days=rule.days)
        sightings = self.reports.sightings(
            session.connection, report.employer, region=report.facts.region, since=since
        )
        found = pattern(sightings, rule, now=session.now)
        if found is not None:
            self._raise(session, report, WarningKind.PATTERN, found.reports, found.reason)

    def _raise(
        self,
        session: WriteSession,
        report: StoredReport,
        kind: WarningKind,
        numbers: Sequence[str],
        reason: str,
    ) -> None:
        """A warning on the employer that nobody has seen yet grows; otherwise there is a new one."""
        connection, region = session.connection, report.facts.region
        waiting = report.employer and self.warnings.waiting(
            connection, kind=kind, region=region, employer=report.employer
        )
        if waiting:
            new = [number for number in numbers if number not in waiting.reports]
            if self.warnings.extend(connection, waiting, reports=new, reason=reason):
                self._record(session, waiting.id, "extended", kind, new)
                return
        raised = LabourWarning(
            id=uuid4().hex,
            kind=kind,
            region=region,
            employer=report.facts.employer,
            reports=list(numbers),
            reason=reason,
            raised_at=session.now,
            acknowledged_by=None,
            version=1,
        )
        self.warnings.add(connection, raised, employer=report.employer)
        self._record(session, raised.id, "raised", kind, numbers)

    def _record(
        self, session: WriteSession, id_: str, action: str, kind: WarningKind, numbers: Sequence[str]
    ) -> None:
        detail = {"kind": kind, "reports": list(numbers)}
        session.record(subject=f"warning:{id_}", action=f"warning.{action}", detail=detail)


@dataclass(frozen=True)
class LabourWarningHandler:
    engine: Engine
    writer: Writer
    warnings: LabourWarningRepository
    texts: ReportTexts

    def list(self, region: str | None) -> LabourWarnings:
        """Those that nobody has acknowledged first.

        Raises:
            RegionMalformed: not a GB/T 2260 code.
        """
        checked = checked_region(region)
        with self.engine.connect() as connection:
            return LabourWarnings(warnings=self.warnings.list(connection, region=checked, most=MOST))

    def acknowledge(
        self, call: WriteCall, id_: str, acknowledgement: WarningAcknowledgement, *, by: str
    ) -> Response:
        """Raises: WarningUnknown, VersionConflict, StepRefused: somebody has done it already."""

        def work(session: WriteSession) -> LabourWarning:
            warning = self.warnings.find(session.connection, id_)
            if warning.acknowledged_by is not None:
                message = self.texts.refusals.acknowledged.format(by=warning.acknowledged_by)
                raise StepRefused(repr(id_), message=message)
            if warning.version != acknowledgement.version:
                raise VersionConflict(f"{id_!r} is at version {warning.version}")
            done = self.warnings.acknowledge(
                session.connection, warning, by=by, at=session.now, note=acknowledgement.note.strip()
            )
            session.record(subject=f"warning:{id_}", action="warning.acknowledged", detail={"by": by})
            return done

        return self.writer.write(call, work)
