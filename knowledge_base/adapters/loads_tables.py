"""The tables of loads, and of what people put right in files, which outlives the load."""

from sqlalchemy import JSON, Column, Date, Integer, LargeBinary, String, Table, Text

from chassis.database import Moment
from knowledge_base.adapters.tables import metadata

loads = Table(
    "knowledge_loads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("file_hash", String(64), nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("account", String(100), nullable=False),
    Column("person", String(100), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("address", Text),
    Column("region", String(6)),
    Column("effective_from", Date),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Column("doubts", JSON, nullable=False),
    Column("title", Text),
    Column("revision", Integer, nullable=False),
    Column("document_id", String(100)),
    Column("number", Integer),
    Column("proposal_id", Integer),
    Column("number_key", String(200), index=True),
    Column("source_key", String(64)),
    # Who reads it: a reader that was thought dead finds that it is no longer its own.
    Column("claim", String(32)),
)

# Apart, so that a list of loads reads past no files.
load_files = Table(
    "knowledge_load_files",
    metadata,
    Column("load_id", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    Column("blocks", JSON),
    Column("corrections", JSON, nullable=False),
)

kept_corrections = Table(
    "knowledge_corrections",
    metadata,
    Column("source_key", String(64), primary_key=True),
    Column("corrections", JSON, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
