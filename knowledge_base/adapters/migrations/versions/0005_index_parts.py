"""Indexes that hold version by version. They are filled anew at the next start; the vectors are kept.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COUNTED = ("knowledge_documents", "knowledge_versions")
_FORGET_DIGEST = (
    "UPDATE knowledge_versions SET chunks_digest = NULL "
    "WHERE document_id = NEW.document_id AND number = NEW.number"
)


def upgrade() -> None:
    op.drop_table("knowledge_posting_lists")
    op.drop_table("knowledge_indexed_passages")
    op.create_table(
        "knowledge_posting_lists",
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("token", sa.String(200), primary_key=True),
        sa.Column("region", sa.String(6), primary_key=True),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.Column("positions", sa.LargeBinary, nullable=False),
        sa.Column("counts", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "knowledge_indexed_versions",
        sa.Column("document_id", sa.String(100), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("starts_at", sa.Integer, nullable=False),
        sa.Column("first_passage", sa.Integer, nullable=False),
        sa.Column("stamp", sa.String(64), nullable=False),
        sa.Column("lengths", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "knowledge_indexed_passages",
        sa.Column("passage", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("chunk_id", sa.String(200), nullable=False),
    )
    op.create_table(
        "knowledge_index_parts",
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("region", sa.String(6), primary_key=True),
        sa.Column("passages", sa.Integer, nullable=False),
    )
    op.create_table(
        "knowledge_vector_entries",
        sa.Column("build", sa.String(60), primary_key=True),
        sa.Column("document_id", sa.String(100), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("stamp", sa.String(64), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("chunks", sa.Integer, nullable=False),
        sa.Column("vectors", sa.Integer, nullable=False),
        sa.Column("put", sa.String(32), nullable=False),
    )
    op.add_column("knowledge_versions", sa.Column("chunks_digest", sa.String(64)))
    op.execute("DELETE FROM knowledge_index_state")
    _count_changes()


def _count_changes() -> None:
    """By triggers: whoever publishes or corrects, in whatever transaction, readers and indexes notice it."""
    op.create_table(
        "knowledge_revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
    )
    count = (
        "INSERT INTO knowledge_revision (id, number) VALUES (1, 1) "
        "ON CONFLICT (id) DO UPDATE SET number = knowledge_revision.number + 1"
    )
    if op.get_bind().dialect.name == "sqlite":
        for table in _COUNTED:
            for change in ("INSERT", "UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_counts_{change.lower()} AFTER {change} ON {table} "
                    f"BEGIN {count}; END"
                )
        op.execute(
            "CREATE TRIGGER knowledge_chunks_changed AFTER UPDATE ON knowledge_chunks "
            f"BEGIN {_FORGET_DIGEST}; END"
        )
        return
    op.execute(
        "CREATE FUNCTION count_knowledge_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {count}; RETURN NULL; END $$"
    )
    for table in _COUNTED:
        op.execute(
            f"CREATE TRIGGER {table}_counts AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION count_knowledge_change()"
        )
    op.execute(
        "CREATE FUNCTION forget_knowledge_digest() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_FORGET_DIGEST}; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER knowledge_chunks_changed AFTER UPDATE ON knowledge_chunks "
        "FOR EACH ROW EXECUTE FUNCTION forget_knowledge_digest()"
    )
