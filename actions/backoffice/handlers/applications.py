"""Applications while they are filled in: opened, read, changed, discarded."""

from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.application_texts import ApplicationTexts
from actions.backoffice.handlers.application_view import ApplicationViews
from actions.backoffice.handlers.commitments import Commitments
from actions.backoffice.handlers.dossiers import Dossiers
from actions.backoffice.handlers.drafts import Drafts
from actions.backoffice.handlers.reach import Caller, require_reach
from actions.backoffice.repository.applications import ApplicationRepository, StoredApplication
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import CommitmentRefused, StepRefused
from actions.wire.applications import (
    Application,
    ApplicationChange,
    ApplicationOpening,
    Applications,
    ApplicationState,
    CommitmentText,
    MaterialChoice,
)

MOST_DRAFTS = 20
"""Open drafts that one conversation or person may have."""


@dataclass(frozen=True)
class ApplicationHandler:
    engine: Engine
    writer: Writer
    applications: ApplicationRepository
    dossiers: Dossiers
    drafts: Drafts
    commitments: Commitments
    views: ApplicationViews
    texts: ApplicationTexts
    draft_days: int

    def open(self, call: WriteCall, opening: ApplicationOpening, subject: str | None) -> Response:
        """Begin a draft. It belongs to its conversation until somebody signs in.

        Raises:
            ItemUnknown.
            AnswerInvalid: the items do not go together.
            StepRefused: an item is not applied for, or there are too many drafts already.
        """

        def work(session: WriteSession) -> Application:
            caller = Caller(opening.conversation_id, subject)
            self._require_room(session, caller)
            items = self.drafts.chosen(session.connection, opening)
            draft = StoredApplication(
                id=uuid4().hex,
                version=1,
                state=ApplicationState.DRAFT,
                conversation_id=opening.conversation_id,
                channel=opening.channel,
                subject=subject,
                region=items[0].region,
                life_event=opening.life_event,
                items=tuple((item.code, item.version) for item in items),
                answers={},
                materials={},
                commitment=None,
                step="",
                created_at=session.now,
                expires_at=session.now + timedelta(days=self.draft_days),
            )
            self.applications.add(session.connection, draft)
            session.record(
                subject=f"application:{draft.id}", action="application.opened", detail={"items": draft.items}
            )
            return self.views.of(session.connection, draft, now=session.now)

        return self.writer.write(call, work, status=HTTPStatus.CREATED)

    def list(self, caller: Caller) -> Applications:
        """What the caller has not finished: drafts, and drafts that expired and were not discarded since."""
        now = self.writer.clock.now()
        with self.engine.connect() as connection:
            unfinished = self.applications.unfinished(
                connection, conversation=caller.conversation, subject=caller.subject
            )
            return Applications(
                applications=[self.views.of(connection, stored, now=now) for stored in unfinished]
            )

    def read(self, application_id: str, caller: Caller) -> Application:
        """Raises: ApplicationUnknown, CitizenUnknown."""
        with self.engine.connect() as connection:
            stored = self.applications.find(connection, application_id)
            require_reach(stored, caller)
            return self.views.of(connection, stored, now=self.writer.clock.now())

    def change(
        self, call: WriteCall, application_id: str, change: ApplicationChange, caller: Caller
    ) -> Response:
        """Write into a draft. With a person signed in it becomes that person's.

        Raises:
            ApplicationUnknown, CitizenUnknown, VersionConflict.
            StepRefused: it is no draft any more.
            AnswerInvalid: an answer or a material that the form cannot take.
            CommitmentRefused: it is not offered.
        """

        def work(session: WriteSession) -> Application:
            draft = self.drafts.open(session, application_id, change.version, caller)
            changed = self._changed(session, draft, change)
            self.applications.save(session.connection, changed)
            session.record(
                subject=f"application:{draft.id}", action="application.changed", detail=_names(change)
            )
            return self.views.of(session.connection, changed, now=session.now)

        return self.writer.write(call, work)

    def discard(self, call: WriteCall, application_id: str, caller: Caller) -> Response:
        """Throw away a draft, or the notice of one that expired, with all that was filled in.

        Raises:
            ApplicationUnknown, CitizenUnknown.
            StepRefused: it was submitted.
        """

        def work(session: WriteSession) -> Application:
            stored = self.applications.find(session.connection, application_id)
            require_reach(stored, caller)
            if stored.state is ApplicationState.SUBMITTED:
                raise StepRefused(message=self.texts.refusals.submitted)
            discarded = stored.erased(ApplicationState.DISCARDED).next()
            self.applications.save(session.connection, discarded)
            session.record(subject=f"application:{stored.id}", action="application.discarded", detail={})
            return self.views.of(session.connection, discarded, now=session.now)

        return self.writer.write(call, work)

    def commitment(self, application_id: str, caller: Caller) -> CommitmentText:
        """The notice and the promise, as they would be signed now.

        Raises:
            ApplicationUnknown, CitizenUnknown.
            CommitmentRefused: it is not offered.
        """
        with self.engine.connect() as connection:
            stored = self.applications.find(connection, application_id)
            require_reach(stored, caller)
            return self.commitments.text(self.dossiers.of(connection, stored))

    def _require_room(self, session: WriteSession, caller: Caller) -> None:
        unfinished = self.applications.unfinished(
            session.connection, conversation=caller.conversation, subject=caller.subject
        )
        count = sum(stored.state is ApplicationState.DRAFT for stored in unfinished)
        if count >= MOST_DRAFTS:
            raise StepRefused(message=self.texts.refusals.too_many.format(count=count))

    def _changed(
        self, session: WriteSession, draft: StoredApplication, change: ApplicationChange
    ) -> StoredApplication:
        today = session.now.date()
        given = change.model_dump(include={"conversation_id", "channel", "step", "commitment"})
        changed = draft.next(
            **{name: value for name, value in given.items() if value is not None},
            expires_at=session.now + timedelta(days=self.draft_days),
        )
        dossier = self.dossiers.of(session.connection, changed)
        if changed.commitment and not dossier.promising:
            if change.commitment:
                raise CommitmentRefused(message=dossier.form.commitment_refused)
            # Chosen before the sign-in, refused by the record since: the applicant is asked anew.
            changed = replace(changed, commitment=None)
        self.drafts.require_possible(dossier, change.materials, today=today)
        chosen = {**dossier.stored.materials, **change.materials}
        return replace(
            changed,
            answers=self.drafts.answered(dossier, change.answers, today=today),
            materials={
                code: choice
                for code, choice in chosen.items()
                if dossier.promising or choice is not MaterialChoice.PROMISED
            },
        )


def _names(change: ApplicationChange) -> dict[str, object]:
    """What was changed, without what it was changed to."""
    return {
        "answers": sorted(change.answers),
        "materials": change.materials,
        "commitment": change.commitment,
        "step": change.step,
    }
