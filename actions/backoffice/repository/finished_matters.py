"""Cases and visits that are over, and so can be reviewed. Each method works in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from actions.backoffice.tables.applications import applications
from actions.backoffice.tables.appointments import appointments, windows
from actions.backoffice.tables.cases import cases, timeline
from actions.backoffice.tables.reviews import reviews
from actions.wire.appointments import AppointmentState
from actions.wire.cases import CaseState
from actions.wire.reviews import ReviewKind
from chassis.clock import OFFICE_ZONE

_OVER: Sequence[CaseState] = (
    CaseState.DECIDED,
    CaseState.CHECKED,
    CaseState.WITHDRAWN,
    CaseState.RETURNED,
    CaseState.REVOKED,
)


@dataclass(frozen=True)
class FinishedCase:
    number: str
    region: str
    item: str
    item_version: int


@dataclass(frozen=True)
class FinishedVisit:
    number: str
    region: str
    window: str
    starts: datetime
    item: str | None


@dataclass(frozen=True)
class Invited:
    """A matter that ended at a moment. `window` is that of a visit; `reviewed` by a review that counts."""

    kind: ReviewKind
    region: str
    item: str | None
    window: str | None
    channel: str | None
    at: datetime
    reviewed: bool


class FinishedMatters:
    def case(self, connection: Connection, subject: str, number: str) -> FinishedCase | None:
        """The person's own, if it is over."""
        return next(iter(self._cases(connection, subject, cases.c.number == number)), None)

    def cases(self, connection: Connection, subject: str) -> list[FinishedCase]:
        """The person's own, the latest first."""
        return self._cases(connection, subject)

    def visit(
        self, connection: Connection, subject: str, number: str, *, now: datetime
    ) -> FinishedVisit | None:
        """The person's own, if it is over."""
        return next(iter(self._visits(connection, subject, now, appointments.c.number == number)), None)

    def visits(self, connection: Connection, subject: str, *, now: datetime) -> list[FinishedVisit]:
        """The person's own, the latest first."""
        return self._visits(connection, subject, now)

    def invited(
        self, connection: Connection, *, region: str | None, since: datetime, until: datetime, now: datetime
    ) -> list[Invited]:
        """What ended from `since` on and before `until`."""
        ended = min(until, now)
        return [
            *self._invited_cases(connection, region, since, until),
            *self._invited_visits(connection, region, since, ended),
        ]

    def _cases(
        self, connection: Connection, subject: str, *conditions: ColumnElement[bool]
    ) -> list[FinishedCase]:
        query = select(cases.c.number, cases.c.region, cases.c.item, cases.c.item_version).where(
            cases.c.subject == subject, cases.c.state.in_(_OVER), *conditions
        )
        ordered = query.order_by(cases.c.submitted_at.desc(), cases.c.number.desc())
        return [FinishedCase(**row._mapping) for row in connection.execute(ordered)]

    def _visits(
        self, connection: Connection, subject: str, now: datetime, *conditions: ColumnElement[bool]
    ) -> list[FinishedVisit]:
        query = (
            select(appointments, windows.c.region, windows.c.name)
            .join(windows, windows.c.code == appointments.c.window_code)
            .where(appointments.c.subject == subject, _has_ended(now), *conditions)
            .order_by(appointments.c.day.desc(), appointments.c.starts.desc(), appointments.c.number.desc())
        )
        return [
            FinishedVisit(
                number=row.number, region=row.region, window=row.name, starts=_starts(row), item=row.item
            )
            for row in connection.execute(query)
        ]

    def _invited_cases(
        self, connection: Connection, region: str | None, since: datetime, until: datetime
    ) -> list[Invited]:
        ended = (
            select(timeline.c.case_number, func.min(timeline.c.at).label("at"))
            .where(timeline.c.state.in_(_OVER))
            .group_by(timeline.c.case_number)
            .subquery()
        )
        query = (
            select(
                cases.c.region, cases.c.item, applications.c.channel, ended.c.at, reviews.c.id.label("review")
            )
            .join(ended, ended.c.case_number == cases.c.number)
            .join(applications, applications.c.id == cases.c.application_id, isouter=True)
            .join(reviews, _counted(ReviewKind.CASE, cases.c.number), isouter=True)
            .where(ended.c.at >= since, ended.c.at < until)
        )
        return [
            Invited(
                kind=ReviewKind.CASE,
                region=row.region,
                item=row.item,
                window=None,
                channel=row.channel,
                at=row.at,
                reviewed=row.review is not None,
            )
            for row in connection.execute(_in(query, region, cases.c.region))
        ]

    def _invited_visits(
        self, connection: Connection, region: str | None, since: datetime, until: datetime
    ) -> list[Invited]:
        query = (
            select(appointments, windows.c.region, windows.c.name, reviews.c.id.label("review"))
            .join(windows, windows.c.code == appointments.c.window_code)
            .join(reviews, _counted(ReviewKind.VISIT, appointments.c.number), isouter=True)
            .where(appointments.c.day >= since.date(), _has_ended(until))
        )
        return [
            Invited(
                kind=ReviewKind.VISIT,
                region=row.region,
                item=row.item,
                window=row.name,
                channel=None,
                at=_starts(row),
                reviewed=row.review is not None,
            )
            for row in connection.execute(_in(query, region, windows.c.region))
        ]


def _has_ended(moment: datetime) -> ColumnElement[bool]:
    """A visit that was booked, and not cancelled."""
    day, time = appointments.c.day, appointments.c.ends
    over = or_(day < moment.date(), and_(day == moment.date(), time <= moment.time()))
    return and_(appointments.c.state == AppointmentState.BOOKED, over)


def _counted(kind: ReviewKind, about: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(reviews.c.kind == kind, reviews.c.about == about, reviews.c.left_out.is_(False))


def _in(query: Select[Any], region: str | None, column: ColumnElement[str]) -> Select[Any]:
    return query if region is None else query.where(column == region)


def _starts(row: Row[Any]) -> datetime:
    return datetime.combine(row.day, row.starts, OFFICE_ZONE)
