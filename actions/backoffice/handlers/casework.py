"""What the staff do with cases: accept, return, decide, check, revoke."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.acceptance import Acceptance
from actions.backoffice.handlers.case_progress import CaseProgress, require_version
from actions.backoffice.handlers.case_view import CaseViews
from actions.backoffice.handlers.decisions import Decisions
from actions.backoffice.handlers.sentences import open_ended
from actions.backoffice.repository.cases import StoredCase
from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.repository.promises import PromiseRepository
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import AnswerInvalid, StepRefused
from actions.rules.lifecycle import Step
from actions.wire.cases import CaseList, CaseView, CheckResult, Decision, Outcome, StaffStep
from chassis.pii import mask

_CENTS_A_YUAN = 100


@dataclass(frozen=True)
class CaseworkHandler:
    engine: Engine
    writer: Writer
    progress: CaseProgress
    acceptance: Acceptance
    decisions: Decisions
    promises: PromiseRepository
    people: PeopleRepository
    views: CaseViews

    def accept(self, call: WriteCall, number: str, step: StaffStep) -> Response:
        """Raises: CaseUnknown, VersionConflict, StepRefused."""
        return self._write(call, number, step.version, self.acceptance.accept)

    def send_back(self, call: WriteCall, number: str, step: StaffStep) -> Response:
        """Return a case to its applicant.

        Raises:
            CaseUnknown, VersionConflict, StepRefused.
        """
        timeline = self.progress.texts.timeline
        text = _because(step.reason, timeline.returned_because, timeline.returned)
        return self._move(call, number, step, Step.RETURN, text)

    def revoke(self, call: WriteCall, number: str, step: StaffStep) -> Response:
        """Raises: CaseUnknown, VersionConflict, StepRefused."""
        timeline = self.progress.texts.timeline
        text = _because(step.reason, timeline.revoked_because, timeline.revoked)
        return self._move(call, number, step, Step.REVOKE, text)

    def decide(self, call: WriteCall, number: str, decision: Decision) -> Response:
        """Raises: CaseUnknown, VersionConflict, StepRefused."""

        def work(session: WriteSession, case: StoredCase) -> StoredCase:
            reasons = [mask(reason.strip()) for reason in decision.reasons]
            return self.decisions.decide(session, case, decision.outcome, reasons, by=decision.by)

        return self._write(call, number, decision.version, work)

    def check(self, call: WriteCall, number: str, result: CheckResult) -> Response:
        """Note what a check found. A false promise revokes the decision and goes on the person's record.

        Raises:
            CaseUnknown, VersionConflict.
            StepRefused: the case was not granted on a promise, or is over.
            AnswerInvalid: money is to be recovered though the promise was true.
        """
        texts = self.progress.texts
        if result.truthful and result.recover_cents:
            raise AnswerInvalid(message=texts.refusals.recover_without_cause)

        def work(session: WriteSession, case: StoredCase) -> StoredCase:
            self._require_checkable(session, case)
            self.promises.close_check(session.connection, number, result, at=session.now)
            if result.truthful:
                return self.progress.move(
                    session, case, Step.PASS_CHECK, text=texts.timeline.truthful, by=result.by
                )
            return self._punish(session, case, result)

        return self._write(call, number, result.version, work)

    def to_check(self) -> CaseList:
        """Cases drawn for a check that nobody has done yet."""
        with self.engine.connect() as connection:
            cases = [
                self.progress.cases.find(connection, number) for number in self.promises.to_check(connection)
            ]
            today = self.writer.clock.today()
            return CaseList(cases=[self.views.of(connection, case, today=today) for case in cases])

    def _require_checkable(self, session: WriteSession, case: StoredCase) -> None:
        refusals = self.progress.texts.refusals
        if self.promises.standing(session.connection, case.number) is None:
            raise StepRefused(message=refusals.no_promise)
        if case.outcome is Outcome.REFUSED:
            raise StepRefused(message=refusals.not_granted)

    def _punish(self, session: WriteSession, case: StoredCase, result: CheckResult) -> StoredCase:
        timeline = self.progress.texts.timeline
        text = timeline.untruthful.format(finding=open_ended(result.finding))
        if result.recover_cents:
            text += timeline.recovered.format(yuan=_yuan(result.recover_cents))
        revoked = self.progress.move(session, case, Step.REVOKE, text=text, by=result.by)
        self.people.record_false_promise(
            session.connection, case.subject, case_number=case.number, at=session.now
        )
        session.record(
            subject=f"person:{case.subject}",
            action="promise.found_false",
            detail={"case": case.number, "by": result.by, "recover_cents": result.recover_cents},
        )
        return revoked

    def _move(self, call: WriteCall, number: str, staff_step: StaffStep, step: Step, text: str) -> Response:
        def work(session: WriteSession, case: StoredCase) -> StoredCase:
            return self.progress.move(session, case, step, text=text, by=staff_step.by)

        return self._write(call, number, staff_step.version, work)

    def _write(
        self,
        call: WriteCall,
        number: str,
        version: int,
        step: Callable[[WriteSession, StoredCase], StoredCase],
    ) -> Response:
        def work(session: WriteSession) -> CaseView:
            case = self.progress.cases.find(session.connection, number)
            require_version(case, version)
            return self.views.of(session.connection, step(session, case), today=session.now.date())

        return self.writer.write(call, work)


def _because(reason: str, with_reason: str, without: str) -> str:
    said = open_ended(reason)
    return with_reason.format(reason=said) if said else without


def _yuan(cents: int) -> str:
    yuan, rest = divmod(cents, _CENTS_A_YUAN)
    return f"{yuan}.{rest:02d}" if rest else str(yuan)
