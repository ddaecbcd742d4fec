"""Cases with their materials and timeline. Each method works in the caller's transaction."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from actions.backoffice.tables.cases import case_materials, cases, number_series, timeline
from actions.errors import CaseUnknown, VersionConflict
from actions.wire.applications import MaterialChoice
from actions.wire.cases import CaseState, Outcome, TimelineEntry
from actions.wire.catalogue import Mode


@dataclass(frozen=True)
class StoredCase:
    """The limit runs from `runs_from` to `due_on`, None where no day is known; `due_note` says why."""

    number: str
    common_number: str | None
    application_id: str | None
    subject: str
    item: str
    item_version: int
    region: str
    life_event: str | None
    state: CaseState
    version: int
    modes: tuple[Mode, ...]
    submitted_at: datetime
    accepted_at: datetime | None = None
    runs_from: date | None = None
    due_on: date | None = None
    due_note: str = ""
    outcome: Outcome | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoredMaterial:
    """`due_on` is set for one that follows later; it is missing until `delivered_at`."""

    code: str
    name: str
    choice: MaterialChoice
    due_on: date | None = None
    delivered_at: datetime | None = None


class CaseRepository:
    def next_number(self, connection: Connection, series: str) -> int:
        """Counts up from 1 in each series. Whoever asks at the same time waits for the transaction."""
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        statement = (
            dialect.insert(number_series)
            .values(series=series, last=1)
            .on_conflict_do_update(
                index_elements=[number_series.c.series], set_={"last": number_series.c.last + 1}
            )
            .returning(number_series.c.last)
        )
        return int(connection.execute(statement).scalar_one())

    def find(self, connection: Connection, number: str) -> StoredCase:
        """Raises: CaseUnknown."""
        row = connection.execute(select(cases).where(cases.c.number == number)).one_or_none()
        if row is None:
            raise CaseUnknown(repr(number))
        return _to_case(row)

    def of_subject(self, connection: Connection, subject: str) -> list[StoredCase]:
        """The person's own, the latest first."""
        query = select(cases).where(cases.c.subject == subject)
        return _all(connection, query.order_by(cases.c.submitted_at.desc(), cases.c.number.desc()))

    def of_common_number(self, connection: Connection, common_number: str) -> list[StoredCase]:
        query = select(cases).where(cases.c.common_number == common_number)
        return _all(connection, query.order_by(cases.c.number))

    def of_application(self, connection: Connection, application_id: str) -> list[StoredCase]:
        query = select(cases).where(cases.c.application_id == application_id)
        return _all(connection, query.order_by(cases.c.number))

    def overdue(self, connection: Connection, *, today: date) -> list[StoredCase]:
        """Cases that wait for a material whose last day is over."""
        late = select(case_materials.c.case_number).where(_missing(), case_materials.c.due_on < today)
        query = select(cases).where(cases.c.state == CaseState.MATERIAL_DUE, cases.c.number.in_(late))
        return _all(connection, query.order_by(cases.c.number))

    def undated(self, connection: Connection) -> list[StoredCase]:
        """Cases in hand without a day by which they must be decided."""
        query = select(cases).where(cases.c.state == CaseState.ACCEPTED, cases.c.due_on.is_(None))
        return _all(connection, query.order_by(cases.c.number))

    def add(self, connection: Connection, case: StoredCase, materials: Iterable[StoredMaterial]) -> None:
        connection.execute(insert(cases).values(_to_row(case)))
        rows = [
            {"case_number": case.number, "position": position, **vars(material)}
            for position, material in enumerate(materials)
        ]
        if rows:
            connection.execute(insert(case_materials), rows)

    def save(self, connection: Connection, case: StoredCase) -> None:
        """Put the next version in place of the one before it.

        Raises:
            VersionConflict: somebody else has changed it.
        """
        changed = connection.execute(
            update(cases)
            .where(cases.c.number == case.number, cases.c.version == case.version - 1)
            .values(_to_row(case))
        )
        if changed.rowcount != 1:
            raise VersionConflict(f"{case.number!r} is not at version {case.version - 1}")

    def materials(self, connection: Connection, number: str) -> list[StoredMaterial]:
        query = (
            select(case_materials)
            .where(case_materials.c.case_number == number)
            .order_by(case_materials.c.position)
        )
        return [
            StoredMaterial(row.code, row.name, MaterialChoice(row.choice), row.due_on, row.delivered_at)
            for row in connection.execute(query)
        ]

    def missing(self, connection: Connection, number: str) -> list[StoredMaterial]:
        return [
            material
            for material in self.materials(connection, number)
            if material.choice is MaterialChoice.LATER and material.delivered_at is None
        ]

    def deliver(self, connection: Connection, number: str, codes: Sequence[str], *, at: datetime) -> None:
        connection.execute(
            update(case_materials)
            .where(case_materials.c.case_number == number, case_materials.c.code.in_(codes))
            .values(delivered_at=at)
        )

    def ask_for(self, connection: Connection, number: str, codes: Sequence[str], *, due_on: date) -> None:
        """What was promised is to be handed in after all."""
        connection.execute(
            update(case_materials)
            .where(case_materials.c.case_number == number, case_materials.c.code.in_(codes))
            .values(choice=MaterialChoice.LATER, due_on=due_on)
        )

    def add_entry(self, connection: Connection, number: str, entry: TimelineEntry) -> None:
        connection.execute(
            insert(timeline).values(case_number=number, at=entry.at, state=entry.state, text=entry.text)
        )

    def timeline(self, connection: Connection, number: str) -> list[TimelineEntry]:
        query = select(timeline).where(timeline.c.case_number == number).order_by(timeline.c.id)
        return [
            TimelineEntry(at=row.at, state=CaseState(row.state), text=row.text)
            for row in connection.execute(query)
        ]


def _missing() -> ColumnElement[bool]:
    return (case_materials.c.choice == MaterialChoice.LATER) & case_materials.c.delivered_at.is_(None)


def _all(connection: Connection, query: Any) -> list[StoredCase]:
    return [_to_case(row) for row in connection.execute(query)]


def _to_row(case: StoredCase) -> dict[str, Any]:
    return {
        **vars(case),
        "modes": json.dumps(case.modes),
        "reasons": json.dumps(case.reasons, ensure_ascii=False),
    }


def _to_case(row: Row[Any]) -> StoredCase:
    return StoredCase(
        **{
            **row._mapping,
            "state": CaseState(row.state),
            "modes": tuple(Mode(mode) for mode in json.loads(row.modes)),
            "outcome": Outcome(row.outcome) if row.outcome else None,
            "reasons": tuple(json.loads(row.reasons)),
        }
    )
