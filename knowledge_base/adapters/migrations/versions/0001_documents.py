"""Documents, their texts, what is retrieved of them, and the full-text index of this database.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_documents()
    _create_chunks()
    op.create_table(
        "knowledge_embeddings",
        sa.Column("model_id", sa.String(200), primary_key=True),
        sa.Column("text_hash", sa.String(64), primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "knowledge_index_state",
        sa.Column("name", sa.String(50), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        _create_fts5()
    else:
        _create_postings()


def _create_documents() -> None:
    op.create_table(
        "knowledge_documents",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_key", sa.Text, nullable=False, index=True),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("number_key", sa.Text, index=True),
        sa.Column("signed_on", sa.Date),
        sa.Column("published_on", sa.Date),
        sa.Column("period_from", sa.Date),
        sa.Column("period_to", sa.Date),
        sa.Column("validity", sa.String(20), nullable=False),
        sa.Column("url", sa.Text),
    )
    op.create_table(
        "knowledge_versions",
        sa.Column("document_id", sa.String(100), sa.ForeignKey("knowledge_documents.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("file_name", sa.Text),
        sa.UniqueConstraint("document_id", "source", "content_hash", name="knowledge_versions_content"),
    )


def _create_chunks() -> None:
    versions = ["knowledge_versions.document_id", "knowledge_versions.number"]
    op.create_table(
        "knowledge_sections",
        sa.Column("document_id", sa.String(100), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("path", sa.JSON, nullable=False),
        sa.Column("starts_at", sa.Integer, nullable=False),
        sa.Column("ends_at", sa.Integer, nullable=False),
        sa.Column("cells", sa.JSON),
        sa.Column("row_spans", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["document_id", "number"], versions),
    )
    op.create_table(
        "knowledge_chunks",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("document_id", sa.String(100), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("path", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("starts_at", sa.Integer, nullable=False),
        sa.Column("ends_at", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20)),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("cases", sa.JSON, nullable=False),
        sa.Column("wordings", sa.JSON, nullable=False),
        sa.Column("is_table_row", sa.Boolean, nullable=False),
        sa.Column("period_to", sa.Date),
        sa.ForeignKeyConstraint(["document_id", "number"], versions),
        sa.UniqueConstraint("document_id", "number", "position", name="knowledge_chunks_position"),
    )


def _create_fts5() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE knowledge_passages USING fts5("
        "chunk_id UNINDEXED, region UNINDEXED, source UNINDEXED, words, "
        "tokenize='unicode61 remove_diacritics 0')"
    )


def _create_postings() -> None:
    op.create_table(
        "knowledge_passages",
        sa.Column("chunk_id", sa.String(200), primary_key=True),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
    )
    op.create_table(
        "knowledge_postings",
        sa.Column("token", sa.String(200), primary_key=True),
        sa.Column("chunk_id", sa.String(200), primary_key=True),
        sa.Column("occurrences", sa.Integer, nullable=False),
    )
