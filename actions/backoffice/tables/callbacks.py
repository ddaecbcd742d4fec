"""Wishes to be called, and messages left."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# `phone`, `words` and `result` are encrypted. `phone` is null where only a message was left.
callbacks = Table(
    "backoffice_callbacks",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("conversation_id", String(64), index=True),
    Column("subject", String(128), index=True),
    Column("channel", String(32), nullable=False),
    Column("region", String(6)),
    Column("phone", LargeBinary),
    Column("words", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("taken_by", String(64)),
    Column("result", LargeBinary),
)
