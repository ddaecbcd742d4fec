"""An application as its applicant sees it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from actions.backoffice.handlers.case_view import CaseViews
from actions.backoffice.handlers.dossiers import Dossier, Dossiers
from actions.backoffice.handlers.drafts import is_run_out
from actions.backoffice.repository.applications import StoredApplication
from actions.rules.masking import masked_identity_number
from actions.wire.applications import Application, ApplicationState
from actions.wire.catalogue import FieldKind


@dataclass(frozen=True)
class ApplicationViews:
    dossiers: Dossiers
    case_views: CaseViews

    def of(self, connection: Connection, stored: StoredApplication, *, now: datetime) -> Application:
        """A draft whose time is over is shown as expired, whether or not the sweep has been there."""
        if is_run_out(stored, now=now):
            stored = stored.erased(ApplicationState.EXPIRED)
        dossier = self.dossiers.of(connection, stored)
        cases = self.case_views.cases.of_application(connection, stored.id)
        return Application(
            id=stored.id,
            version=stored.version,
            state=stored.state,
            conversation_id=stored.conversation_id,
            channel=stored.channel,
            region=stored.region,
            life_event=stored.life_event,
            items=list(dossier.items),
            form=dossier.form,
            answers=_masked(dossier),
            materials=dossier.materials,
            commitment=stored.commitment,
            step=stored.step,
            signed_in=stored.subject is not None,
            created_at=stored.created_at,
            expires_at=stored.expires_at,
            number=stored.number,
            cases=[self.case_views.of(connection, case, today=now.date()) for case in cases],
        )


def _masked(dossier: Dossier) -> dict[str, str]:
    identity_numbers = {
        field.code for field in dossier.form.fields if field.kind is FieldKind.IDENTITY_NUMBER
    }
    return {
        code: masked_identity_number(value) if code in identity_numbers else value
        for code, value in dossier.answers.items()
    }
