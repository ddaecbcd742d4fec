"""The figures of each week, kept when it is over: also when its answers have been deleted."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Engine, RowMapping, select

from chassis.clock import Clock
from chassis.database import begin_writing, insert_unless_there
from knowledge_base.adapters.asked_tables import asked, weekly_reports
from knowledge_base.asked.analytics import Period, analytics, top_questions, without_document
from knowledge_base.desk_wire.asked import Analytics, WeeklyReport, WeeklyReportLine
from knowledge_base.errors import AskedUnknown

_WEEK = timedelta(days=7)
_LOOKED_BACK = 8
"""Weeks for which a report is made later, where the service did not run when they ended."""
_TOLD_FROM = 3
"""So often a question must have been asked to be kept for good: it is nobody's own any more."""


@dataclass(frozen=True)
class WeeklyReports:
    engine: Engine
    clock: Clock

    def make_round(self) -> int:
        """Make the reports of the last weeks that are missing and in which something was asked; how many."""
        this_monday = _monday(self.clock.today())
        mondays = [this_monday - _WEEK * weeks for weeks in range(1, _LOOKED_BACK + 1)]
        with begin_writing(self.engine) as connection:
            known = set(connection.scalars(select(weekly_reports.c.monday)))
            return sum(self._make(connection, monday) for monday in mondays if monday not in known)

    def _make(self, connection: Connection, monday: date) -> bool:
        period = Period(first_day=monday, last_day=monday + _WEEK - timedelta(days=1))
        if connection.scalar(select(asked.c.id).where(*period.covers(asked.c)).limit(1)) is None:
            return False
        often = {
            "top_questions": top_questions(connection, period, at_least=_TOLD_FROM),
            "without_document": without_document(connection, period, at_least=_TOLD_FROM),
        }
        content = analytics(connection, period).model_copy(update=often).model_dump(mode="json")
        return insert_unless_there(
            connection, weekly_reports, monday=monday, made_at=self.clock.now(), content=content
        )

    def lines(self, *, limit: int = 104) -> list[WeeklyReportLine]:
        """The latest first."""
        query = select(weekly_reports).order_by(weekly_reports.c.monday.desc()).limit(limit)
        with self.engine.connect() as connection:
            return [_line(row) for row in connection.execute(query).mappings()]

    def one(self, monday: date) -> WeeklyReport:
        """Raises: AskedUnknown."""
        query = select(weekly_reports).where(weekly_reports.c.monday.in_([monday, monday - _WEEK]))
        with self.engine.connect() as connection:
            found = {row["monday"]: row for row in connection.execute(query).mappings()}
        if monday not in found:
            raise AskedUnknown(f"no report of {monday}")
        before = found.get(monday - _WEEK)
        return WeeklyReport(
            monday=monday,
            made_at=found[monday]["made_at"],
            figures=Analytics.model_validate(found[monday]["content"]),
            before=Analytics.model_validate(before["content"]) if before else None,
        )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _line(row: RowMapping) -> WeeklyReportLine:
    content = row["content"]
    return WeeklyReportLine(
        monday=row["monday"],
        made_at=row["made_at"],
        answers=content["answers"],
        answered_share=content["answered_share"],
    )
