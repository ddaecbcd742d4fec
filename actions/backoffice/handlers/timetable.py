"""Which slots of a window can be booked: on working days, from now on, not too far ahead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from actions.backoffice.repository.windows import StoredWindow, WindowRepository
from actions.backoffice.texts import Texts
from actions.errors import CalendarUnknown, SlotUnknown, WindowUnknown
from actions.rules.slots import DaySlot, window_and_day
from actions.rules.working_days import is_working_day
from actions.wire.appointments import Slot, Slots, Window


class Notes(Texts):
    unknown_year: str
    too_far: str
    none: str


class Refusals(Texts):
    unknown_year: str
    too_far: str
    begun: str
    appointment_begun: str
    cancelled: str
    twice: str
    other_region: str
    too_many: str


class AppointmentTexts(Texts):
    number_letters: str
    hours: str
    period: str
    between: str
    notes: Notes
    refusals: Refusals

    def view(self, window: StoredWindow) -> Window:
        periods = self.between.join(
            self.period.format(opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")
            for opens, closes in window.periods
        )
        return Window(
            code=window.code,
            name=window.name,
            region=window.region,
            street=window.street,
            address=window.address,
            hours=self.hours.format(periods=periods),
            demo=window.demo,
        )


@dataclass(frozen=True)
class Timetable:
    windows: WindowRepository
    days_ahead: int
    texts: AppointmentTexts

    def slots(self, connection: Connection, code: str, *, first: date, last: date, now: datetime) -> Slots:
        """Those of some days that have not begun, full ones too.

        Raises:
            WindowUnknown: no such window, or it takes no more bookings.
        """
        window = self._listed(connection, code)
        taken = self.windows.taken(connection, code, first=first, last=last)
        notes = list[str]()
        found = [
            Slot(
                id=slot.id,
                window=code,
                on=slot.day,
                starts=slot.starts,
                ends=slot.ends,
                capacity=window.capacity,
                free=max(window.capacity - taken.get(slot.id, 0), 0),
            )
            for slot in self._open(window, first=first, last=last, now=now, notes=notes)
        ]
        if not found and not notes:
            notes.append(self.texts.notes.none)
        return Slots(slots=found, note="".join(dict.fromkeys(notes)))

    def bookable(
        self, connection: Connection, slot_id: str, *, now: datetime
    ) -> tuple[StoredWindow, DaySlot]:
        """The slot with its window, whether or not a place is left.

        Raises:
            SlotUnknown: there is none by this id, it has begun, or it is too far ahead.
            CalendarUnknown: the holidays of that year are not known.
        """
        window, day = self._named(connection, slot_id)
        texts = self.texts.refusals
        if day > now.date() + timedelta(days=self.days_ahead):
            raise SlotUnknown(repr(slot_id), message=texts.too_far.format(days=self.days_ahead))
        try:
            slots = window.slots(day) if is_working_day(day) else []
        except CalendarUnknown as error:
            raise CalendarUnknown(str(error), message=texts.unknown_year.format(year=day.year)) from error
        slot = next((slot for slot in slots if slot.id == slot_id), None)
        if slot is None:
            raise SlotUnknown(repr(slot_id))
        if (slot.day, slot.starts) <= (now.date(), now.time()):
            raise SlotUnknown(repr(slot_id), message=texts.begun)
        return window, slot

    def _open(
        self, window: StoredWindow, *, first: date, last: date, now: datetime, notes: list[str]
    ) -> Iterator[DaySlot]:
        """Adds to `notes` why there are not more."""
        today, furthest = now.date(), now.date() + timedelta(days=self.days_ahead)
        if last > furthest:
            notes.append(self.texts.notes.too_far.format(days=self.days_ahead))
        day = max(first, today)
        while day <= min(last, furthest):
            try:
                slots = window.slots(day) if is_working_day(day) else []
            except CalendarUnknown:
                slots = []
                notes.append(self.texts.notes.unknown_year.format(year=day.year))
            yield from (slot for slot in slots if (slot.day, slot.starts) > (today, now.time()))
            day += timedelta(days=1)

    def _named(self, connection: Connection, slot_id: str) -> tuple[StoredWindow, date]:
        named = window_and_day(slot_id)
        if named is None:
            raise SlotUnknown(repr(slot_id))
        try:
            return self._listed(connection, named[0]), named[1]
        except WindowUnknown as error:
            raise SlotUnknown(repr(slot_id)) from error

    def _listed(self, connection: Connection, code: str) -> StoredWindow:
        window = self.windows.find(connection, code)
        if not window.listed:
            raise WindowUnknown(f"{code!r} is not listed any more")
        return window
