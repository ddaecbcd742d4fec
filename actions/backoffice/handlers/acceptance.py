"""Accepts what was submitted: its limit runs, unless it waits for materials. Decides at once what can be."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.backoffice.handlers.case_progress import CaseProgress
from actions.backoffice.handlers.decisions import Decisions
from actions.backoffice.handlers.due_dates import DueDates
from actions.backoffice.repository.cases import StoredCase, StoredMaterial
from actions.backoffice.writes import WriteSession
from actions.rules.lifecycle import Step


@dataclass(frozen=True)
class Acceptance:
    progress: CaseProgress
    due_dates: DueDates
    decisions: Decisions

    def draw_number(self, session: WriteSession, region: str) -> str:
        """`YX20261122-000123`."""
        series = self.progress.texts.series(region, session.now.date())
        return f"{series}-{self.progress.cases.next_number(session.connection, series):06d}"

    def accept(self, session: WriteSession, case: StoredCase) -> StoredCase:
        """Raises: StepRefused: it is accepted already, or over."""
        texts, today = self.progress.texts, session.now.date()
        missing = self.progress.cases.missing(session.connection, case.number)
        if missing:
            text = texts.timeline.accepted_incomplete
            accepted = self.progress.move(session, case, Step.ACCEPT, text=text, accepted_at=session.now)
            return self.await_materials(session, accepted, missing)
        due = self.due_dates.counted(session.connection, case, start=today)
        text = texts.accepted(due["due_on"], due["due_note"], today=today)
        accepted = self.progress.move(session, case, Step.ACCEPT, text=text, accepted_at=session.now, **due)
        return self.decisions.decide_at_once(session, accepted)

    def await_materials(
        self, session: WriteSession, case: StoredCase, missing: Sequence[StoredMaterial]
    ) -> StoredCase:
        """List what is missing, with its last days."""
        texts, today = self.progress.texts, session.now.date()
        text = texts.timeline.material_due.format(materials=texts.missing(missing, today=today))
        halted = self.due_dates.halted(session.connection, case, today=today)
        return self.progress.move(session, case, Step.AWAIT_MATERIAL, text=text, **halted)

    def complete(self, session: WriteSession, case: StoredCase) -> StoredCase:
        """Everything is there: the limit runs from today."""
        today = session.now.date()
        due = self.due_dates.counted(session.connection, case, start=today)
        text = self.progress.texts.complete(due["due_on"], due["due_note"], today=today)
        complete = self.progress.move(session, case, Step.COMPLETE_MATERIAL, text=text, **due)
        return self.decisions.decide_at_once(session, complete)
