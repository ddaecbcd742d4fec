"""Applications from the first question to their submission."""

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table, Text

from actions.backoffice.tables.base import metadata
from chassis.database import Moment

# `items` is JSON: pairs of code and version, as the draft was begun with. `answers` is encrypted JSON, null
# while there are none and once the draft is over. `subject` is null until the applicant signs in.
applications = Table(
    "backoffice_applications",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("channel", String(32), nullable=False),
    Column("subject", String(128), index=True),
    Column("region", String(6), nullable=False),
    Column("life_event", String(80)),
    Column("items", Text, nullable=False),
    Column("answers", LargeBinary),
    Column("materials", Text, nullable=False),
    Column("commitment", Boolean),
    Column("step", String(100), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("number", String(40), unique=True),
)
