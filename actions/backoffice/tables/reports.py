"""Reports of breaches of labour law, the ways back to them, and the warnings that they raise."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# `facts` (JSON), `name` and `phone` are encrypted. `subject` is null where nobody is signed in or wants to be
# named. `employer` is a keyed hash of the name that the employer goes by, null where none was told.
# `place_in_line`: the smaller, the sooner. `reasons` is JSON.
reports = Table(
    "backoffice_reports",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("conversation_id", String(64), index=True),
    Column("subject", String(128), index=True),
    Column("channel", String(32), nullable=False),
    Column("region", String(6), nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("name", LargeBinary),
    Column("phone", LargeBinary),
    Column("people", Integer, nullable=False),
    Column("employer", String(64)),
    Column("risk", String(16), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("place_in_line", Integer, nullable=False),
    Column("routed_name", Text, nullable=False),
    Column("routed_street", String(40)),
    Column("routed_phone", String(40)),
    Column("routed_demo", Boolean, nullable=False),
    Column("received_at", Moment, nullable=False),
    Index("ix_backoffice_reports_line", "state", "place_in_line", "received_at"),
    Index("ix_backoffice_reports_employer", "employer", "region", "received_at"),
)

# One line for each version. `text` is encrypted.
report_timeline = Table(
    "backoffice_report_timeline",
    metadata,
    Column("number", ForeignKey("backoffice_reports.number"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("text", LargeBinary, nullable=False),
)

# The keyed hash of a report's code, and the wrong codes that came for it since `wrong_since`.
report_codes = Table(
    "backoffice_report_codes",
    metadata,
    Column("number", ForeignKey("backoffice_reports.number"), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("wrong_since", Moment),
)

# `employer_name` and `note` are encrypted. `acknowledged_by` is null until somebody has taken note.
labour_warnings = Table(
    "backoffice_labour_warnings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("region", String(6), nullable=False, index=True),
    Column("employer", String(64), index=True),
    Column("employer_name", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("acknowledged_by", String(64)),
    Column("acknowledged_at", Moment),
    Column("note", LargeBinary),
)

warned_reports = Table(
    "backoffice_warned_reports",
    metadata,
    Column("warning_id", ForeignKey("backoffice_labour_warnings.id"), primary_key=True),
    Column("number", ForeignKey("backoffice_reports.number"), primary_key=True, index=True),
)
