"""Cases as their citizens read them, and what citizens may do with them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.acceptance import Acceptance
from actions.backoffice.handlers.case_progress import CaseProgress, require_version
from actions.backoffice.handlers.case_view import CaseViews
from actions.backoffice.handlers.sentences import open_ended
from actions.backoffice.repository.cases import StoredCase
from actions.backoffice.repository.promises import PromiseRepository
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import AnswerInvalid, CaseUnknown, StepRefused
from actions.rules.lifecycle import Step
from actions.wire.applications import MaterialChoice
from actions.wire.cases import (
    CaseList,
    CaseView,
    CitizenStep,
    CommitmentWithdrawal,
    MaterialDelivery,
)
from actions.wire.catalogue import Mode


@dataclass(frozen=True)
class CaseHandler:
    """`proof_days` are the calendar days to hand in what a withdrawn promise stood for."""

    engine: Engine
    writer: Writer
    progress: CaseProgress
    acceptance: Acceptance
    promises: PromiseRepository
    views: CaseViews
    proof_days: int

    def list(self, subject: str, common_number: str | None) -> CaseList:
        """The person's own cases, or those of one package."""
        today = self.writer.clock.today()
        cases = self.progress.cases
        with self.engine.connect() as connection:
            if common_number is None:
                found = cases.of_subject(connection, subject)
            else:
                of_package = cases.of_common_number(connection, common_number)
                found = [case for case in of_package if case.subject == subject]
            return CaseList(cases=[self.views.of(connection, case, today=today) for case in found])

    def read(self, number: str, subject: str | None, *, as_staff: bool) -> CaseView:
        """Raises: CaseUnknown: not there, or not the person's."""
        with self.engine.connect() as connection:
            case = self.progress.cases.find(connection, number)
            if not as_staff and case.subject != subject:
                raise CaseUnknown(repr(number))
            return self.views.of(connection, case, today=self.writer.clock.today())

    def withdraw(self, call: WriteCall, number: str, step: CitizenStep, subject: str) -> Response:
        """Raises: CaseUnknown, VersionConflict, StepRefused."""
        timeline = self.progress.texts.timeline
        reason = open_ended(step.reason)
        text = timeline.withdrawn_because.format(reason=reason) if reason else timeline.withdrawn

        def work(session: WriteSession, case: StoredCase) -> StoredCase:
            return self.progress.move(session, case, Step.WITHDRAW, text=text)

        return self._write(call, number, step.version, subject, work)

    def withdraw_promise(
        self, call: WriteCall, number: str, step: CommitmentWithdrawal, subject: str
    ) -> Response:
        """Go on in the ordinary way: what was promised is to be handed in.

        Raises:
            CaseUnknown, VersionConflict.
            StepRefused: nothing was promised, or the case is decided or over.
        """
        return self._write(call, number, step.version, subject, self._take_back_promise)

    def deliver(self, call: WriteCall, number: str, delivery: MaterialDelivery, subject: str) -> Response:
        """Hand in what is missing. With the last of it the case goes on.

        Raises:
            CaseUnknown, VersionConflict.
            StepRefused: the case waits for nothing.
            AnswerInvalid: it does not wait for that.
        """

        def work(session: WriteSession, case: StoredCase) -> StoredCase:
            self.progress.require(case, Step.COMPLETE_MATERIAL)
            missing = self.progress.cases.missing(session.connection, number)
            delivered = [material for material in missing if material.code in delivery.materials]
            if len(delivered) < len(set(delivery.materials)):
                raise AnswerInvalid(message=self.progress.texts.refusals.not_missing)
            codes = [material.code for material in delivered]
            self.progress.cases.deliver(session.connection, number, codes, at=session.now)
            names = self.progress.texts.names(delivered)
            text = self.progress.texts.timeline.delivered.format(names=names)
            received = self.progress.change(session, case, action="deliver", text=text)
            return received if len(delivered) < len(missing) else self.acceptance.complete(session, received)

        return self._write(call, number, delivery.version, subject, work)

    def _take_back_promise(self, session: WriteSession, case: StoredCase) -> StoredCase:
        texts = self.progress.texts
        self.progress.require(case, Step.AWAIT_MATERIAL)
        if self.promises.standing(session.connection, case.number) is None:
            raise StepRefused(message=texts.refusals.no_promise)
        self.promises.withdraw(session.connection, case.number, at=session.now)
        modes = tuple(mode for mode in case.modes if mode is not Mode.COMMITMENT)
        ordinary = self.progress.change(
            session, case, action="withdraw_promise", text=texts.timeline.promise_withdrawn, modes=modes
        )
        promised = [
            material.code
            for material in self.progress.cases.materials(session.connection, case.number)
            if material.choice is MaterialChoice.PROMISED
        ]
        if not promised:
            return ordinary
        due_on = session.now.date() + timedelta(days=self.proof_days)
        self.progress.cases.ask_for(session.connection, case.number, promised, due_on=due_on)
        missing = self.progress.cases.missing(session.connection, case.number)
        return self.acceptance.await_materials(session, ordinary, missing)

    def _write(
        self,
        call: WriteCall,
        number: str,
        version: int,
        subject: str,
        step: Callable[[WriteSession, StoredCase], StoredCase],
    ) -> Response:
        """One step of the person's own case."""

        def work(session: WriteSession) -> CaseView:
            case = self.progress.cases.find(session.connection, number)
            if case.subject != subject:
                raise CaseUnknown(repr(number))
            require_version(case, version)
            return self.views.of(session.connection, step(session, case), today=session.now.date())

        return self.writer.write(call, work)
