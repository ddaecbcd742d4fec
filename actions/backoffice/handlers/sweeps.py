"""The night's round: what is overdue is returned, what is too old expires, what became known is filled in."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Response

from actions.backoffice.handlers.case_progress import CaseProgress
from actions.backoffice.handlers.due_dates import DueDates
from actions.backoffice.repository.applications import ApplicationRepository
from actions.backoffice.repository.cases import StoredCase
from actions.backoffice.repository.promises import PromiseRepository
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import VersionConflict
from actions.rules.lifecycle import Step
from actions.wire.applications import ApplicationState
from actions.wire.cases import Sweep


@dataclass(frozen=True)
class SweepHandler:
    """`remind` makes the reminders of tomorrow's appointments; it returns their numbers. `escalate` does
    the same for rectifications of which a limit is over. `forget_files` drops old files that belong to
    nothing; it returns their ids.

    Replies to writes are repeated for `replies_kept_days`, then forgotten.
    """

    writer: Writer
    applications: ApplicationRepository
    progress: CaseProgress
    due_dates: DueDates
    promises: PromiseRepository
    remind: Callable[[WriteSession], list[str]]
    escalate: Callable[[WriteSession], list[str]]
    forget_files: Callable[[WriteSession], list[str]]
    replies_kept_days: int

    def sweep(self, call: WriteCall) -> Response:
        reply = self.writer.write(call, self._work)
        self._forget()
        return reply

    def run(self) -> Sweep:
        """The same without a request, for a timer."""
        done = self.writer.run("system", self._work)
        self._forget()
        return done

    def _forget(self) -> None:
        self.writer.forget(before=self.writer.clock.now() - timedelta(days=self.replies_kept_days))

    def _work(self, session: WriteSession) -> Sweep:
        return Sweep(
            returned=self._return_overdue(session),
            expired=self._expire(session),
            reminded=self.remind(session),
            dated=self._date(session),
            escalated=self.escalate(session),
            to_check=self.promises.to_check(session.connection),
            forgotten_files=self.forget_files(session),
        )

    def _return_overdue(self, session: WriteSession) -> list[str]:
        returned = []
        for case in self.progress.cases.overdue(session.connection, today=session.now.date()):
            late = [
                material
                for material in self.progress.cases.missing(session.connection, case.number)
                if material.due_on and material.due_on < session.now.date()
            ]
            text = self.progress.texts.timeline.overdue.format(names=self.progress.texts.names(late))
            with suppress(VersionConflict):  # somebody has just moved it: tomorrow is another night
                self.progress.move(session, case, Step.RETURN, text=text)
                returned.append(case.number)
        return returned

    def _expire(self, session: WriteSession) -> list[str]:
        """Nothing of what was filled in is kept; that it expired can be read until it is discarded."""
        expired = []
        for draft in self.applications.run_out(session.connection, before=session.now):
            with suppress(VersionConflict):
                self.applications.save(session.connection, draft.erased(ApplicationState.EXPIRED).next())
                session.record(subject=f"application:{draft.id}", action="application.expired", detail={})
                expired.append(draft.id)
        return expired

    def _date(self, session: WriteSession) -> list[str]:
        """Cases that were accepted before the holidays they run into were announced."""
        dated = []
        for case in self.progress.cases.undated(session.connection):
            with suppress(VersionConflict):
                dated += [case.number] if self._dated(session, case) else []
        return dated

    def _dated(self, session: WriteSession, case: StoredCase) -> bool:
        start = case.runs_from or case.submitted_at.date()
        due = self.due_dates.counted(session.connection, case, start=start)
        if due["due_on"] is None:
            return False
        day = self.progress.texts.plain_day(due["due_on"], today=session.now.date())
        text = self.progress.texts.timeline.dated.format(due_on=day)
        self.progress.change(session, case, action="date", text=text, **due)
        return True
