"""Sets of questions that staff keep: brought in from a file and taken out as one, grown by what was wrong."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection

from chassis.audit import Action
from chassis.clock import Clock
from chassis.pii import mask
from chassis.staff import Person
from knowledge_base.check_ports import QuestionSetStore
from knowledge_base.checks import Question, QuestionSet, Told, Written
from knowledge_base.errors import SetUnknown
from knowledge_base.given import ExpectedAnswer
from knowledge_base.publish.expectation import expected_of
from knowledge_base.publish.floors import title_of
from knowledge_base.publish.question_files import read_questions

FIXES = "fixes"
"""The set of questions that were answered wrongly once."""


@dataclass(frozen=True)
class SetTaken:
    """A set as it is kept now. `left_out` are the numbers of the file's rows that are not for it."""

    stored: QuestionSet
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class QuestionSets:
    store: QuestionSetStore
    clock: Clock

    def all(self) -> list[QuestionSet]:
        return self.store.sets()

    def find(self, set_id: str) -> QuestionSet:
        """Raises: SetUnknown."""
        found = self.store.find(set_id)
        if found is None:
            raise SetUnknown(f"no set {set_id!r}")
        return found

    def questions(self, set_id: str) -> list[Question]:
        """Raises: SetUnknown."""
        self.find(set_id)
        return self.store.questions(set_id)

    def bring_in(self, title: str, name: str, content: bytes, person: Person) -> SetTaken:
        """A new set from a file.

        Raises:
            QuestionsRefused: the file cannot be taken in.
            SetTitleTaken: another set is called that.
        """
        fresh = QuestionSet(
            id=uuid4().hex,
            title=title.strip(),
            questions=0,
            revision=0,
            changed_at=self.clock.now(),
            account=person.account,
            name=person.name,
        )
        return self._put(fresh, name, content, person)

    def replace(self, set_id: str, *, revision: int, name: str, content: bytes, person: Person) -> SetTaken:
        """The questions of a file in place of those of a set; what is the same is the same set still.

        Raises:
            SetUnknown, CheckChanged, QuestionsRefused.
        """
        known = replace(self.find(set_id), revision=revision)
        return self._put(known, name, content, person)

    def delete(self, set_id: str, *, revision: int, person: Person) -> None:
        """Raises: SetUnknown, CheckChanged."""
        known = self.find(set_id)
        action = Action("questions.deleted", set_id, {"title": known.title, "questions": known.questions})
        self.store.delete(set_id, revision=revision, written=Written(person, action, self.clock.now()))

    def add_question(
        self, connection: Connection, expected: ExpectedAnswer, *, person: Person, at: datetime
    ) -> str:
        """Keep a question that was answered wrongly, in the caller's transaction; its id."""
        question = Question(
            text=mask(expected.question),
            region=expected.region,
            expected=expected_of(Told(status=expected.status, text="")),
            document=next(iter(expected.documents), None),
            source=expected.source,
        )
        fixes = QuestionSet(
            id=FIXES,
            title=title_of(FIXES),
            questions=0,
            revision=1,
            changed_at=at,
            account=person.account,
            name=person.name,
        )
        action = Action("questions.added", FIXES, {"source": expected.source})
        return self.store.add(connection, fixes, question, written=Written(person, action, at))

    def _put(self, known: QuestionSet, name: str, content: bytes, person: Person) -> SetTaken:
        read = read_questions(name, content)
        kept = replace(known, changed_at=self.clock.now(), account=person.account, name=person.name)
        detail = {"title": kept.title, "questions": len(read.questions)}
        action = Action("questions.brought_in", kept.id, detail)
        written = Written(person, action, kept.changed_at)
        stored = self.store.put(kept, list(read.questions), written=written)
        return SetTaken(stored, read.left_out)
