"""Reports, and what those who made them can do with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.labour_warnings import WarningRaiser
from actions.backoffice.handlers.report_codes import ReportCodes
from actions.backoffice.handlers.report_progress import ReportProgress, require_version
from actions.backoffice.handlers.report_reach import ReportCaller, ReportReach
from actions.backoffice.handlers.report_routing import ReportRouting
from actions.backoffice.handlers.report_view import ReportViews, evidence_of
from actions.backoffice.report_rules import ReportRules
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.repository.reports import StoredReport
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import AnswerInvalid, CitizenUnknown
from actions.rules.report_grading import grade, place_in_line
from actions.rules.report_lifecycle import ReportMove
from actions.rules.report_patterns import normalised_employer
from actions.wire.reports import (
    ReportAddition,
    ReportFacts,
    Reports,
    ReportState,
    ReportSubmission,
    ReportView,
    ReportWithdrawal,
)

ANONYMOUS = "anonymous"
"""Who did it, in the audit trail, where nobody wants to be named: not even a conversation."""

_SHORTEST = 2


@dataclass(frozen=True)
class ReportHandler:
    engine: Engine
    writer: Writer
    progress: ReportProgress
    reach: ReportReach
    codes: ReportCodes
    routing: ReportRouting
    raiser: WarningRaiser
    views: ReportViews
    rules: ReportRules
    numbers: CaseRepository

    def submit(self, call: WriteCall, submission: ReportSubmission, caller: ReportCaller) -> Response:
        """Take a report in, grade it, send it to its street, and warn the staff where there is cause.

        Nothing of an anonymous one tells who is signed in. Its code is in this reply only.

        Raises:
            AnswerInvalid: a name without a number or the reverse; no employer or place.
            FileUnknown: evidence that is not of the conversation.
        """
        facts = self._checked(submission)
        subject = caller.subject if submission.phone else None

        def work(session: WriteSession) -> ReportView:
            connection = session.connection
            report = self._stored(session, submission, facts, replace(caller, subject=subject))
            self.progress.open(session, report)
            code = None if subject else self.codes.issue(connection, report.number)
            self._attach(session, report, submission.evidence, caller)
            self.raiser.look_at(session, report)
            return self.views.of(connection, report, code=code)

        return self.writer.write(_by(call, anonymous=submission.phone is None), work, status=201)

    def list(self, caller: ReportCaller) -> Reports:
        """The person's own, and those of the conversation that are nobody's; the latest first.

        Raises:
            CitizenUnknown: neither a person nor a conversation asks.
        """
        if caller.subject is None and caller.conversation is None:
            raise CitizenUnknown("neither citizen nor conversation")
        with self.engine.connect() as connection:
            found = self.progress.reports.reached(
                connection, conversation=caller.conversation, subject=caller.subject
            )
            return Reports(reports=[self.views.of(connection, report) for report in found])

    def read(self, number: str, caller: ReportCaller) -> ReportView:
        """Raises: ReportUnknown, CitizenUnknown, CodeAttemptsTooMany."""
        self.reach.require(number, caller)
        with self.engine.connect() as connection:
            return self.views.of(connection, self.progress.reports.find(connection, number))

    def add(self, call: WriteCall, number: str, addition: ReportAddition, caller: ReportCaller) -> Response:
        """Words, files, or both.

        Raises:
            ReportUnknown, CitizenUnknown, CodeAttemptsTooMany, FileUnknown, VersionConflict.
            StepRefused: it is closed or withdrawn.
            AnswerInvalid: nothing is there to be added.
        """
        if not addition.text.strip() and not addition.evidence:
            raise AnswerInvalid(message=self.progress.texts.refusals.nothing_added)

        def work(session: WriteSession, report: StoredReport) -> StoredReport:
            text = self.progress.texts.added(addition)
            added = self.progress.move(session, report, ReportMove.ADD, text=text)
            self._attach(session, report, addition.evidence, caller)
            return added

        return self._write(call, number, addition.version, caller, work)

    def withdraw(
        self, call: WriteCall, number: str, withdrawal: ReportWithdrawal, caller: ReportCaller
    ) -> Response:
        """Raises: ReportUnknown, CitizenUnknown, CodeAttemptsTooMany, VersionConflict, StepRefused."""

        def work(session: WriteSession, report: StoredReport) -> StoredReport:
            text = self.progress.texts.withdrawn(withdrawal.reason)
            return self.progress.move(session, report, ReportMove.WITHDRAW, text=text)

        return self._write(call, number, withdrawal.version, caller, work)

    def _checked(self, submission: ReportSubmission) -> ReportFacts:
        refusals, facts = self.progress.texts.refusals, submission.facts
        if (submission.name is None) != (submission.phone is None):
            raise AnswerInvalid(message=refusals.half_named)
        employer, place = facts.employer.strip(), facts.place.strip()
        if min(len(employer), len(place)) < _SHORTEST:
            raise AnswerInvalid(message=refusals.blank)
        return facts.model_copy(update={"employer": employer, "place": place})

    def _stored(
        self, session: WriteSession, submission: ReportSubmission, facts: ReportFacts, caller: ReportCaller
    ) -> StoredReport:
        """The number is drawn first: whoever draws one meanwhile waits, and then sees this report."""
        rules, reports = self.rules.of(facts.region), self.progress.reports
        series = f"{self.progress.texts.number_letters}{session.now:%Y%m%d}"
        number = f"{series}-{self.numbers.next_number(session.connection, series):06}"
        graded = grade(facts, rules.grading)
        return StoredReport(
            number=number,
            version=1,
            state=ReportState.RECEIVED,
            conversation_id=caller.conversation,
            subject=caller.subject,
            channel=submission.channel,
            facts=facts,
            name=submission.name,
            phone=submission.phone,
            employer=reports.employer_digest(normalised_employer(facts.employer, rules.employers)),
            risk=graded.risk,
            reasons=graded.reasons,
            place_in_line=place_in_line(facts, graded.risk),
            routed_to=self.routing.of(session.connection, facts),
            received_at=session.now,
        )

    def _attach(
        self, session: WriteSession, report: StoredReport, files: Sequence[str], caller: ReportCaller
    ) -> None:
        self.views.files.attach(session.connection, files, caller.conversation, to=evidence_of(report.number))

    def _write(
        self,
        call: WriteCall,
        number: str,
        version: int,
        caller: ReportCaller,
        step: Callable[[WriteSession, StoredReport], StoredReport],
    ) -> Response:
        """One step of whoever made the report."""
        anonymous = self.reach.require(number, caller).anonymous

        def work(session: WriteSession) -> ReportView:
            report = self.progress.reports.find(session.connection, number)
            require_version(report, version)
            return self.views.of(session.connection, step(session, report))

        return self.writer.write(_by(call, anonymous=anonymous), work)


def _by(call: WriteCall, *, anonymous: bool) -> WriteCall:
    return replace(call, actor=ANONYMOUS) if anonymous else call
