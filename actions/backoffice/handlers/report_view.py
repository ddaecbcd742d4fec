"""A report as its citizen and as the staff read it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from actions.backoffice.handlers.report_texts import ReportTexts
from actions.backoffice.repository.files import FileRepository
from actions.backoffice.repository.labour_warnings import LabourWarningRepository
from actions.backoffice.repository.reports import ReportRepository, StoredReport
from actions.rules.masking import masked_name, masked_phone
from actions.rules.report_grading import in_green_lane
from actions.wire.reports import ReportView, StaffReport


@dataclass(frozen=True)
class ReportViews:
    reports: ReportRepository
    files: FileRepository
    warnings: LabourWarningRepository
    texts: ReportTexts

    def of(self, connection: Connection, report: StoredReport, *, code: str | None = None) -> ReportView:
        return self._view(connection, report, evidence=len(self._evidence(connection, report)), code=code)

    def for_staff(self, connection: Connection, report: StoredReport, *, whole: bool) -> StaffReport:
        """Who reported is masked unless `whole`."""
        evidence = self._evidence(connection, report)
        name, phone = report.name, report.phone
        if not whole:
            name, phone = name and masked_name(name), phone and masked_phone(phone)
        return StaffReport(
            report=self._view(connection, report, evidence=len(evidence), code=None),
            evidence=evidence,
            name=name,
            phone=phone,
            warnings=list(self.warnings.reasons_about(connection, report.number)),
        )

    def _evidence(self, connection: Connection, report: StoredReport) -> list[str]:
        return [file.id for file in self.files.attached(connection, evidence_of(report.number))]

    def _view(
        self, connection: Connection, report: StoredReport, *, evidence: int, code: str | None
    ) -> ReportView:
        return ReportView(
            number=report.number,
            code=code,
            state=report.state,
            state_name=self.texts.state_names[report.state],
            version=report.version,
            facts=report.facts,
            evidence=evidence,
            anonymous=report.anonymous,
            risk=report.risk,
            risk_reasons=list(report.reasons),
            green_lane=in_green_lane(report.facts),
            routed_to=report.routed_to,
            next_step=self.texts.next_step(report),
            timeline=self.reports.timeline(connection, report.number),
        )


def evidence_of(number: str) -> str:
    """What files are attached to."""
    return f"report:{number}"
