"""The notice and the promise of an application, and whether what was signed is what was shown."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from actions.backoffice.handlers.application_texts import ApplicationTexts
from actions.backoffice.handlers.dossiers import Dossier
from actions.backoffice.handlers.sentences import open_ended
from actions.backoffice.texts import Texts
from actions.errors import CommitmentRefused
from actions.rules.merging import may_be_promised
from actions.wire.applications import CommitmentText, Signature
from actions.wire.catalogue import CheckScope, FieldKind, ServiceItem


class CommitmentTexts(Texts):
    version: str
    intro: str
    proof: str
    proof_content: str
    legal_basis: str
    how_to_promise: str
    consequences: str
    between: str
    checked: Mapping[CheckScope, str]
    published: str
    unpublished: str
    demo: str
    promise: list[str]


@dataclass(frozen=True)
class Commitments:
    texts: CommitmentTexts
    application_texts: ApplicationTexts

    def text(self, dossier: Dossier) -> CommitmentText:
        """What the applicant reads and signs.

        Raises:
            CommitmentRefused: no commitment is offered, and why.
        """
        if not dossier.form.commitment_offered:
            raise CommitmentRefused(message=dossier.form.commitment_refused)
        items = [item for item in dossier.items if may_be_promised(item)]
        notice = [line for item in items for line in self._notice(item)]
        names = self.application_texts.listed(item.name for item in items)
        promise = [line.format(items=names) for line in self.texts.promise]
        versions = ",".join(f"{item.code}@{item.version}" for item in items)
        return CommitmentText(
            version=f"{self.texts.version}:{versions}",
            hash=hashlib.sha256(plain_text(notice, promise).encode()).hexdigest(),
            notice=notice,
            promise=promise,
        )

    def require_signed(self, dossier: Dossier, signature: Signature | None) -> CommitmentText | None:
        """The text that was signed; None in the ordinary way.

        Raises:
            CommitmentRefused: nothing was signed, something else was, or somebody else signed.
        """
        refusals = self.application_texts.refusals
        if dossier.stored.commitment is not True:
            if signature is not None:
                raise CommitmentRefused(message=refusals.promise_not_chosen)
            return None
        text = self.text(dossier)
        if signature is None:
            raise CommitmentRefused(message=refusals.promise_unsigned)
        if (signature.text_version, signature.text_hash) != (text.version, text.hash):
            raise CommitmentRefused(message=refusals.promise_changed)
        if signature.by_guardian_of is None and not _is_for_oneself(dossier):
            raise CommitmentRefused(message=refusals.promise_by_proxy)
        return text

    def _notice(self, item: ServiceItem) -> list[str]:
        terms = item.commitment
        assert terms is not None
        filling = {
            "item": item.name,
            "proof": open_ended(terms.proof),
            "proof_content": open_ended(terms.proof_content),
            "legal_basis": open_ended(terms.legal_basis),
            "how_to_promise": open_ended(terms.how_to_promise),
            "consequences": self.texts.between.join(map(open_ended, terms.consequences)),
            "checked_by": terms.checked_by,
            "sampled_percent": terms.sampled_percent,
            "publicity_days": terms.publicity_days,
        }
        lines = [
            self.texts.intro,
            self.texts.proof,
            self.texts.proof_content,
            self.texts.legal_basis,
            self.texts.how_to_promise,
            self.texts.consequences,
            self.texts.checked[terms.check_scope],
            self.texts.published if terms.publicity_days else self.texts.unpublished,
        ]
        lines += [self.texts.demo] if terms.demo else []
        return [line.format(**filling) for line in lines]


def plain_text(notice: list[str], promise: list[str]) -> str:
    """The text whose SHA-256 is signed: one line after another."""
    return "\n".join([*notice, *promise])


def _is_for_oneself(dossier: Dossier) -> bool:
    """Whether the applicant's own identity number stands in the form, where the form has it."""
    own = dossier.person.identity_number if dossier.person else None
    return all(
        dossier.answers.get(field.code) == own
        for field in dossier.form.fields
        if field.kind is FieldKind.IDENTITY_NUMBER and field.prefilled
    )
