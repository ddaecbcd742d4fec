"""The tables of the indexes: lists of postings by part, and what the index by meaning holds."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from knowledge_base.adapters.tables import metadata

revision = Table(
    "knowledge_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)
"""Counters: of changes to documents' heads and versions' rows (by triggers), of changes to the word index,
and of its parts."""
OF_DOCUMENTS, OF_WORDS, OF_PARTS = 1, 2, 3

indexed_versions = Table(
    "knowledge_indexed_versions",
    metadata,
    Column("document_id", String(100), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, nullable=False),
    Column("region", String(6), nullable=False),
    Column("source", String(20), nullable=False),
    Column("starts_at", Integer, nullable=False),
    Column("first_passage", Integer, nullable=False),
    Column("stamp", String(64), nullable=False),
    Column("lengths", LargeBinary, nullable=False),
)

indexed_passages = Table(
    "knowledge_indexed_passages",
    metadata,
    Column("passage", Integer, primary_key=True, autoincrement=False),
    Column("chunk_id", String(200), nullable=False),
)

index_parts = Table(
    "knowledge_index_parts",
    metadata,
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("region", String(6), primary_key=True),
    Column("passages", Integer, nullable=False),
)

posting_lists = Table(
    "knowledge_posting_lists",
    metadata,
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("token", String(200), primary_key=True),
    Column("region", String(6), primary_key=True),
    Column("passages", Integer, nullable=False),
    Column("positions", LargeBinary, nullable=False),
    Column("counts", LargeBinary, nullable=False),
)

vector_entries = Table(
    "knowledge_vector_entries",
    metadata,
    Column("build", String(60), primary_key=True),
    Column("document_id", String(100), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("stamp", String(64), nullable=False),
    Column("region", String(6), nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("vectors", Integer, nullable=False),
    Column("put", String(32), nullable=False),
)
