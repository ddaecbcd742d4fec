"""Sets of questions in SQL: SQLite or PostgreSQL."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from chassis import audit
from chassis.database import begin_writing, insert_unless_there
from knowledge_base.adapters import tables
from knowledge_base.adapters.check_rows import plain, to_question
from knowledge_base.adapters.checks_tables import set_questions, sets
from knowledge_base.checks import Question, QuestionSet, Written
from knowledge_base.errors import CheckChanged, SetTitleTaken, SetUnknown


class SqlQuestionSets:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sets(self) -> list[QuestionSet]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(sets).order_by(sets.c.title)).mappings().all()
        return [QuestionSet(**row) for row in rows]

    def find(self, set_id: str) -> QuestionSet | None:
        with self._engine.connect() as connection:
            return _find(connection, set_id)

    def questions(self, set_id: str) -> list[Question]:
        query = select(set_questions.c.question).where(set_questions.c.set_id == set_id)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(set_questions.c.position)).scalars().all()
        return [to_question(value) for value in found]

    def put(self, stored: QuestionSet, questions: Sequence[Question], *, written: Written) -> QuestionSet:
        kept = replace(stored, revision=stored.revision + 1, questions=len(questions))
        values = {name: value for name, value in asdict(kept).items() if name != "id"}
        with begin_writing(self._engine) as connection:
            titled = select(sets.c.id).where(sets.c.title == kept.title, sets.c.id != kept.id)
            if connection.execute(titled).first():
                raise SetTitleTaken(f"a set is called {kept.title!r}")
            if stored.revision == 0:
                if not insert_unless_there(connection, sets, id=kept.id, **values):
                    raise SetTitleTaken(f"a set is called {kept.title!r}")
            else:
                seen = (sets.c.id == kept.id) & (sets.c.revision == stored.revision)
                if connection.execute(update(sets).where(seen).values(values)).rowcount != 1:
                    raise CheckChanged(f"set {kept.id!r} is not at revision {stored.revision}")
            connection.execute(delete(set_questions).where(set_questions.c.set_id == kept.id))
            rows = [_row(kept.id, position, question) for position, question in enumerate(questions)]
            connection.execute(insert(set_questions), rows)
            audit.append(connection, tables.audit, written.person, written.action, at=written.at)
        return kept

    def delete(self, set_id: str, *, revision: int, written: Written) -> None:
        with begin_writing(self._engine) as connection:
            if _find(connection, set_id) is None:
                raise SetUnknown(f"no set {set_id!r}")
            connection.execute(delete(set_questions).where(set_questions.c.set_id == set_id))
            seen = (sets.c.id == set_id) & (sets.c.revision == revision)
            if connection.execute(delete(sets).where(seen)).rowcount != 1:
                raise CheckChanged(f"set {set_id!r} is not at revision {revision}")
            audit.append(connection, tables.audit, written.person, written.action, at=written.at)

    def add(
        self, connection: Connection, stored: QuestionSet, question: Question, *, written: Written
    ) -> str:
        insert_unless_there(connection, sets, **asdict(stored))
        # The row is the lock of the set: two who add at once get two positions.
        connection.execute(select(sets.c.id).where(sets.c.id == stored.id).with_for_update())
        of_set = set_questions.c.set_id == stored.id
        same = select(set_questions.c.position).where(of_set, set_questions.c.source == question.source)
        position: int | None = connection.execute(same).scalar()
        if position is None:
            last = connection.execute(select(func.max(set_questions.c.position)).where(of_set)).scalar()
            position = 0 if last is None else last + 1
            connection.execute(insert(set_questions).values(_row(stored.id, position, question)))
            grown = {
                "questions": sets.c.questions + 1,
                "revision": sets.c.revision + 1,
                "changed_at": written.at,
            }
            connection.execute(update(sets).where(sets.c.id == stored.id).values(grown))
            audit.append(connection, tables.audit, written.person, written.action, at=written.at)
        return f"{stored.id}:{position}"


def _find(connection: Connection, set_id: str) -> QuestionSet | None:
    row = connection.execute(select(sets).where(sets.c.id == set_id)).mappings().first()
    return QuestionSet(**row) if row else None


def _row(set_id: str, position: int, question: Question) -> dict[str, object]:
    return {
        "set_id": set_id,
        "position": position,
        "source": question.source,
        "question": plain(question),
    }
