"""Proposals, comments, what the desk changed for the readers, notices; documents that were withdrawn.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

from chassis.database import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('draft', 'submitted', 'approved', 'scheduled')")


def _person(role: str, *, known: bool = False) -> tuple[sa.Column, sa.Column]:
    prefix = f"{role}_" if role else ""
    return (
        sa.Column(f"{prefix}account", sa.String(100), nullable=not known),
        sa.Column(f"{prefix}name", sa.String(100), nullable=not known),
    )


def upgrade() -> None:
    op.add_column("knowledge_documents", sa.Column("withdrawn_on", sa.Date))
    op.create_table(
        "knowledge_proposals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.String(100), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("head", sa.JSON),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("effective_from", sa.Date),
        sa.Column("effective_to", sa.Date),
        sa.Column("replaces", sa.JSON, nullable=False),
        *_person("author", known=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        *_person("submitter"),
        sa.Column("submitted_at", Moment),
        *_person("approver"),
        sa.Column("approved_at", Moment),
        *_person("publisher"),
        sa.Column("publish_at", Moment),
        sa.Column("published_at", Moment),
        sa.Column("return_reason", sa.Text, nullable=False),
        sa.Column("below_floor_reason", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "number"], ["knowledge_versions.document_id", "knowledge_versions.number"]
        ),
    )
    op.create_index(
        "uq_knowledge_proposals_open",
        "knowledge_proposals",
        ["document_id", "number"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "knowledge_comments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "proposal_id", sa.Integer, sa.ForeignKey("knowledge_proposals.id"), nullable=False, index=True
        ),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("section", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_person("author", known=True),
        sa.Column("at", Moment, nullable=False),
        *_person("settled"),
        sa.Column("settled_at", Moment),
        sa.UniqueConstraint("proposal_id", "request_id", name="uq_knowledge_comments_request"),
    )
    op.create_table(
        "knowledge_changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("document_id", sa.String(100), nullable=False),
        sa.Column("proposal_id", sa.Integer, sa.ForeignKey("knowledge_proposals.id"), index=True),
        *_person("", known=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("patch", sa.JSON, nullable=False),
        *_person("undone"),
        sa.Column("undone_at", Moment),
    )
    op.create_table(
        "knowledge_changed_documents",
        sa.Column("change_id", sa.Integer, sa.ForeignKey("knowledge_changes.id"), primary_key=True),
        sa.Column("document_id", sa.String(100), primary_key=True, index=True),
    )
    op.create_table(
        "knowledge_notices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("sent_at", Moment),
        sa.Column("failure", sa.Text, nullable=False),
    )
    op.create_index("ix_knowledge_notices_due", "knowledge_notices", ["state", "due_at"])
