"""Submits an application: all that is needed is there, the promise is signed, the cases are filed."""

from dataclasses import dataclass

from fastapi import Response

from actions.backoffice.handlers.application_view import ApplicationViews
from actions.backoffice.handlers.commitments import Commitments
from actions.backoffice.handlers.completeness import Completeness
from actions.backoffice.handlers.dossiers import Dossiers
from actions.backoffice.handlers.drafts import Drafts
from actions.backoffice.handlers.filing import Filing
from actions.backoffice.handlers.reach import Caller
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import PersonUnknown
from actions.wire.applications import Application, Submission


@dataclass(frozen=True)
class SubmissionHandler:
    writer: Writer
    drafts: Drafts
    dossiers: Dossiers
    completeness: Completeness
    commitments: Commitments
    filing: Filing
    views: ApplicationViews

    def submit(
        self, call: WriteCall, application_id: str, submission: Submission, caller: Caller
    ) -> Response:
        """File all cases of a draft, or none.

        Raises:
            ApplicationUnknown, VersionConflict, PersonUnknown.
            StepRefused: it is no draft any more.
            AnswersIncomplete: a question, a field or a material is open.
            NotEligible: a condition is not met.
            AnswerInvalid: a material cannot follow later after all.
            CommitmentRefused: not offered, not signed, or not what was shown.
        """

        def work(session: WriteSession) -> Application:
            draft = self.drafts.open(session, application_id, submission.version, caller)
            dossier = self.dossiers.of(session.connection, draft)
            if dossier.person is None:
                raise PersonUnknown(repr(draft.subject))
            self.completeness.require(dossier)
            text = self.commitments.require_signed(dossier, submission.signature)
            filed = self.filing.file(session, dossier, text, submission.signature)
            return self.views.of(session.connection, filed, now=session.now)

        return self.writer.write(call, work)
