"""The tables of what staff write: changes of points, suggestions, and who keeps what true."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, Text

from chassis.database import Moment
from knowledge_base.adapters.tables import metadata

point_changes = Table(
    "knowledge_point_changes",
    metadata,
    Column("document_id", String(100), ForeignKey("knowledge_documents.id"), primary_key=True),
    Column("point", String(100), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", JSON(none_as_null=True)),
    Column("shipped_hash", String(64), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("authors", JSON, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("returned", Text, nullable=False),
    Column("suggestion_id", String(100)),
    Column("decided_by", JSON(none_as_null=True)),
    Column("decided_at", Moment),
    Column("revision", Integer, nullable=False),
)

point_suggestions = Table(
    "knowledge_point_suggestions",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("source", String(20), nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("region", String(6)),
    Column("conversations", JSON, nullable=False),
    Column("times", Integer, nullable=False),
    Column("suggested_by", String(100), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("document_id", String(100)),
    Column("point", String(100)),
    Column("decided_by", JSON(none_as_null=True)),
    Column("decided_at", Moment),
    Column("reason", Text, nullable=False),
)

care = Table(
    "knowledge_care",
    metadata,
    Column("document_id", String(100), ForeignKey("knowledge_documents.id"), primary_key=True),
    Column("point", String(100), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("verified_on", Date),
    Column("verified_by", String(100), nullable=False),
    Column("check_on", Date),
    Column("revision", Integer, nullable=False),
)

watch_notices = Table(
    "knowledge_watch_notices",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("raised_at", Moment, nullable=False),
)
