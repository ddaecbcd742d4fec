"""Proposals and what was said of them, what the desk changed for the readers, and notices on their way.

A version has at most one proposal that is not yet with the readers: a partial index sees to it.
"""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from chassis.database import Moment
from knowledge_base.adapters.tables import metadata

_ACCOUNT, _NAME = String(100), String(100)

proposals = Table(
    "knowledge_proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String(100), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("head", JSON),
    Column("region", String(6), nullable=False),
    Column("effective_from", Date),
    Column("effective_to", Date),
    Column("replaces", JSON, nullable=False),
    Column("author_account", _ACCOUNT, nullable=False),
    Column("author_name", _NAME, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("submitter_account", _ACCOUNT),
    Column("submitter_name", _NAME),
    Column("submitted_at", Moment),
    Column("approver_account", _ACCOUNT),
    Column("approver_name", _NAME),
    Column("approved_at", Moment),
    Column("publisher_account", _ACCOUNT),
    Column("publisher_name", _NAME),
    Column("publish_at", Moment),
    Column("published_at", Moment),
    Column("return_reason", Text, nullable=False),
    Column("below_floor_reason", Text, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "number"], ["knowledge_versions.document_id", "knowledge_versions.number"]
    ),
)
_open = text("state IN ('draft', 'submitted', 'approved', 'scheduled')")
Index(
    "uq_knowledge_proposals_open",
    proposals.c.document_id,
    proposals.c.number,
    unique=True,
    sqlite_where=_open,
    postgresql_where=_open,
)

comments = Table(
    "knowledge_comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("proposal_id", ForeignKey("knowledge_proposals.id"), nullable=False, index=True),
    Column("request_id", String(64), nullable=False),
    Column("section", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("author_account", _ACCOUNT, nullable=False),
    Column("author_name", _NAME, nullable=False),
    Column("at", Moment, nullable=False),
    Column("settled_account", _ACCOUNT),
    Column("settled_name", _NAME),
    Column("settled_at", Moment),
    UniqueConstraint("proposal_id", "request_id", name="uq_knowledge_comments_request"),
)

changes = Table(
    "knowledge_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("document_id", String(100), nullable=False),
    Column("proposal_id", ForeignKey("knowledge_proposals.id"), index=True),
    Column("account", _ACCOUNT, nullable=False),
    Column("name", _NAME, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    # What was so before and what is so after it: see `patches.py`.
    Column("patch", JSON, nullable=False),
    Column("undone_account", _ACCOUNT),
    Column("undone_name", _NAME),
    Column("undone_at", Moment),
)

changed_documents = Table(
    "knowledge_changed_documents",
    metadata,
    Column("change_id", ForeignKey("knowledge_changes.id"), primary_key=True),
    Column("document_id", String(100), primary_key=True, index=True),
)

notices = Table(
    "knowledge_notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    # A row that is being sent is due again when whoever took it must have died.
    Column("due_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("failure", Text, nullable=False),
    Index("ix_knowledge_notices_due", "state", "due_at"),
)
