"""A notice to the staff on its way: kept with what it tells of, and sent later, as often as it takes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class NoticeChannel(StrEnum):
    EMAIL = "email"
    WECOM = "wecom"


class NoticeState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class Notice:
    """`due_at` is when it is tried next; `failure` says in plain words why it was not sent the last time."""

    id: int
    channel: NoticeChannel
    subject: str
    text: str
    state: NoticeState
    attempts: int
    due_at: datetime
    created_at: datetime
    sent_at: datetime | None = None
    failure: str = ""


class NoticeSender(Protocol):
    """One way to the staff. Returns within seconds; the same notice may come twice."""

    def send(self, notice: Notice) -> None:
        """Raises: NoticeFailed."""
        ...
