"""What citizens asked is kept for as long as the setting says, and no longer."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Engine, Table, delete, exists, select

from chassis.audit import Action, append
from chassis.clock import Clock
from chassis.database import begin_writing
from chassis.staff import Person
from knowledge_base.adapters.asked_tables import asked, feedback, question_groups, ratings
from knowledge_base.adapters.tables import audit

_AT_ONCE = 2000
"""Rows of one transaction: answers are written in between."""
_BY_CLOCK = Person(account="system", name="定时任务", roles=frozenset())


@dataclass(frozen=True)
class Retention:
    """`days`: how long an answer, feedback and a rating are kept after the day they came."""

    engine: Engine
    clock: Clock
    days: int

    def make_round(self) -> int:
        """Delete what is older; how many rows. What a kill leaves is deleted by the next round."""
        first_kept = self.clock.today() - timedelta(days=self.days)
        return sum(
            self._delete_all(table, condition)
            for table, condition in (
                (asked, asked.c.day < first_kept),
                (feedback, feedback.c.day < first_kept),
                (ratings, ratings.c.day < first_kept),
                (question_groups, ~exists().where(asked.c.group_id == question_groups.c.id)),
            )
        )

    def _delete_all(self, table: Table, condition: ColumnElement[bool]) -> int:
        deleted = 0
        while rows := self._delete(table, condition):
            deleted += rows
        return deleted

    def _delete(self, table: Table, condition: ColumnElement[bool]) -> int:
        [key] = table.primary_key.columns
        with begin_writing(self.engine) as connection:
            old = connection.scalars(select(key).where(condition).limit(_AT_ONCE)).all()
            if old:
                connection.execute(delete(table).where(key.in_(old)))
                action = Action("asked_deleted", table.name, {"rows": len(old), "kept_days": self.days})
                append(connection, audit, _BY_CLOCK, action, at=self.clock.now())
        return len(old)
