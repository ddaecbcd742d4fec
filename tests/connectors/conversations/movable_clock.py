"""A clock that a test moves on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass
class MovableClock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def move(self, *, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
