"""A clock that is moved by hand."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from chassis.clock import OFFICE_ZONE

SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=OFFICE_ZONE)


@dataclass
class MovedClock:
    """Stands on Sunday, 22 November 2026, at ten, until it is moved."""

    moment: datetime = field(default=SUNDAY)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def move(self, *, days: int) -> None:
        self.moment += timedelta(days=days)
