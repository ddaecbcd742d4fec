"""From when to when a version holds, and which document took another's place.

Of the versions that are there, the published ones hold since their document's date. A superseded one was
only another copy of the same text, so it never counts: it has no last day.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("knowledge_documents", "knowledge_versions"):
        op.add_column(table, sa.Column("effective_from", sa.Date))
        op.add_column(table, sa.Column("effective_to", sa.Date))
    op.add_column("knowledge_documents", sa.Column("superseded_by", sa.Text))
    op.add_column("knowledge_documents", sa.Column("superseded_on", sa.Date))
    op.execute(
        "UPDATE knowledge_versions SET effective_from = ("
        "SELECT coalesce(signed_on, published_on) FROM knowledge_documents "
        "WHERE knowledge_documents.id = knowledge_versions.document_id)"
    )
    op.create_index(
        "knowledge_versions_terms",
        "knowledge_versions",
        ["state", "document_id", "number", "source", "effective_from", "effective_to"],
    )
