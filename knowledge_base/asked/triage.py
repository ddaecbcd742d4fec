"""What becomes of a group of questions, or of what somebody found wrong: by one person after another."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, select, update

from chassis.audit import Action, append
from chassis.clock import Clock
from chassis.database import begin_writing
from chassis.staff import Person
from knowledge_base.adapters.asked_tables import asked
from knowledge_base.adapters.tables import audit
from knowledge_base.asked.masking import mask
from knowledge_base.desk_wire.asked import Triage, TriageState
from knowledge_base.errors import AskedUnknown, TriageChanged
from knowledge_base.given import EvaluationQuestions, ExpectedAnswer
from knowledge_base.wire import Status


@dataclass(frozen=True)
class Desk:
    """Where triage is written. `name` is what it is called in the audit and as a question's source."""

    engine: Engine
    clock: Clock
    questions: EvaluationQuestions
    table: Table
    name: str

    def decide(self, row_id: str, triage: Triage, *, person: Person) -> None:
        """Write a decision that rests on the revision it names; the same again changes nothing.

        Raises:
            AskedUnknown: there is none of that id.
            TriageChanged: somebody else decided since; nothing was written.
        """
        table = self.table
        with begin_writing(self.engine) as connection:
            query = select(table).where(table.c.id == row_id).with_for_update()
            row = connection.execute(query).mappings().first()
            if row is None:
                raise AskedUnknown(f"no {self.name} {row_id!r}")
            decided = _decided(triage)
            if _is_so_already(row, triage, decided):
                return
            if row["revision"] != triage.revision:
                raise TriageChanged(f"{self.name} {row_id!r}: {row['revision']} for {triage.revision}")
            at = self.clock.now()
            question = self._question(connection, row, triage, person)
            connection.execute(
                update(table)
                .where(table.c.id == row_id)
                .values(**decided, evaluation_question=question, revision=row["revision"] + 1, changed_at=at)
            )
            told = {name: decided[name] for name in ("state", "cause", "assignee")}
            action = Action(f"{self.name}_triaged", row_id, {**told, "evaluation_question": question})
            append(connection, audit, person, action, at=at)

    def _question(
        self, connection: Connection, row: RowMapping, triage: Triage, person: Person
    ) -> str | None:
        """The question that it became, now or before."""
        known: str | None = row["evaluation_question"]
        if known or not triage.as_question:
            return known
        outside = triage.state is TriageState.OUT_OF_SCOPE
        expected = ExpectedAnswer(
            question=row["label"] if "label" in row else row["question"],
            region=_region(connection, row),
            status=Status.OUT_OF_SCOPE if outside else Status.ANSWERED,
            documents=tuple(triage.expected_documents),
            source=f"{self.name}:{row['id']}",
        )
        return self.questions.add_question(connection, expected, person=person, at=self.clock.now())


def _region(connection: Connection, row: RowMapping) -> str | None:
    """Where it was asked; of a group, where all of its questions were asked."""
    if "region" in row:
        return row["region"] or None
    query = select(asked.c.region).where(asked.c.group_id == row["id"]).distinct().limit(2)
    regions = connection.scalars(query).all()
    return (regions[0] or None) if len(regions) == 1 else None


def _decided(triage: Triage) -> dict[str, Any]:
    return {
        "state": triage.state.value,
        "cause": triage.cause.value if triage.cause else None,
        "assignee": triage.assignee or None,
        "note": mask(triage.note.strip()),
    }


def _is_so_already(row: RowMapping, triage: Triage, decided: dict[str, Any]) -> bool:
    """Sent again after its answer was lost, perhaps: all is as it says, one revision on or none."""
    is_question = bool(row["evaluation_question"]) or not triage.as_question
    same = all(row[name] == value for name, value in decided.items())
    return same and is_question and row["revision"] - triage.revision in {0, 1}
