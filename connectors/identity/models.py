"""The nouns of a sign-in."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """How far an attempt has come. Each step is taken once."""

    OPENED = "opened"
    SENT = "sent"
    RETURNED = "returned"
    VERIFIED = "verified"
    COMPLETED = "completed"


@dataclass(frozen=True)
class Opened:
    """An attempt that has just begun: the ticket goes into the address, the secret into a cookie."""

    ticket: str = field(repr=False)
    secret: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class Callback:
    """What the provider sent the browser back with."""

    state: str
    code: str = field(default="", repr=False)
    error: str = ""
    issuer: str = ""


@dataclass(frozen=True)
class Attempt:
    """One way to the provider and back, by one browser, for one conversation."""

    id: str
    conversation_id: str
    step: Step


@dataclass(frozen=True)
class SignIn:
    """Somebody signed in to a conversation. `name` is masked: the full one is the back office's."""

    id: str
    conversation_id: str
    subject: str
    name: str
    at: datetime
    until: datetime
