"""Visits to a window at a time that the test sets: Thursday, 5 March 2026, ten past ten."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import delete

from actions.backoffice.bootstrap import Office, appointments_of, build
from actions.backoffice.repository.windows import WindowRepository
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.tables.appointments import appointments, reminders, slots
from actions.backoffice.tables.cases import number_series
from actions.backoffice.tables.writes import writes
from actions.backoffice.window_seeding import seed_windows
from actions.backoffice.writes import WriteSession
from actions.wire.people import Person
from chassis.clock import OFFICE_ZONE
from tests.actions.backoffice.counter import Counter, settings_for
from tests.actions.backoffice.samples import LI
from tests.connectors.conversations.movable_clock import MovableClock

NOW = datetime(2026, 3, 5, 10, 10, tzinfo=OFFICE_ZONE)
WINDOW = "440104-beijing"
FRIDAY_NINE = f"{WINDOW}.20260306t0900"
FRIDAY_HALF_PAST = f"{WINDOW}.20260306t0930"
MONDAY_NINE = f"{WINDOW}.20260309t0900"
PLACES = 3


@dataclass(frozen=True)
class Visits:
    """A back office whose clock can be moved."""

    counter: Counter
    clock: MovableClock
    office: Office

    @classmethod
    def open(cls, settings: BackofficeSettings) -> "Visits":
        clock = MovableClock(NOW)
        app = build(settings, clock)
        return cls(Counter(app), clock, app.state.office)

    @classmethod
    def open_on_sqlite(cls, folder: Path, template: bytes) -> "Visits":
        (folder / "backoffice.db").write_bytes(template)
        return cls.open(settings_for(folder))

    def begin_anew(self, *known: str) -> None:
        """Nothing is booked, it is Thursday again, and these people have signed in before."""
        self.clock.moment = NOW
        with self.office.engine.begin() as connection:
            for table in (reminders, appointments, slots, writes, number_series):
                connection.execute(delete(table))
        seed_windows(self.office.writer, WindowRepository())
        self.know(*known)

    def know(self, *subjects: str) -> None:
        """They have signed in before."""

        def work(session: WriteSession) -> None:
            for subject in subjects:
                person = Person(**{**LI, "subject": subject})
                self.office.people.save(session.connection, person, at=session.now)

        self.office.writer.run("system", work)

    def book(self, subject: str, slot: str, **options: Any) -> httpx.Response:
        body = {"slot": slot, **({"item": options.pop("item")} if "item" in options else {})}
        return self.counter.post("/appointments", body, citizen=subject, **options)

    def change(self, subject: str, held: dict[str, Any], slot: str, **options: Any) -> httpx.Response:
        body = {"version": held["version"], "slot": slot}
        return self.counter.put(f"/appointments/{held['number']}", body, citizen=subject, **options)

    def cancel(self, subject: str, held: dict[str, Any], **options: Any) -> httpx.Response:
        headers = {"If-Match": f'"{held["version"]}"'}
        path = f"/appointments/{held['number']}"
        return self.counter.delete(path, citizen=subject, headers=headers, **options)

    def held(self, subject: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.counter.get("/appointments", citizen=subject).json()[
            "appointments"
        ]
        return found

    def slots(self, query: str, *, window: str = WINDOW) -> dict[str, Any]:
        found: dict[str, Any] = self.counter.get(f"/windows/{window}/slots?{query}").json()
        return found

    def free(self, slot: str) -> int:
        window, _, when = slot.rpartition(".")
        day = f"{when[:4]}-{when[4:6]}-{when[6:8]}"
        return next(
            int(one["free"]) for one in self.slots(f"on={day}", window=window)["slots"] if one["id"] == slot
        )

    def remind(self) -> list[str]:
        return self.office.writer.run("system", appointments_of(self.office).remind)

    def close(self) -> None:
        self.office.engine.dispose()
