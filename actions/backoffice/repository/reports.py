"""Reports with their timeline. Each method works in the caller's transaction.

What was told, who told it and what was written since is encrypted.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, false, insert, or_, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.digests import keyed_digest
from actions.backoffice.tables.reports import report_timeline, reports
from actions.errors import ReportUnknown, VersionConflict
from actions.rules.report_patterns import Sighting
from actions.wire.reports import ReportEntry, ReportFacts, ReportState, Risk, RoutedTo


@dataclass(frozen=True)
class StoredReport:
    """`employer`: the name that it goes by, the same for all ways to write it, as a keyed hash."""

    number: str
    version: int
    state: ReportState
    conversation_id: str | None
    subject: str | None
    channel: str
    facts: ReportFacts
    name: str | None
    phone: str | None
    employer: str | None
    risk: Risk
    reasons: tuple[str, ...]
    place_in_line: int
    routed_to: RoutedTo
    received_at: datetime

    @property
    def anonymous(self) -> bool:
        return self.phone is None

    def next(self, **changes: Any) -> "StoredReport":
        """The next version."""
        return replace(self, version=self.version + 1, **changes)


@dataclass(frozen=True)
class ReportRepository:
    cipher: Cipher

    def employer_digest(self, normalised: str | None) -> str | None:
        return keyed_digest(self.cipher, normalised, of="reports:employer") if normalised else None

    def find(self, connection: Connection, number: str) -> StoredReport:
        """Raises: ReportUnknown."""
        row = connection.execute(select(reports).where(reports.c.number == number)).one_or_none()
        if row is None:
            raise ReportUnknown(repr(number))
        return self._to_report(row)

    def reached(
        self, connection: Connection, *, conversation: str | None, subject: str | None
    ) -> list[StoredReport]:
        """The person's own, and those of the conversation that are nobody's; the latest first."""
        query = select(reports).where(_reached(conversation, subject))
        return self._all(connection, query.order_by(reports.c.received_at.desc(), reports.c.number.desc()))

    def line(
        self, connection: Connection, *, region: str | None, states: Sequence[ReportState], most: int
    ) -> list[StoredReport]:
        """The first in line first."""
        query = select(reports).where(reports.c.state.in_(states))
        if region is not None:
            query = query.where(reports.c.region == region)
        ordered = query.order_by(reports.c.place_in_line, reports.c.received_at, reports.c.number)
        return self._all(connection, ordered.limit(most))

    def sightings(
        self, connection: Connection, employer: str, *, region: str, since: datetime
    ) -> list[Sighting]:
        """Reports on an employer that were not withdrawn."""
        query = select(reports.c.number, reports.c.received_at, reports.c.people).where(
            reports.c.employer == employer,
            reports.c.region == region,
            reports.c.received_at >= since,
            reports.c.state != ReportState.WITHDRAWN,
        )
        return [Sighting(row.number, row.received_at, row.people) for row in connection.execute(query)]

    def add(self, connection: Connection, report: StoredReport) -> None:
        place = report.number
        sealed = {
            "facts": self.cipher.seal(report.facts.model_dump_json(), of=_place(place, "facts")),
            "name": self.cipher.seal(report.name, of=_place(place, "name")) if report.name else None,
            "phone": self.cipher.seal(report.phone, of=_place(place, "phone")) if report.phone else None,
        }
        row = {
            **vars(report),
            **sealed,
            **_routed(report.routed_to),
            "region": report.facts.region,
            "people": report.facts.people,
            "reasons": json.dumps(report.reasons, ensure_ascii=False),
        }
        del row["routed_to"]
        connection.execute(insert(reports).values(row))

    def save(self, connection: Connection, report: StoredReport) -> None:
        """Put the next version in place of the one before it. Only state and place of a report change.

        Raises:
            VersionConflict: somebody else has changed it.
        """
        changed = connection.execute(
            update(reports)
            .where(reports.c.number == report.number, reports.c.version == report.version - 1)
            .values(version=report.version, state=report.state, **_routed(report.routed_to))
        )
        if changed.rowcount != 1:
            raise VersionConflict(f"{report.number!r} is not at version {report.version - 1}")

    def add_entry(self, connection: Connection, report: StoredReport, *, at: datetime, text: str) -> None:
        """The line of this version."""
        sealed = self.cipher.seal(text, of=_line(report.number, report.version))
        connection.execute(
            insert(report_timeline).values(
                number=report.number, version=report.version, at=at, state=report.state, text=sealed
            )
        )

    def timeline(self, connection: Connection, number: str) -> list[ReportEntry]:
        query = (
            select(report_timeline)
            .where(report_timeline.c.number == number)
            .order_by(report_timeline.c.version)
        )
        return [
            ReportEntry(
                at=row.at,
                state=ReportState(row.state),
                text=self.cipher.open(row.text, of=_line(number, row.version)),
            )
            for row in connection.execute(query)
        ]

    def _all(self, connection: Connection, query: Any) -> list[StoredReport]:
        return [self._to_report(row) for row in connection.execute(query)]

    def _to_report(self, row: Row[Any]) -> StoredReport:
        number = row.number
        facts = self.cipher.open(row.facts, of=_place(number, "facts"))
        return StoredReport(
            number=number,
            version=row.version,
            state=ReportState(row.state),
            conversation_id=row.conversation_id,
            subject=row.subject,
            channel=row.channel,
            facts=ReportFacts.model_validate_json(facts),
            name=self.cipher.open(row.name, of=_place(number, "name")) if row.name else None,
            phone=self.cipher.open(row.phone, of=_place(number, "phone")) if row.phone else None,
            employer=row.employer,
            risk=Risk(row.risk),
            reasons=tuple(json.loads(row.reasons)),
            place_in_line=row.place_in_line,
            routed_to=RoutedTo(
                name=row.routed_name, street=row.routed_street, phone=row.routed_phone, demo=row.routed_demo
            ),
            received_at=row.received_at,
        )


def _reached(conversation: str | None, subject: str | None) -> ColumnElement[bool]:
    nobodys = and_(reports.c.subject.is_(None), reports.c.conversation_id == conversation)
    here = nobodys if conversation is not None else false()
    return here if subject is None else or_(here, reports.c.subject == subject)


def _routed(to: RoutedTo) -> dict[str, Any]:
    return {f"routed_{name}": value for name, value in to.model_dump().items()}


def _place(number: str, column: str) -> str:
    return f"reports:{number}:{column}"


def _line(number: str, version: int) -> str:
    return f"report_timeline:{number}:{version}"
