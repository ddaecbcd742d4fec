"""The time as the office sees it: Asia/Shanghai, replaceable in tests."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Says what time it is at the office."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


@dataclass(frozen=True)
class SystemClock:
    def now(self) -> datetime:
        return datetime.now(OFFICE_ZONE)

    def today(self) -> date:
        return self.now().date()


@dataclass(frozen=True)
class ShiftedClock:
    """Another clock, some days ahead: for trials and trainings that cannot wait."""

    clock: Clock
    days: int

    def now(self) -> datetime:
        return self.clock.now() + timedelta(days=self.days)

    def today(self) -> date:
        return self.now().date()


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still, for tests."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment.astimezone(OFFICE_ZONE)

    def today(self) -> date:
        return self.now().date()
