"""What was written, once for each Idempotency-Key, and the trail that all writes leave."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, Text

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# `status` and `reply` (encrypted) are null only inside the transaction that is doing the work.
writes = Table(
    "backoffice_writes",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("route", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("status", Integer),
    Column("reply", LargeBinary),
    Column("at", Moment, nullable=False, index=True),
)

# Append-only: the database refuses to change or delete a row. `detail` is JSON without identity numbers.
audit = Table(
    "backoffice_audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("action", String(100), nullable=False),
    Column("detail", Text, nullable=False),
    Column("trace_id", String(64), nullable=False),
)
