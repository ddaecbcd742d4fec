"""Who keeps a document or a point true, when it was last compared with what is in force, and when next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from chassis.audit import Action
from chassis.clock import Clock
from chassis.staff import Person
from knowledge_base.curation import Care, CurationStore
from knowledge_base.errors import CareChanged
from knowledge_base.policies.points import PolicyDocument
from knowledge_base.publish.point_sitting import Shipped


@dataclass(frozen=True)
class Caring:
    """`shipped` names owner and day where nobody at the desk has."""

    curation: CurationStore
    shipped: Shipped
    clock: Clock

    def of(self, document_id: str) -> dict[str, Care]:
        """By point; that of the document itself has no point."""
        with self.curation.reading() as reads:
            kept = {care.point: care for care in reads.care(document_id)}
        return {"": _shipped_care(self.shipped(), document_id), **kept}

    def all(self) -> list[Care]:
        with self.curation.reading() as reads:
            kept = {(care.document_id, care.point): care for care in reads.care()}
        shipped = {(name, ""): _shipped_care(self.shipped(), name) for name in self.shipped()}
        return list({**shipped, **kept}.values())

    def assign(
        self,
        person: Person,
        document_id: str,
        point: str,
        *,
        owner: str,
        check_on: date | None,
        revision: int,
    ) -> Care:
        """The same again changes nothing.

        Raises:
            DocumentUnknown, CareChanged: nothing was stored.
        """
        with self.curation.writing() as writes:
            writes.lock_document(document_id)
            known = self._known(document_id, point, writes.care(document_id))
            wanted = replace(known, owner=owner, check_on=check_on)
            if wanted == known and known.revision:
                return known
            if known.revision != revision:
                raise CareChanged(f"revision {known.revision}, not {revision}")
            wanted = replace(wanted, revision=revision + 1)
            writes.put_care(wanted)
            day = check_on.isoformat() if check_on else None
            detail = {"owner": owner, "check_on": day}
            action = Action("care.assigned", f"{document_id}:{point}", detail)
            writes.log(person, action, at=self.clock.now())
            return wanted

    def verified(self, person: Person, document_id: str, point: str, *, check_on: date | None) -> Care:
        """The person has compared it with what is in force today.

        Raises:
            DocumentUnknown: nothing was stored.
        """
        with self.curation.writing() as writes:
            writes.lock_document(document_id)
            known = self._known(document_id, point, writes.care(document_id))
            wanted = replace(
                known, verified_on=self.clock.today(), verified_by=person.name, check_on=check_on
            )
            if wanted == known:
                return known
            wanted = replace(wanted, revision=known.revision + 1)
            writes.put_care(wanted)
            day = check_on.isoformat() if check_on else None
            action = Action("care.verified", f"{document_id}:{point}", {"check_on": day})
            writes.log(person, action, at=self.clock.now())
            return wanted

    def _known(self, document_id: str, point: str, kept: list[Care]) -> Care:
        own = next((care for care in kept if care.point == point), None)
        if own:
            return own
        return Care(document_id, point) if point else _shipped_care(self.shipped(), document_id)


def _shipped_care(shipped: Mapping[str, PolicyDocument], document_id: str) -> Care:
    policy = shipped.get(document_id)
    if policy is None:
        return Care(document_id, "")
    return Care(document_id, "", owner=policy.owner or "", check_on=policy.review_on)
