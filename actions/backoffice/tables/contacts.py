"""Ways to reach an authority."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from actions.backoffice.tables.base import metadata

# `region` is null for a contact that holds everywhere; `position` is the order in which people read them.
contacts = Table(
    "backoffice_contacts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("region", String(6), index=True),
    Column("position", Integer, nullable=False),
    Column("name", String(100), nullable=False),
    Column("phone", String(40)),
    Column("hours", String(200)),
    Column("note", Text, nullable=False),
    Column("demo", Boolean, nullable=False),
)
