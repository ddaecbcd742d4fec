"""The tables of the knowledge base. Names begin with `knowledge_`: one PostgreSQL may serve all services."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from chassis.audit import audit_table

metadata = MetaData()

audit = audit_table(metadata, "knowledge_audit")

documents = Table(
    "knowledge_documents",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("title", Text, nullable=False),
    Column("title_key", Text, nullable=False, index=True),
    Column("issuer", Text, nullable=False),
    Column("region", String(6), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("number", Text),
    Column("number_key", Text, index=True),
    Column("signed_on", Date),
    Column("published_on", Date),
    Column("period_from", Date),
    Column("period_to", Date),
    Column("validity", String(20), nullable=False),
    Column("url", Text),
    Column("effective_from", Date),
    Column("effective_to", Date),
    Column("superseded_by", Text),
    Column("superseded_on", Date),
    Column("withdrawn_on", Date),
)

versions = Table(
    "knowledge_versions",
    metadata,
    Column("document_id", String(100), ForeignKey("knowledge_documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("source", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("file_name", Text),
    Column("effective_from", Date),
    Column("effective_to", Date),
    Column("chunks_digest", String(64)),
    UniqueConstraint("document_id", "source", "content_hash", name="knowledge_versions_content"),
    # All that tells which version holds on a day: without it every text would be read past.
    Index(
        "knowledge_versions_terms",
        "state",
        "document_id",
        "number",
        "source",
        "effective_from",
        "effective_to",
    ),
)

sections = Table(
    "knowledge_sections",
    metadata,
    Column("document_id", String(100), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("path", JSON, nullable=False),
    Column("starts_at", Integer, nullable=False),
    Column("ends_at", Integer, nullable=False),
    Column("cells", JSON),
    Column("row_spans", JSON, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "number"], ["knowledge_versions.document_id", "knowledge_versions.number"]
    ),
)

chunks = Table(
    "knowledge_chunks",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("document_id", String(100), nullable=False),
    Column("number", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("source", String(20), nullable=False),
    Column("region", String(6), nullable=False),
    Column("path", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("starts_at", Integer, nullable=False),
    Column("ends_at", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("kind", String(20)),
    Column("subject", Text, nullable=False),
    Column("cases", JSON, nullable=False),
    Column("wordings", JSON, nullable=False),
    Column("is_table_row", Boolean, nullable=False),
    Column("period_to", Date),
    ForeignKeyConstraint(
        ["document_id", "number"], ["knowledge_versions.document_id", "knowledge_versions.number"]
    ),
    UniqueConstraint("document_id", "number", "position", name="knowledge_chunks_position"),
)

embeddings = Table(
    "knowledge_embeddings",
    metadata,
    Column("model_id", String(200), primary_key=True),
    Column("text_hash", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

index_state = Table(
    "knowledge_index_state",
    metadata,
    Column("name", String(50), primary_key=True),
    Column("value", Text, nullable=False),
)
