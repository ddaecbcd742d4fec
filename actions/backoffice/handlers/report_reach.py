"""Who may reach a report."""

from dataclasses import dataclass

from sqlalchemy import Engine

from actions.backoffice.handlers.report_codes import ReportCodes
from actions.backoffice.repository.reports import ReportRepository, StoredReport
from actions.errors import CitizenUnknown, ReportUnknown


@dataclass(frozen=True)
class ReportCaller:
    """The conversation that the call belongs to, the person who is signed in, the code that was given."""

    conversation: str | None
    subject: str | None
    code: str | None = None


@dataclass(frozen=True)
class ReportReach:
    """A person's own is reached by that person; nobody's, from its conversation or with its code."""

    engine: Engine
    reports: ReportRepository
    codes: ReportCodes

    def require(self, number: str, caller: ReportCaller) -> StoredReport:
        """The report as it is now. In a transaction of its own, as wrong codes are counted.

        Raises:
            CitizenUnknown: it is somebody's, made in this conversation, and nobody is signed in.
            ReportUnknown: not there, not the caller's, or another code.
            CodeAttemptsTooMany.
        """
        with self.engine.connect() as connection:
            report = self.reports.find(connection, number)
        here = caller.conversation is not None and report.conversation_id == caller.conversation
        if report.subject is not None:
            if report.subject == caller.subject:
                return report
            if here and caller.subject is None:
                raise CitizenUnknown("the report belongs to a person")
            raise ReportUnknown(repr(number))
        if not here:
            if caller.code is None:
                raise ReportUnknown(repr(number))
            self.codes.require(number, caller.code)
        return report
