"""Windows by street, and their slots."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine

from actions.backoffice.handlers.region import checked_region
from actions.backoffice.handlers.timetable import Timetable
from actions.rules.streets import bare_street
from actions.wire.appointments import Slots, Windows
from chassis.clock import Clock

_ONE_WEEK = timedelta(days=6)
_LATEST = date.max - _ONE_WEEK


@dataclass(frozen=True)
class WindowHandler:
    engine: Engine
    clock: Clock
    timetable: Timetable

    def list(self, *, region: str | None, street: str | None) -> Windows:
        """Those of a region, of a street, or all. 北京街, 北京街道 and 北京 are the same street.

        Raises:
            RegionMalformed: not a GB/T 2260 code.
        """
        checked = checked_region(region)
        with self.engine.connect() as connection:
            found = self.timetable.windows.listed(connection, checked)
        wanted = bare_street(street) if street else None
        return Windows(
            windows=[
                self.timetable.texts.view(window)
                for window in found
                if wanted is None or bare_street(window.street) == wanted
            ]
        )

    def slots(self, code: str, *, on: date | None, first: date | None, last: date | None) -> Slots:
        """Of one day, of some days, or of the week to come.

        Raises:
            WindowUnknown.
        """
        now = self.clock.now()
        begins = on or first or now.date()
        ends = on or last or min(begins, _LATEST) + _ONE_WEEK
        with self.engine.connect() as connection:
            return self.timetable.slots(connection, code, first=begins, last=ends, now=now)
