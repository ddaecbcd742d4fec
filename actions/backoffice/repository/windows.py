"""Windows, and how many places of their slots are gone. Each method works in the caller's transaction."""

import json
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, Row, select, update

from actions.backoffice.tables.appointments import slots, windows
from actions.errors import SlotFull, WindowUnknown
from actions.rules.slots import DaySlot, Period, cut
from chassis.database import insert_unless_there


@dataclass(frozen=True)
class StoredWindow:
    """`capacity` is that of each slot."""

    code: str
    region: str
    position: int
    name: str
    street: str
    address: str
    periods: tuple[Period, ...]
    slot_minutes: int
    capacity: int
    demo: bool
    listed: bool = True

    def slots(self, day: date) -> list[DaySlot]:
        """Those of a working day."""
        return cut(self.code, day, self.periods, slot_minutes=self.slot_minutes)


class WindowRepository:
    def listed(self, connection: Connection, region: str | None) -> list[StoredWindow]:
        """In the order of the file, of one region or of all."""
        query = select(windows).where(windows.c.listed).order_by(windows.c.region, windows.c.position)
        if region is not None:
            query = query.where(windows.c.region == region)
        return [_to_window(row) for row in connection.execute(query)]

    def find(self, connection: Connection, code: str) -> StoredWindow:
        """Also one that is not listed any more.

        Raises:
            WindowUnknown.
        """
        row = connection.execute(select(windows).where(windows.c.code == code)).one_or_none()
        if row is None:
            raise WindowUnknown(repr(code))
        return _to_window(row)

    def replace(self, connection: Connection, stored: list[StoredWindow]) -> None:
        """Those that are not among them are not listed any more."""
        connection.execute(update(windows).values(listed=False))
        for window in stored:
            values = {**asdict(window), "periods": json.dumps(window.periods, default=time.isoformat)}
            if not insert_unless_there(connection, windows, **values):
                connection.execute(update(windows).where(windows.c.code == window.code).values(**values))

    def taken(self, connection: Connection, window: str, *, first: date, last: date) -> dict[str, int]:
        """By the id of the slot; one that nobody has booked in is not there."""
        query = select(slots.c.id, slots.c.taken).where(
            slots.c.window_code == window, slots.c.day.between(first, last)
        )
        return {row.id: row.taken for row in connection.execute(query)}

    def lock(self, connection: Connection, *, wanted: tuple[StoredWindow, DaySlot], held: str) -> None:
        """Keep others off two slots until the end of the transaction.

        Always in the order of their ids: two people who exchange slots must not wait for each other.
        """
        self._add(connection, *wanted)
        both = select(slots.c.id).where(slots.c.id.in_([wanted[1].id, held]))
        connection.execute(both.order_by(slots.c.id).with_for_update()).all()

    def take(self, connection: Connection, window: StoredWindow, slot: DaySlot) -> None:
        """Take a place. Whoever comes at the same time waits for this transaction.

        Raises:
            SlotFull: none was left.
        """
        self._add(connection, window, slot)
        taken = connection.execute(
            update(slots)
            .where(slots.c.id == slot.id, slots.c.taken < window.capacity)
            .values(taken=slots.c.taken + 1)
        )
        if taken.rowcount != 1:
            raise SlotFull(repr(slot.id))

    def give_back(self, connection: Connection, slot_id: str) -> None:
        connection.execute(update(slots).where(slots.c.id == slot_id).values(taken=slots.c.taken - 1))

    def _add(self, connection: Connection, window: StoredWindow, slot: DaySlot) -> None:
        insert_unless_there(connection, slots, id=slot.id, window_code=window.code, day=slot.day, taken=0)


def _to_window(row: Row[Any]) -> StoredWindow:
    periods = tuple(
        (time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in json.loads(row.periods)
    )
    return StoredWindow(**{**row._mapping, "periods": periods})
