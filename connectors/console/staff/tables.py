"""Accounts of staff, their sessions, the tries to sign in, and the chain of what was done.

Of a session's cookie and of an attempt's secret the fingerprint is kept, of a password the argon2 hash. A
person of the office's own sign-in has an issuer and a subject in place of a password.
"""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from chassis.audit import audit_table
from chassis.database import Moment
from connectors.conversations.tables import metadata

accounts = Table(
    "console_accounts",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("password_hash", Text),
    Column("must_change_password", Boolean, nullable=False),
    Column("issuer", Text),
    Column("subject", String(255)),
    Column("disabled", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("issuer", "subject", name="uq_console_accounts_subject"),
)

sessions = Table(
    "console_sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("account", ForeignKey("console_accounts.account"), nullable=False, index=True),
    Column("address", String(64), nullable=False),
    Column("device", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("ended_at", Moment),
)

attempts = Table(
    "console_sign_in_attempts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("next_path", Text, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

failures = Table(
    "console_sign_in_failures",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until", Moment, nullable=False, index=True),
)

audit = audit_table(metadata, "console_audit")
