"""Files of conversations, what they belong to, and how much each conversation has sent."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# `name` and `content` are encrypted. `bytes` is the size of the content before that. `origin` is `sent`, or
# `made` for a draft of ours.
files = Table(
    "backoffice_files",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("origin", String(16), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("name", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# `attached_to` is a table and a number, such as `report:JB2026112200001`. A file may belong to several.
attachments = Table(
    "backoffice_file_attachments",
    metadata,
    Column("file_id", ForeignKey("backoffice_files.id"), primary_key=True),
    Column("attached_to", String(80), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
)

# Counted here and not from the files, so that two sent at the same time are counted one after the other.
file_allowances = Table(
    "backoffice_file_allowances",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("origin", String(16), primary_key=True),
    Column("files", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
)
