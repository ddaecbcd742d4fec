"""Moves cases from state to state, by the lifecycle, with a line for the citizen and one for the audit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from actions.backoffice.handlers.case_texts import CaseTexts
from actions.backoffice.repository.cases import CaseRepository, StoredCase, StoredMaterial
from actions.backoffice.writes import WriteSession
from actions.errors import StepRefused, VersionConflict
from actions.rules.lifecycle import Step, after
from actions.wire.cases import CaseState, TimelineEntry
from chassis.pii import mask


@dataclass(frozen=True)
class CaseProgress:
    cases: CaseRepository
    texts: CaseTexts

    def open(
        self, session: WriteSession, case: StoredCase, materials: Iterable[StoredMaterial]
    ) -> StoredCase:
        """Store a case that has just been submitted."""
        opened = replace(case, state=after(CaseState.DRAFT, Step.SUBMIT))
        self.cases.add(session.connection, opened, materials)
        self._tell(session, opened, self.texts.timeline.submitted, action=Step.SUBMIT)
        return opened

    def move(
        self, session: WriteSession, case: StoredCase, step: Step, *, text: str, by: str = "", **changes: Any
    ) -> StoredCase:
        """Take a step. `changes` are made with it; `by` names a member of staff.

        Raises:
            StepRefused: the state does not allow it.
            VersionConflict: somebody else has changed the case.
        """
        return self.change(
            session, case, action=step, text=text, by=by, state=self.require(case, step), **changes
        )

    def change(
        self, session: WriteSession, case: StoredCase, *, action: str, text: str, by: str = "", **changes: Any
    ) -> StoredCase:
        """Change a case and tell its citizen."""
        changed = replace(case, version=case.version + 1, **changes)
        self.cases.save(session.connection, changed)
        self._tell(session, changed, text, action=action, by=by)
        return changed

    def require(self, case: StoredCase, step: Step) -> CaseState:
        """The state that the step leads to.

        Raises:
            StepRefused: the state of the case does not allow it.
        """
        try:
            return after(case.state, step)
        except StepRefused as refused:
            state = self.texts.state_names[case.state]
            message = self.texts.refusals.finished.format(state=state)
            raise StepRefused(str(refused), message=message) from None

    def tell(self, session: WriteSession, case: StoredCase, text: str) -> None:
        """One more line for the citizen. What somebody wrote into it is masked."""
        entry = TimelineEntry(at=session.now, state=case.state, text=mask(text))
        self.cases.add_entry(session.connection, case.number, entry)

    def _tell(self, session: WriteSession, case: StoredCase, text: str, *, action: str, by: str = "") -> None:
        self.tell(session, case, text)
        detail = {"state": case.state, "version": case.version, "text": text}
        session.record(
            subject=f"case:{case.number}",
            action=f"case.{action}",
            detail={**detail, "by": by} if by else detail,
        )


def require_version(case: StoredCase, version: int) -> None:
    """Raises: VersionConflict: the caller has read an older version."""
    if case.version != version:
        raise VersionConflict(f"{case.number!r} is at version {case.version}, not {version}")
