"""Sign-ins, and the attempts that lead to them.

A conversation belongs to one person at most, hence one row of `sign_ins` for each; signing in again renews
it under a new id, for which the tokens of the page are issued. Of a person the subject and a masked name are
kept, of an attempt's secret the fingerprint.
"""

from sqlalchemy import Column, ForeignKey, String, Table

from chassis.database import Moment
from connectors.conversations.tables import metadata

attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("step", String(16), nullable=False),
    Column("subject", String(128)),
    Column("name", String(50)),
    Column("expires_at", Moment, nullable=False, index=True),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("id", String(32), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("name", String(50), nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
)
