"""The nouns of the desk."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from connectors.models import Message


class Reason(StrEnum):
    """Why a conversation is with a person or waits for one: `HandoffReason`, and what happens at the desk."""

    ASKED = "asked"
    FAILURES = "failures"
    REFUSALS = "refusals"
    DISPLEASURE = "displeasure"
    HUMAN_FIRST = "human_first"
    DANGER = "danger"
    WARNING = "warning"
    RETURNED = "returned"
    STEPPED_IN = "stepped_in"


class HandoffState(StrEnum):
    QUEUED = "queued"
    TAKEN = "taken"
    ENDED = "ended"


class Ending(StrEnum):
    """How a handoff ended."""

    LEFT = "left"
    FALSE_ALARM = "false_alarm"
    TO_BOT = "to_bot"
    TO_QUEUE = "to_queue"
    ABANDONED = "abandoned"
    CLOSED = "closed"


class AlarmKind(StrEnum):
    DANGER = "danger"
    WARNING = "warning"


class AlarmState(StrEnum):
    """The first two are live: they hold the conversation at the head of the queue."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"


class PresenceStatus(StrEnum):
    """Only who is available counts for the expected wait."""

    AVAILABLE = "available"
    AWAY = "away"
    OFFLINE = "offline"


@dataclass(frozen=True, kw_only=True)
class Handoff:
    """One wait for a person and the talk that followed. `note` is for staff, never for the citizen."""

    id: str
    conversation_id: str
    state: HandoffState
    reason: Reason
    note: str
    queued_at: datetime
    agent: str | None
    agent_name: str | None
    taken_at: datetime | None
    ended_at: datetime | None
    ending: Ending | None


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """`times`: how often it was raised while it was live; `message_id` is what raised it last."""

    id: str
    conversation_id: str
    kind: AlarmKind
    state: AlarmState
    message_id: str
    times: int
    raised_at: datetime
    handled_by: str | None
    handled_at: datetime | None
    note: str


@dataclass(frozen=True)
class Present:
    """An agent whose heartbeat is fresh."""

    account: str
    name: str
    status: PresenceStatus
    until: datetime


@dataclass(frozen=True)
class Wait:
    """What is known of a wait. `minutes`: None where nothing is; 0 where somebody is free."""

    place: int
    agents: int
    minutes: int | None


@dataclass(frozen=True, kw_only=True)
class Queued:
    """A conversation in the queue, with what tells an agent what it is about. `last_text` is masked."""

    place: int
    handoff: Handoff
    alarm: AlarmKind | None
    region: str | None
    channel: str
    last_text: str


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A conversation that a person has in hand. `waits`: the citizen spoke last."""

    handoff: Handoff
    alarm: AlarmKind | None
    last_sequence: int
    waits: bool


@dataclass(frozen=True)
class Board:
    """All that goes on, as every open desk shows it."""

    waiting: list[Queued]
    talks: list[Talk]
    alarms: list[Alarm]
    agents: list[Present]


@dataclass(frozen=True, kw_only=True)
class StaffAction:
    """A line of the audit trail. `id` is its number there; `detail` is masked."""

    id: int
    at: datetime
    account: str
    roles: tuple[str, ...]
    action: str
    conversation_id: str | None
    detail: str
    trace_id: str


@dataclass(frozen=True)
class AgentMessage:
    """What an agent said, and its id at the desk."""

    message: Message
    account: str
    client_message_id: str
