"""Groups of questions that nothing answers well: what people ask, how often, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, case, func, select

from chassis.staff import Person
from knowledge_base.adapters.asked_tables import asked, question_groups
from knowledge_base.asked.answers import detail_of
from knowledge_base.asked.triage import Desk
from knowledge_base.desk_wire.asked import GroupDetail, GroupKind, GroupLine, GroupPage, Triage, TriageState
from knowledge_base.errors import AskedUnknown
from knowledge_base.given import Suggestion

_SHOWN = 20
"""Questions of a group that are shown with their traces."""
_OPEN = (TriageState.NEW, TriageState.ASSIGNED)
_SOURCES = 20
"""Conversations that are named with a suggestion."""


@dataclass(frozen=True)
class Groups:
    engine: Engine
    desk: Desk

    def page(
        self,
        *,
        kind: GroupKind | None = None,
        state: TriageState | None = None,
        topic: str | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> GroupPage:
        """The most asked first."""
        query = _groups()
        table = question_groups.c
        for column, value in ((table.kind, kind), (table.state, state), (table.topic, topic)):
            if value is not None:
                query = query.where(column == value)
        with self.engine.connect() as connection:
            total = connection.scalar(select(func.count()).select_from(query.subquery())) or 0
            rows = connection.execute(query.offset(offset).limit(limit)).mappings().all()
            return GroupPage(total=total, groups=_lines(connection, rows))

    def one(self, group_id: str) -> GroupDetail:
        """A group with its latest questions. Raises: AskedUnknown."""
        with self.engine.connect() as connection:
            rows = connection.execute(_groups().where(question_groups.c.id == group_id)).mappings().all()
            if not rows:
                raise AskedUnknown(f"no group {group_id!r}")
            [line] = _lines(connection, rows)
            query = (
                select(asked).where(asked.c.group_id == group_id).order_by(asked.c.at.desc()).limit(_SHOWN)
            )
            shown = [detail_of(row) for row in connection.execute(query).mappings()]
        return GroupDetail(**line.model_dump(), asked=shown)

    def triage(self, group_id: str, triage: Triage, *, person: Person) -> GroupDetail:
        """Raises: AskedUnknown, TriageChanged."""
        self.desk.decide(group_id, triage, person=person)
        return self.one(group_id)

    def suggestions(self, limit: int = 50) -> list[Suggestion]:
        """Open groups, the most asked first, with the conversations that they come from."""
        query = _groups().where(question_groups.c.state.in_(_OPEN)).limit(limit)
        with self.engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
            return [_suggestion(connection, row) for row in rows]


def _groups() -> Select[Any]:
    """Each group with how often it was asked, and how often since its state was changed."""
    table = question_groups.c
    since = func.sum(case((asked.c.at > table.changed_at, 1), else_=0))
    counted = (
        select(table.id, func.count().label("times"), since.label("times_since"))
        .join(asked, asked.c.group_id == table.id)
        .group_by(table.id)
        .subquery()
    )
    return (
        select(question_groups, counted.c.times, counted.c.times_since)
        .join(counted, counted.c.id == table.id)
        .order_by(counted.c.times.desc(), table.last_at.desc(), table.id)
    )


def _lines(connection: Connection, rows: Sequence[RowMapping]) -> list[GroupLine]:
    regions = _regions(connection, [row["id"] for row in rows])
    names = GroupLine.model_fields.keys() - {"regions"}
    return [
        GroupLine.model_validate(
            {**{name: row[name] for name in names}, "regions": regions.get(row["id"], [])}
        )
        for row in rows
    ]


def _regions(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    query = select(asked.c.group_id, asked.c.region).where(asked.c.group_id.in_(ids), asked.c.region != "")
    found: dict[str, list[str]] = {}
    for group_id, region in connection.execute(query.distinct().order_by(asked.c.region)):
        found.setdefault(group_id, []).append(region)
    return found


def _suggestion(connection: Connection, row: RowMapping) -> Suggestion:
    table = asked.c
    query = (
        select(table.conversation_id)
        .where(table.group_id == row["id"], table.conversation_id != "")
        .group_by(table.conversation_id)
        .order_by(func.max(table.at).desc())
        .limit(_SOURCES)
    )
    return Suggestion(
        group_id=row["id"],
        kind=row["kind"],
        question=row["label"],
        topic=row["topic"],
        times=row["times"],
        conversation_ids=tuple(connection.scalars(query)),
        regions=tuple(_regions(connection, [row["id"]]).get(row["id"], [])),
    )
