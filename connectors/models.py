"""The nouns of a conversation."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from actions.wire.reviews import ReviewLevel
from bot.wire import Reply


class ConversationState(StrEnum):
    """Who speaks with the citizen now."""

    BOT = "bot"
    QUEUED = "queued"
    AGENT = "agent"
    CLOSED = "closed"


class Author(StrEnum):
    CITIZEN = "citizen"
    ASSISTANT = "assistant"
    AGENT = "agent"
    SYSTEM = "system"


class TurnStatus(StrEnum):
    """What became of a citizen's message. Only `answered` and `forwarded` are final."""

    OPEN = "open"
    ANSWERED = "answered"
    FAILED = "failed"
    FORWARDED = "forwarded"


@dataclass(frozen=True)
class Conversation:
    id: str
    channel: str
    region: str | None
    language: str
    state: ConversationState
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Message:
    """One entry of the transcript. A turn is a citizen's message and the assistant's that answers it."""

    id: str
    conversation_id: str
    sequence: int
    author: Author
    created_at: datetime
    text: str = ""
    payload: str | None = None
    client_message_id: str | None = None
    status: TurnStatus | None = None
    answers_id: str | None = None
    topic: str = ""
    replies: tuple[Reply, ...] = ()
    failed: bool = False
    state: ConversationState | None = None


@dataclass(frozen=True)
class IncomingMessage:
    """What a channel made of a request: words, or the payload of a button.

    A payload with words needs no button that offered it: the gateway has vouched for it. `sign_in_id` is the
    sign-in that the sender has proved: a message from before it is never answered with what is private.
    """

    client_message_id: str
    text: str = ""
    payload: str | None = None
    sign_in_id: str | None = None


@dataclass(frozen=True)
class Turn:
    """A citizen's message with what was said to it. No answer while a person speaks."""

    message: Message
    answer: Message | None
    state: ConversationState


@dataclass(frozen=True)
class Review:
    level: ReviewLevel
    comment: str
    created_at: datetime
