"""A case as its citizen reads it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from actions.backoffice.handlers.case_texts import CaseTexts
from actions.backoffice.repository.cases import CaseRepository, StoredCase
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.wire.cases import CaseState, CaseView, MissingMaterial


@dataclass(frozen=True)
class CaseViews:
    cases: CaseRepository
    catalogue: CatalogueRepository
    texts: CaseTexts

    def of(self, connection: Connection, case: StoredCase, *, today: date) -> CaseView:
        item = self.catalogue.item(connection, case.item, case.item_version)
        waits = case.state is CaseState.MATERIAL_DUE
        missing = self.cases.missing(connection, case.number) if waits else []
        return CaseView(
            number=case.number,
            common_number=case.common_number,
            item=case.item,
            item_name=item.name,
            item_version=case.item_version,
            region=case.region,
            life_event=case.life_event,
            state=case.state,
            state_name=self.texts.state_names[case.state],
            version=case.version,
            modes=list(case.modes),
            accepted_at=case.accepted_at,
            due_on=case.due_on,
            due_note=case.due_note,
            missing=[
                MissingMaterial(code=material.code, name=material.name, due_on=material.due_on)
                for material in missing
                if material.due_on
            ],
            outcome=case.outcome,
            reasons=list(case.reasons),
            next_step=self.texts.next_step(case.state, case.outcome, missing, today=today),
            timeline=self.cases.timeline(connection, case.number),
            demo=item.demo,
        )
