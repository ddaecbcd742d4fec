"""Turns a complete application into cases: one for each item, several under a common number."""

from dataclasses import dataclass

from actions.backoffice.handlers.acceptance import Acceptance
from actions.backoffice.handlers.commitments import plain_text
from actions.backoffice.handlers.dossiers import Dossier
from actions.backoffice.handlers.drafts import Drafts
from actions.backoffice.repository.applications import StoredApplication
from actions.backoffice.repository.cases import StoredCase, StoredMaterial
from actions.backoffice.repository.promises import PromiseRepository, SignedPromise
from actions.backoffice.writes import WriteSession
from actions.rules.merging import may_be_promised
from actions.wire.applications import ApplicationState, CommitmentText, MaterialChoice, Signature
from actions.wire.cases import CaseState
from actions.wire.catalogue import Mode, ServiceItem


@dataclass(frozen=True)
class Filing:
    drafts: Drafts
    acceptance: Acceptance
    promises: PromiseRepository

    def file(
        self,
        session: WriteSession,
        dossier: Dossier,
        text: CommitmentText | None,
        signature: Signature | None,
    ) -> StoredApplication:
        """The submitted application, its cases accepted. `text` is what was signed, if anything."""
        number = self.acceptance.draw_number(session, dossier.stored.region)
        filed = dossier.stored.next(
            state=ApplicationState.SUBMITTED,
            answers=dossier.answers,
            materials=dossier.materials,
            number=number,
        )
        self.drafts.applications.save(session.connection, filed)
        session.record(
            subject=f"application:{filed.id}", action="application.submitted", detail={"number": number}
        )
        if text is not None:
            self._keep_text(session, text)
        for item in dossier.items:
            case = self._open_case(session, dossier, filed, item)
            if text is not None and signature is not None and may_be_promised(item):
                self._sign(session, case, filed, text, signature)
            self.acceptance.accept(session, case)
        return filed

    def _open_case(
        self, session: WriteSession, dossier: Dossier, filed: StoredApplication, item: ServiceItem
    ) -> StoredCase:
        several = len(dossier.items) > 1
        assert filed.number is not None
        assert filed.subject is not None
        materials = self._materials(session, dossier, item)
        case = StoredCase(
            number=self.acceptance.draw_number(session, filed.region) if several else filed.number,
            common_number=filed.number if several else None,
            application_id=filed.id,
            subject=filed.subject,
            item=item.code,
            item_version=item.version,
            region=item.region,
            life_event=filed.life_event,
            state=CaseState.DRAFT,
            version=1,
            modes=_modes(dossier, item, materials),
            submitted_at=session.now,
        )
        return self.acceptance.progress.open(session, case, materials)

    def _materials(self, session: WriteSession, dossier: Dossier, item: ServiceItem) -> list[StoredMaterial]:
        """What becomes of the item's own materials."""
        choices = dossier.materials
        later = {
            material.code: self.drafts.last_day_for(material, today=session.now.date())
            for material in dossier.form.materials
            if choices.get(material.code) is MaterialChoice.LATER
        }
        return [
            StoredMaterial(material.code, material.name, choices[material.code], later.get(material.code))
            for material in item.materials
            if material.code in choices
        ]

    def _keep_text(self, session: WriteSession, text: CommitmentText) -> None:
        words = plain_text(text.notice, text.promise)
        self.promises.keep_text(session.connection, digest=text.hash, version=text.version, text=words)

    def _sign(
        self,
        session: WriteSession,
        case: StoredCase,
        filed: StoredApplication,
        text: CommitmentText,
        signature: Signature,
    ) -> None:
        promise = SignedPromise(
            case_number=case.number,
            subject=case.subject,
            text_hash=text.hash,
            channel=filed.channel,
            signed_at=session.now,
            guardian_of=signature.by_guardian_of,
        )
        self.promises.add(session.connection, promise)
        session.record(
            subject=f"case:{case.number}",
            action="promise.signed",
            detail={"text_hash": text.hash, "text_version": text.version, "channel": filed.channel},
        )


def _modes(dossier: Dossier, item: ServiceItem, materials: list[StoredMaterial]) -> tuple[Mode, ...]:
    modes = {
        Mode.COMMITMENT: dossier.promising and may_be_promised(item),
        Mode.DEFERRED_MATERIAL: any(one.choice is MaterialChoice.LATER for one in materials),
    }
    return tuple(mode for mode, used in modes.items() if used)
