"""Windows, the slots in which somebody has booked, appointments, and the reminders of them."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, Time

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# `periods` is JSON: pairs of opening and closing time. A window that is not `listed` any more stays for its
# appointments.
windows = Table(
    "backoffice_windows",
    metadata,
    Column("code", String(80), primary_key=True),
    Column("region", String(6), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("street", String(40), nullable=False),
    Column("address", Text, nullable=False),
    Column("periods", Text, nullable=False),
    Column("slot_minutes", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("listed", Boolean, nullable=False),
)

# A slot gets its row when somebody books in it for the first time. `taken` of the window's capacity are gone.
slots = Table(
    "backoffice_slots",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("window_code", ForeignKey("backoffice_windows.code"), nullable=False),
    Column("day", Date, nullable=False),
    Column("taken", Integer, nullable=False),
    Index("ix_backoffice_slots_window_day", "window_code", "day"),
)

# `place` counts from 1 within the slot, and nobody else's who is booked there.
appointments = Table(
    "backoffice_appointments",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("subject", String(128), nullable=False, index=True),
    Column("window_code", ForeignKey("backoffice_windows.code"), nullable=False),
    Column("slot_id", ForeignKey("backoffice_slots.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("starts", Time, nullable=False),
    Column("ends", Time, nullable=False),
    Column("place", Integer, nullable=False),
    Column("queue_number", String(10), nullable=False),
    Column("item", String(80)),
    Column("booked_at", Moment, nullable=False),
)
_booked = appointments.c.state == "booked"
Index(
    "ix_backoffice_appointments_place",
    appointments.c.slot_id,
    appointments.c.place,
    unique=True,
    sqlite_where=_booked,
    postgresql_where=_booked,
)

# One for each appointment that is booked. `made_at` is null until the sweep has reminded.
reminders = Table(
    "backoffice_reminders",
    metadata,
    Column("appointment", ForeignKey("backoffice_appointments.number"), primary_key=True),
    Column("due_on", Date, nullable=False, index=True),
    Column("made_at", Moment),
)
