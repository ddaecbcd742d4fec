"""Until when a case must be decided: its item's limits, counted for what its applicant answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from actions.backoffice.handlers.case_texts import CaseTexts
from actions.backoffice.repository.applications import ApplicationRepository
from actions.backoffice.repository.cases import StoredCase
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.rules.deadline import Deadline, deadline
from actions.wire.catalogue import Way


@dataclass(frozen=True)
class DueDates:
    catalogue: CatalogueRepository
    applications: ApplicationRepository
    texts: CaseTexts

    def counted(self, connection: Connection, case: StoredCase, *, start: date) -> dict[str, Any]:
        """What changes in a case whose limit runs from `start`."""
        due = self._deadline(connection, case, start)
        return {"runs_from": start, "due_on": due.on, "due_note": self.texts.due_note(due)}

    def halted(self, connection: Connection, case: StoredCase, *, today: date) -> dict[str, Any]:
        """What changes in a case that waits for materials: its limit will run from the day they are there."""
        due = self._deadline(connection, case, today)
        note = self.texts.limits(due)
        if any(limit.days is not None for limit in due.limits):
            note += self.texts.due.from_completion
        return {"runs_from": None, "due_on": None, "due_note": note}

    def _deadline(self, connection: Connection, case: StoredCase, start: date) -> Deadline:
        item = self.catalogue.item(connection, case.item, case.item_version)
        said: list[str] = []
        if case.application_id is not None:
            said = list(self.applications.find(connection, case.application_id).answers.values())
        return deadline(item.limits, accepted_on=start, way=Way.ONLINE, said=said)
