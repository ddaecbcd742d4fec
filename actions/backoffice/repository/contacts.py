"""What the back office knows, in SQL. Each method is one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, delete, func, insert, or_, select
from sqlalchemy.exc import SQLAlchemyError

from actions.backoffice.tables.contacts import contacts
from actions.wire.contacts import Contact


@dataclass(frozen=True)
class StoredContact:
    """A contact with its place: one row for each region it holds in, or one with no region."""

    id: str
    region: str | None
    position: int
    name: str
    phone: str | None
    hours: str | None
    note: str
    demo: bool


@dataclass(frozen=True)
class ContactRepository:
    engine: Engine

    def contacts(self, region: str | None) -> list[Contact]:
        """Those of the region and those that hold everywhere, in reading order."""
        query = (
            select(contacts.c.name, contacts.c.phone, contacts.c.hours, contacts.c.note, contacts.c.demo)
            .where(or_(contacts.c.region.is_(None), contacts.c.region == region))
            .order_by(contacts.c.position)
        )
        with self.engine.connect() as connection:
            return [Contact.model_validate(dict(row._mapping)) for row in connection.execute(query)]

    def replace_contacts(self, stored: Sequence[StoredContact]) -> None:
        with self.engine.begin() as connection:
            connection.execute(delete(contacts))
            connection.execute(insert(contacts), [asdict(contact) for contact in stored])

    def is_ready(self) -> bool:
        """Whether the tables are there and seeded."""
        try:
            with self.engine.connect() as connection:
                return bool(connection.scalar(select(func.count()).select_from(contacts)))
        except SQLAlchemyError:
            return False
