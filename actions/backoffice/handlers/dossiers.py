"""An application with all that it refers to: its items, their form, the person's record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from actions.backoffice.repository.applications import StoredApplication
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.people import PeopleRepository
from actions.rules.materials import settled
from actions.rules.merging import may_be_promised, merged_conditions, merged_fields, merged_materials
from actions.wire.applications import Form, MaterialChoice
from actions.wire.catalogue import FieldKind, FormField, ServiceItem
from actions.wire.people import Person


@dataclass(frozen=True)
class Dossier:
    """`answers` are those given, and those that the person's record gives. `materials` are settled."""

    stored: StoredApplication
    items: Sequence[ServiceItem]
    form: Form
    person: Person | None
    answers: Mapping[str, str]

    @property
    def promising(self) -> bool:
        """Whether the commitment was chosen and may be given."""
        return self.stored.commitment is True and self.form.commitment_offered

    @property
    def materials(self) -> dict[str, MaterialChoice]:
        return settled(self.form.materials, self.stored.materials, promising=self.promising)


@dataclass(frozen=True)
class Dossiers:
    """`refused_by_item` and `refused_by_record` say why no commitment is offered."""

    catalogue: CatalogueRepository
    people: PeopleRepository
    refused_by_item: str
    refused_by_record: str

    def of(self, connection: Connection, stored: StoredApplication) -> Dossier:
        items = [self.catalogue.item(connection, code, version) for code, version in stored.items]
        person = self.people.find(connection, stored.subject) if stored.subject else None
        form = self._form(connection, items, stored.subject)
        return Dossier(
            stored=stored,
            items=items,
            form=form,
            person=person,
            answers={**_prefilled(form.fields, person), **stored.answers},
        )

    def _form(self, connection: Connection, items: Sequence[ServiceItem], subject: str | None) -> Form:
        refused = self._refused(connection, items, subject)
        return Form(
            conditions=merged_conditions(items),
            fields=merged_fields(items),
            materials=merged_materials(items),
            commitment_offered=refused is None,
            commitment_refused=refused,
        )

    def _refused(
        self, connection: Connection, items: Sequence[ServiceItem], subject: str | None
    ) -> str | None:
        """Why no commitment is offered, in plain words. Whoever has not signed in is not refused yet."""
        if not any(may_be_promised(item) for item in items):
            return self.refused_by_item
        if subject is not None and not self.people.may_promise(connection, subject):
            return self.refused_by_record
        return None


def _prefilled(fields: Sequence[FormField], person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    record = {
        FieldKind.NAME: person.name,
        FieldKind.IDENTITY_NUMBER: person.identity_number,
        FieldKind.PHONE: person.phone,
    }
    known = {field.code: record.get(field.kind, "") for field in fields if field.prefilled}
    return {code: value for code, value in known.items() if value}
