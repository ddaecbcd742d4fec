"""What can be applied for. A definition is the JSON of its wire model."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# The version in force of each item. `changed_by` is the actor of the last change. What is not `listed`
# any more stays for the drafts and cases that have it.
items = Table(
    "backoffice_items",
    metadata,
    Column("code", String(80), primary_key=True),
    Column("region", String(6), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_by", String(80), nullable=False),
    Column("listed", Boolean, nullable=False),
)

# Every version that was ever in force: drafts and cases keep the one they were begun with.
item_versions = Table(
    "backoffice_item_versions",
    metadata,
    Column("code", ForeignKey("backoffice_items.code"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("changed_by", String(80), nullable=False),
    Column("at", Moment, nullable=False),
)

life_events = Table(
    "backoffice_life_events",
    metadata,
    Column("code", String(80), primary_key=True),
    Column("region", String(6), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("definition", Text, nullable=False),
)
