"""People who signed in, and their false promises. Each method works in the caller's transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.people import false_promises, people
from actions.errors import PersonUnknown
from actions.wire.people import Person
from chassis.database import insert_unless_there

_SEALED = ("name", "identity_number", "phone")


@dataclass(frozen=True)
class FalsePromise:
    """A case that was decided on a promise which turned out false."""

    case_number: str
    recorded_at: datetime
    repaired_at: datetime | None


@dataclass(frozen=True)
class PeopleRepository:
    cipher: Cipher

    def find(self, connection: Connection, subject: str) -> Person | None:
        row = connection.execute(select(people).where(people.c.subject == subject)).one_or_none()
        return self._to_person(row) if row else None

    def person(self, connection: Connection, subject: str) -> Person:
        """Raises: PersonUnknown."""
        found = self.find(connection, subject)
        if found is None:
            raise PersonUnknown(repr(subject))
        return found

    def facts(self, connection: Connection, subject: str) -> dict[str, Any]:
        """What other authorities' records say of the person; nothing for somebody unknown."""
        sealed = connection.scalar(select(people.c.facts).where(people.c.subject == subject))
        if sealed is None:
            return {}
        found: dict[str, Any] = json.loads(self.cipher.open(sealed, of=_place(subject, "facts")))
        return found

    def save(self, connection: Connection, person: Person, *, at: datetime) -> None:
        """What the identity provider says now. The facts of somebody known stay."""
        sealed = {"updated_at": at, **self._sealed(person)}
        facts = self.cipher.seal("{}", of=_place(person.subject, "facts"))
        if not insert_unless_there(connection, people, subject=person.subject, facts=facts, **sealed):
            connection.execute(update(people).where(people.c.subject == person.subject).values(**sealed))

    def replace_facts(
        self, connection: Connection, subject: str, facts: Mapping[str, Any], *, at: datetime
    ) -> None:
        text = json.dumps(facts, ensure_ascii=False, default=str)
        sealed = self.cipher.seal(text, of=_place(subject, "facts"))
        connection.execute(
            update(people).where(people.c.subject == subject).values(facts=sealed, updated_at=at)
        )

    def false_promises(self, connection: Connection, subject: str) -> list[FalsePromise]:
        """All that were ever recorded, oldest first."""
        rows = connection.execute(
            select(false_promises)
            .where(false_promises.c.subject == subject)
            .order_by(false_promises.c.recorded_at, false_promises.c.case_number)
        )
        return [FalsePromise(row.case_number, row.recorded_at, row.repaired_at) for row in rows]

    def may_promise(self, connection: Connection, subject: str) -> bool:
        """Whether no false promise is left to repair."""
        unrepaired = select(false_promises.c.id).where(
            false_promises.c.subject == subject, false_promises.c.repaired_at.is_(None)
        )
        return connection.scalar(unrepaired.limit(1)) is None

    def record_false_promise(
        self,
        connection: Connection,
        subject: str,
        *,
        case_number: str,
        at: datetime,
        repaired_at: datetime | None = None,
    ) -> bool:
        """Once for each case; whether it was not recorded yet."""
        return insert_unless_there(
            connection,
            false_promises,
            id=uuid4().hex,
            subject=subject,
            case_number=case_number,
            recorded_at=at,
            repaired_at=repaired_at,
        )

    def repair(
        self, connection: Connection, subject: str, *, by: str, reason: str, at: datetime
    ) -> list[str]:
        """Mark all false promises as made good; the numbers of the cases they were given in."""
        unrepaired = (false_promises.c.subject == subject, false_promises.c.repaired_at.is_(None))
        numbers = list(
            connection.scalars(
                select(false_promises.c.case_number).where(*unrepaired).order_by(false_promises.c.case_number)
            )
        )
        connection.execute(
            update(false_promises)
            .where(*unrepaired)
            .values(repaired_at=at, repaired_by=by, repair_reason=reason)
        )
        return numbers

    def _sealed(self, person: Person) -> dict[str, Any]:
        return {
            name: self.cipher.seal(getattr(person, name), of=_place(person.subject, name)) for name in _SEALED
        }

    def _to_person(self, row: Row[Any]) -> Person:
        opened = {
            name: self.cipher.open(getattr(row, name), of=_place(row.subject, name)) for name in _SEALED
        }
        return Person(subject=row.subject, **opened)


def _place(subject: str, column: str) -> str:
    return f"people:{subject}:{column}"
