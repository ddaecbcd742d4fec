"""People as the identity provider vouches for them, and their record of promises."""

from dataclasses import dataclass

from fastapi import Response
from sqlalchemy import Connection, Engine

from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.texts import Texts
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import AnswerInvalid, StepRefused
from actions.rules.masking import masked_identity_number, masked_name, masked_phone
from actions.wire.people import Known, Person, Repair


class PeopleTexts(Texts):
    promise_refused: str
    nothing_to_repair: str
    other_person: str


@dataclass(frozen=True)
class PeopleHandler:
    engine: Engine
    writer: Writer
    people: PeopleRepository
    texts: PeopleTexts

    def save(self, call: WriteCall, subject: str, person: Person) -> Response:
        """Keep what the identity provider said at the sign-in.

        Raises:
            AnswerInvalid: the person is not the one addressed.
        """
        if person.subject != subject:
            raise AnswerInvalid(message=self.texts.other_person)

        def work(session: WriteSession) -> Known:
            before = self.people.find(session.connection, subject)
            if before != person:
                self.people.save(session.connection, person, at=session.now)
                changed = [name for name in Person.model_fields if _differs(before, person, name)]
                session.record(
                    subject=f"person:{subject}", action="person.saved", detail={"changed": changed}
                )
            return self._known(session.connection, person)

        return self.writer.write(call, work)

    def me(self, subject: str) -> Known:
        """Raises: PersonUnknown."""
        with self.engine.connect() as connection:
            return self._known(connection, self.people.person(connection, subject))

    def repair(self, call: WriteCall, subject: str, repair: Repair) -> Response:
        """Let somebody promise again.

        Raises:
            PersonUnknown.
            StepRefused: nothing is left to repair.
        """

        def work(session: WriteSession) -> Known:
            person = self.people.person(session.connection, subject)
            cases = self.people.repair(
                session.connection, subject, by=repair.by, reason=repair.reason, at=session.now
            )
            if not cases:
                raise StepRefused(message=self.texts.nothing_to_repair)
            session.record(
                subject=f"person:{subject}",
                action="promise.repaired",
                detail={"cases": cases, "by": repair.by, "reason": repair.reason},
            )
            return self._known(session.connection, person)

        return self.writer.write(call, work)

    def _known(self, connection: Connection, person: Person) -> Known:
        may_promise = self.people.may_promise(connection, person.subject)
        return Known(
            name=masked_name(person.name),
            identity_number=masked_identity_number(person.identity_number),
            phone=masked_phone(person.phone),
            may_promise=may_promise,
            reason=None if may_promise else self.texts.promise_refused,
        )


def _differs(before: Person | None, after: Person, name: str) -> bool:
    return before is None or bool(getattr(before, name) != getattr(after, name))
