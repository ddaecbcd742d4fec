"""Cases, what they wait for, what was promised in them, and what checks found."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# How many numbers were given out of each series, such as `YX20261122`.
number_series = Table(
    "backoffice_number_series",
    metadata,
    Column("series", String(20), primary_key=True),
    Column("last", Integer, nullable=False),
)

# `application_id` is null for a benefit that needed no application. The limit runs from `runs_from` to
# `due_on`, which is null where no day is known.
cases = Table(
    "backoffice_cases",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("common_number", String(40), index=True),
    Column("application_id", ForeignKey("backoffice_applications.id"), index=True),
    Column("subject", String(128), nullable=False, index=True),
    Column("item", String(80), nullable=False),
    Column("item_version", Integer, nullable=False),
    Column("region", String(6), nullable=False),
    Column("life_event", String(80)),
    Column("state", String(16), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("modes", Text, nullable=False),
    Column("submitted_at", Moment, nullable=False),
    Column("accepted_at", Moment),
    Column("runs_from", Date),
    Column("due_on", Date),
    Column("due_note", Text, nullable=False),
    Column("outcome", String(16)),
    Column("reasons", Text, nullable=False),
)

# `due_on` is the last day for one that follows later; `delivered_at` is null until it is there.
case_materials = Table(
    "backoffice_case_materials",
    metadata,
    Column("case_number", ForeignKey("backoffice_cases.number"), primary_key=True),
    Column("code", String(80), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("choice", String(16), nullable=False),
    Column("due_on", Date, index=True),
    Column("delivered_at", Moment),
)

timeline = Table(
    "backoffice_timeline",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("case_number", ForeignKey("backoffice_cases.number"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("text", Text, nullable=False),
)

# The words that were shown and signed, by their SHA-256.
promise_texts = Table(
    "backoffice_promise_texts",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("version", Text, nullable=False),
    Column("text", Text, nullable=False),
)

# Signed by `subject`; `guardian_of` (encrypted) names whom a guardian signed for.
promises = Table(
    "backoffice_promises",
    metadata,
    Column("case_number", ForeignKey("backoffice_cases.number"), primary_key=True),
    Column("subject", String(128), nullable=False),
    Column("text_hash", ForeignKey("backoffice_promise_texts.hash"), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("signed_at", Moment, nullable=False),
    Column("guardian_of", LargeBinary),
    Column("withdrawn_at", Moment),
)

# `drawn`: by the sample, or because all are checked. The rest is null until somebody has checked.
checks = Table(
    "backoffice_checks",
    metadata,
    Column("case_number", ForeignKey("backoffice_cases.number"), primary_key=True),
    Column("drawn", Boolean, nullable=False),
    Column("checked_at", Moment),
    Column("checked_by", String(100)),
    Column("truthful", Boolean),
    Column("finding", LargeBinary),
    Column("recover_cents", BigInteger),
)
