"""Warnings for the staff. Each method works in the caller's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.reports import labour_warnings, warned_reports
from actions.errors import VersionConflict, WarningUnknown
from actions.wire.reports import LabourWarning, WarningKind
from chassis.database import insert_unless_there


@dataclass(frozen=True)
class LabourWarningRepository:
    cipher: Cipher

    def add(self, connection: Connection, warning: LabourWarning, *, employer: str | None) -> None:
        """`employer`: the hash by which reports on the same one are found."""
        row = warning.model_dump(exclude={"reports", "employer"})
        sealed = self.cipher.seal(warning.employer, of=_place(warning.id, "employer_name"))
        connection.execute(insert(labour_warnings).values(**row, employer=employer, employer_name=sealed))
        self._concern(connection, warning.id, warning.reports)

    def extend(
        self, connection: Connection, warning: LabourWarning, *, reports: Iterable[str], reason: str
    ) -> bool:
        """Add to a warning that waits to be seen; whether it still waited."""
        changed = connection.execute(
            update(labour_warnings)
            .where(labour_warnings.c.id == warning.id, labour_warnings.c.acknowledged_by.is_(None))
            .values(version=labour_warnings.c.version + 1, reason=reason)
        )
        if changed.rowcount == 1:
            self._concern(connection, warning.id, reports)
        return changed.rowcount == 1

    def waiting(
        self, connection: Connection, *, kind: WarningKind, region: str, employer: str
    ) -> LabourWarning | None:
        """The one on an employer that nobody has acknowledged."""
        query = select(labour_warnings).where(
            labour_warnings.c.kind == kind,
            labour_warnings.c.region == region,
            labour_warnings.c.employer == employer,
            labour_warnings.c.acknowledged_by.is_(None),
        )
        row = connection.execute(query.order_by(labour_warnings.c.raised_at).limit(1)).one_or_none()
        return self._to_warning(connection, row) if row else None

    def find(self, connection: Connection, id_: str) -> LabourWarning:
        """Raises: WarningUnknown."""
        row = connection.execute(select(labour_warnings).where(labour_warnings.c.id == id_)).one_or_none()
        if row is None:
            raise WarningUnknown(repr(id_))
        return self._to_warning(connection, row)

    def list(self, connection: Connection, *, region: str | None, most: int) -> list[LabourWarning]:
        """Those that wait to be seen first, of each kind the latest first."""
        query = select(labour_warnings).order_by(
            labour_warnings.c.acknowledged_by.is_not(None),
            labour_warnings.c.raised_at.desc(),
            labour_warnings.c.id,
        )
        if region is not None:
            query = query.where(labour_warnings.c.region == region)
        return [self._to_warning(connection, row) for row in connection.execute(query.limit(most)).all()]

    def reasons_about(self, connection: Connection, number: str) -> tuple[str, ...]:
        """Why warnings about a report were raised, the oldest first."""
        query = (
            select(labour_warnings.c.reason)
            .join(warned_reports, warned_reports.c.warning_id == labour_warnings.c.id)
            .where(warned_reports.c.number == number)
            .order_by(labour_warnings.c.raised_at, labour_warnings.c.id)
        )
        return tuple(connection.scalars(query))

    def acknowledge(
        self, connection: Connection, warning: LabourWarning, *, by: str, at: datetime, note: str
    ) -> LabourWarning:
        """Raises: VersionConflict: more reports came in, or somebody else was first."""
        changed = connection.execute(
            update(labour_warnings)
            .where(labour_warnings.c.id == warning.id, labour_warnings.c.version == warning.version)
            .values(
                version=warning.version + 1,
                acknowledged_by=by,
                acknowledged_at=at,
                note=self.cipher.seal(note, of=_place(warning.id, "note")) if note else None,
            )
        )
        if changed.rowcount != 1:
            raise VersionConflict(f"{warning.id!r} is not at version {warning.version}")
        return warning.model_copy(update={"version": warning.version + 1, "acknowledged_by": by})

    def _concern(self, connection: Connection, id_: str, reports: Iterable[str]) -> None:
        for number in reports:
            insert_unless_there(connection, warned_reports, warning_id=id_, number=number)

    def _to_warning(self, connection: Connection, row: Row[Any]) -> LabourWarning:
        numbers = select(warned_reports.c.number).where(warned_reports.c.warning_id == row.id)
        return LabourWarning(
            id=row.id,
            kind=WarningKind(row.kind),
            region=row.region,
            employer=self.cipher.open(row.employer_name, of=_place(row.id, "employer_name")),
            reports=list(connection.scalars(numbers.order_by(warned_reports.c.number))),
            reason=row.reason,
            raised_at=row.raised_at,
            acknowledged_by=row.acknowledged_by,
            version=row.version,
        )


def _place(id_: str, column: str) -> str:
    return f"labour_warnings:{id_}:{column}"
