"""What the staff do with reports: read the line, take, transfer, close."""

from dataclasses import dataclass

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.region import checked_region
from actions.backoffice.handlers.report_progress import ReportProgress, require_version
from actions.backoffice.handlers.report_routing import ReportRouting
from actions.backoffice.handlers.report_view import ReportViews
from actions.backoffice.repository.notices import NoticeRepository
from actions.backoffice.repository.reports import StoredReport
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import AnswerInvalid
from actions.rules.report_lifecycle import OPEN, ReportMove
from actions.wire.reports import ReportAct, ReportState, ReportStep, RoutedTo, StaffReport, StaffReports

MOST = 500
"""Reports in one answer."""

TOPIC = "report"


@dataclass(frozen=True)
class ReportworkHandler:
    engine: Engine
    writer: Writer
    progress: ReportProgress
    routing: ReportRouting
    views: ReportViews
    notices: NoticeRepository

    def list(self, *, region: str | None, state: ReportState | None) -> StaffReports:
        """The first in line first; without a state, all that somebody still has to do something about.

        Raises:
            RegionMalformed: not a GB/T 2260 code.
        """
        checked, states = checked_region(region), [state] if state else OPEN
        with self.engine.connect() as connection:
            found = self.progress.reports.line(connection, region=checked, states=states, most=MOST)
            return StaffReports(
                reports=[self.views.for_staff(connection, report, whole=False) for report in found]
            )

    def read(self, number: str, *, by: str) -> StaffReport:
        """With who reported, which leaves a line in the audit trail.

        Raises:
            ReportUnknown.
        """

        def work(session: WriteSession) -> StaffReport:
            report = self.progress.reports.find(session.connection, number)
            session.record(
                subject=f"report:{number}", action="report.read", detail={"named": not report.anonymous}
            )
            return self.views.for_staff(session.connection, report, whole=True)

        return self.writer.run(f"staff:{by}", work)

    def step(self, call: WriteCall, number: str, step: ReportStep) -> Response:
        """Take a step, and tell the citizen.

        Raises:
            ReportUnknown, VersionConflict, StepRefused.
            AnswerInvalid: a transfer to nowhere.
        """
        if step.act is ReportAct.TRANSFER and not (step.to or "").strip():
            raise AnswerInvalid(message=self.progress.texts.refusals.no_destination)

        def work(session: WriteSession) -> StaffReport:
            connection = session.connection
            report = self.progress.reports.find(connection, number)
            require_version(report, step.version)
            stepped = self._stepped(session, report, step)
            view = self.views.for_staff(connection, stepped, whole=True)
            if stepped.conversation_id is not None:
                text = self.progress.texts.notice(stepped, step.note)
                self.notices.add(connection, stepped.conversation_id, text, TOPIC, session.now)
            return view

        return self.writer.write(call, work)

    def _stepped(self, session: WriteSession, report: StoredReport, step: ReportStep) -> StoredReport:
        move, to = ReportMove(step.act), self._destination(session, report, step)
        text = self.progress.texts.stepped(self.progress.moved(report, move, routed_to=to), step.note)
        return self.progress.move(session, report, move, text=text, routed_to=to)

    def _destination(self, session: WriteSession, report: StoredReport, step: ReportStep) -> RoutedTo | None:
        if step.act is not ReportAct.TRANSFER or step.to is None:
            return None
        return self.routing.elsewhere(session.connection, report.facts.region, step.to.strip())
