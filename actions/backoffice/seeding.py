"""Reads the reference data that ships with the product into the database.

What the files say replaces what they said before. What staff changed in the catalogue and what people filed
is left alone.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, field_validator

from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.contacts import ContactRepository, StoredContact
from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.writes import Writer, WriteSession
from actions.errors import ItemInvalid, ItemUnknown
from actions.rules.item_consistency import contradictions
from actions.wire.base import Wire
from actions.wire.catalogue import LifeEvent, ServiceItem
from actions.wire.people import Person
from chassis.clock import OFFICE_ZONE

SEED = Path(__file__).with_name("seed")
ACTOR = "system"


class SeededPromise(Wire):
    """A false promise on somebody's record."""

    case_number: str
    recorded_at: datetime
    repaired_at: datetime | None = None

    @field_validator("recorded_at", "repaired_at")
    @classmethod
    def at_the_office(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=OFFICE_ZONE) if value and value.tzinfo is None else value


class SeededPerson(Person):
    """An invented person (演示数据) with what the authorities' records say of them."""

    facts: dict[str, Any] = Field(default_factory=dict)
    false_promises: list[SeededPromise] = Field(default_factory=list)


def seed_contacts(repository: ContactRepository, source: Path = SEED / "contacts.yml") -> None:
    """Replace the contacts by those of the file."""
    repository.replace_contacts(
        [
            contact
            for position, entry in enumerate(_read(source, "contacts"))
            for contact in _rows(position, entry)
        ]
    )


def seed_catalogue(writer: Writer, catalogue: CatalogueRepository, folder: Path = SEED) -> None:
    """A new version of each item that the files describe otherwise than before, unless staff changed it.

    Raises:
        ItemInvalid: an item contradicts itself, or is there twice.
        ItemUnknown: a life event names an item that is not there.
    """
    items = list(_items(folder / "items"))
    events = [LifeEvent.model_validate(entry) for entry in _read(folder / "life_events.yml", "life_events")]
    _check(items, events)

    def work(session: WriteSession) -> None:
        authors = catalogue.authors(session.connection)
        for position, item in enumerate(items):
            _seed_item(session, catalogue, item, author=authors.pop(item.code, None))
            catalogue.place(session.connection, item.code, position=position)
        for code, author in authors.items():
            if author == ACTOR:
                _drop_item(session, catalogue, code)
        if catalogue.life_events(session.connection) != events:
            catalogue.replace_life_events(session.connection, events)
            session.record(subject="life_events", action="life_events.seeded", detail={})

    writer.run(ACTOR, work)


def seed_people(writer: Writer, people: PeopleRepository, source: Path = SEED / "people.yml") -> None:
    """The invented people of the file, with their facts as it says them now."""
    seeded = [SeededPerson.model_validate(entry) for entry in _read(source, "people")]

    def work(session: WriteSession) -> None:
        for person in seeded:
            _seed_person(session, people, person)

    writer.run(ACTOR, work)


def _read(source: Path, name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(source.read_text(encoding="utf-8"))[name]
    return entries


def _items(folder: Path) -> Iterator[ServiceItem]:
    for source in sorted(folder.glob("*.yml")):
        for entry in _read(source, "items"):
            yield ServiceItem.model_validate(entry)


def _check(items: list[ServiceItem], events: list[LifeEvent]) -> None:
    codes = set[str]()
    for item in items:
        if item.code in codes:
            raise ItemInvalid(f"{item.code!r} is there twice")
        if found := contradictions(item):
            raise ItemInvalid(f"{item.code!r}: {', '.join(found)}")
        codes.add(item.code)
    for event in events:
        if unknown := set(event.items) - codes:
            raise ItemUnknown(f"{event.code!r} names {sorted(unknown)!r}")


def _seed_item(
    session: WriteSession, catalogue: CatalogueRepository, item: ServiceItem, *, author: str | None
) -> None:
    if author is None:
        catalogue.add(session.connection, item, by=ACTOR, at=session.now)
        session.record(subject=f"item:{item.code}", action="item.seeded", detail={"version": item.version})
    elif author == ACTOR:
        _put_in_force(session, catalogue, item)


def _drop_item(session: WriteSession, catalogue: CatalogueRepository, code: str) -> None:
    """Nobody begins it anew; who has begun goes on with the version that they have."""
    _put_in_force(
        session,
        catalogue,
        catalogue.item(session.connection, code).model_copy(update={"applicable": False}),
    )
    catalogue.unlist(session.connection, code)


def _put_in_force(session: WriteSession, catalogue: CatalogueRepository, item: ServiceItem) -> None:
    before = catalogue.item(session.connection, item.code)
    if before == item.model_copy(update={"version": before.version}):
        return
    changed = item.model_copy(update={"version": before.version + 1})
    catalogue.replace(session.connection, changed, by=ACTOR, at=session.now)
    session.record(subject=f"item:{item.code}", action="item.seeded", detail={"version": changed.version})


def _seed_person(session: WriteSession, people: PeopleRepository, seeded: SeededPerson) -> None:
    connection, subject, changed = session.connection, seeded.subject, []
    person = Person.model_validate(seeded.model_dump(include=set(Person.model_fields)))
    if people.find(connection, subject) != person:
        people.save(connection, person, at=session.now)
        changed.append("person")
    if people.facts(connection, subject) != seeded.facts:
        people.replace_facts(connection, subject, seeded.facts, at=session.now)
        changed.append("facts")
    for promise in seeded.false_promises:
        recorded = people.record_false_promise(
            connection,
            subject,
            case_number=promise.case_number,
            at=promise.recorded_at,
            repaired_at=promise.repaired_at,
        )
        changed += [promise.case_number] if recorded else []
    if changed:
        session.record(subject=f"person:{subject}", action="person.seeded", detail={"changed": changed})


def _rows(position: int, entry: dict[str, Any]) -> list[StoredContact]:
    return [
        StoredContact(
            id=f"{entry['id']}:{region}" if region else entry["id"],
            region=region,
            position=position,
            name=entry["name"],
            phone=entry.get("phone"),
            hours=entry.get("hours"),
            note=entry.get("note", ""),
            demo=entry.get("demo", False),
        )
        for region in entry.get("region") or [None]
    ]
