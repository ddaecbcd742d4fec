"""What is to be told to conversations. Append-only; the gateway remembers how far it has read."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# `text` is encrypted. `id` is drawn from a number series, not by the database.
notices = Table(
    "backoffice_notices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("conversation_id", String(64), nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("topic", String(32), nullable=False),
    Column("at", Moment, nullable=False),
)
