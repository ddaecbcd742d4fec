"""Reads the answers that were given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, RowMapping, Select, func, select

from knowledge_base.adapters.asked_tables import asked
from knowledge_base.desk_wire.asked import AskedDetail, AskedLine, AskedPage
from knowledge_base.errors import AskedUnknown
from knowledge_base.given import GivenAnswer, GivenCitation
from knowledge_base.wire import Status

_NOT_FROM_DOCUMENTS = (Status.CRISIS, Status.UNSAFE, Status.PERSONAL_CASE)
"""What no change of a document changes."""
_ROWS = 500


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which answers; what is None does not matter. `words` stand in the question."""

    first_day: date | None = None
    last_day: date | None = None
    region: str | None = None
    channel: str | None = None
    status: Status | None = None
    topic: str | None = None
    words: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        table = asked.c
        found: list[ColumnElement[bool]] = []
        if self.first_day:
            found.append(table.day >= self.first_day)
        if self.last_day:
            found.append(table.day <= self.last_day)
        for column, value in (
            (table.region, self.region),
            (table.channel, self.channel),
            (table.status, self.status),
            (table.topic, self.topic),
        ):
            if value is not None:
                found.append(column == value)
        if self.words:
            found.append(table.question.contains(self.words, autoescape=True))
        return found


@dataclass(frozen=True)
class Answers:
    """The answers that are kept."""

    engine: Engine

    def page(self, wanted: Wanted, *, offset: int = 0, limit: int = 50) -> AskedPage:
        """The latest first."""
        conditions = wanted.conditions()
        query = select(asked).where(*conditions).order_by(asked.c.at.desc(), asked.c.id)
        with self.engine.connect() as connection:
            total = connection.scalar(select(func.count()).select_from(asked).where(*conditions)) or 0
            rows = connection.execute(query.offset(offset).limit(limit)).mappings().all()
        return AskedPage(total=total, answers=[line_of(row) for row in rows])

    def one(self, asked_id: str) -> AskedDetail:
        """Raises: AskedUnknown."""
        with self.engine.connect() as connection:
            row = connection.execute(select(asked).where(asked.c.id == asked_id)).mappings().first()
        if row is None:
            raise AskedUnknown(f"no answer {asked_id!r}")
        return detail_of(row)

    def given_since(
        self, day: date, *, documents: Collection[str] | None = None, limit: int = 2000
    ) -> list[GivenAnswer]:
        """As `given.GivenAnswers` says. Follow-ups are left out: they do not stand alone."""
        wanted = None if documents is None else frozenset(documents)
        found: list[GivenAnswer] = []
        with self.engine.connect() as connection:
            rows = connection.execution_options(yield_per=_ROWS).execute(_last_of_each(day)).mappings()
            for row in rows:
                given = _given(row)
                if wanted is None or any(cited.document_id in wanted for cited in given.citations):
                    found.append(given)
                if len(found) == limit:
                    break
            rows.close()
        return found


def _last_of_each(day: date) -> Select[Any]:
    """Of each question in each region the last answer, with how often it was asked there."""
    same, latest_first = (asked.c.question_key, asked.c.region), (asked.c.at.desc(), asked.c.id)
    numbered = (
        select(
            asked,
            func.row_number().over(partition_by=same, order_by=latest_first).label("place"),
            func.count().over(partition_by=same).label("times"),
        )
        .where(
            asked.c.day >= day,
            asked.c.as_of == asked.c.day,
            asked.c.is_follow_up.is_(False),
            asked.c.status.not_in(_NOT_FROM_DOCUMENTS),
        )
        .subquery()
    )
    order = (numbered.c.times.desc(), numbered.c.at.desc(), numbered.c.id)
    return select(numbered).where(numbered.c.place == 1).order_by(*order)


def _given(row: RowMapping) -> GivenAnswer:
    return GivenAnswer(
        id=row["id"],
        at=row["at"],
        day=row["day"],
        region=row["region"] or None,
        question=row["question"],
        status=row["status"],
        answer_text=row["answer_text"],
        citations=tuple(
            GivenCitation(
                document_id=cited["document_id"],
                version=cited["version"],
                chunk_id=cited["chunk_id"],
                section=tuple(cited["section"]),
                quote=cited["quote"],
            )
            for cited in row["citations"]
        ),
        confidence=row["confidence"],
        times=row["times"],
    )


def line_of(row: RowMapping) -> AskedLine:
    return AskedLine.model_validate({name: row[name] for name in AskedLine.model_fields})


def detail_of(row: RowMapping) -> AskedDetail:
    return AskedDetail.model_validate({name: row[name] for name in AskedDetail.model_fields})
