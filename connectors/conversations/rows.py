"""From rows to nouns and back."""

from typing import Any

from sqlalchemy import Row

from actions.wire.reviews import ReviewLevel
from bot.wire import Reply
from connectors.models import (
    Author,
    Conversation,
    ConversationState,
    Message,
    Review,
    TurnStatus,
)


def to_conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        channel=row.channel,
        region=row.region,
        language=row.language,
        state=ConversationState(row.state),
        created_at=row.created_at,
    )


def to_message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        sequence=row.sequence,
        author=Author(row.author),
        created_at=row.created_at,
        text=row.text,
        payload=row.payload,
        client_message_id=row.client_message_id,
        status=TurnStatus(row.status) if row.status else None,
        answers_id=row.answers_id,
        topic=row.topic,
        replies=tuple(Reply.model_validate(reply) for reply in row.replies),
        failed=row.failed,
        state=ConversationState(row.state) if row.state else None,
    )


def from_message(message: Message, *, trace_id: str) -> dict[str, Any]:
    return {
        "id": message.id,
        "conversation_id": message.conversation_id,
        "sequence": message.sequence,
        "author": message.author.value,
        "created_at": message.created_at,
        "text": message.text,
        "payload": message.payload,
        "client_message_id": message.client_message_id,
        "status": message.status.value if message.status else None,
        "answers_id": message.answers_id,
        "topic": message.topic,
        "replies": [reply.model_dump(mode="json") for reply in message.replies],
        "failed": message.failed,
        "state": message.state.value if message.state else None,
        "trace_id": trace_id,
    }


def to_review(row: Row[Any]) -> Review:
    return Review(level=ReviewLevel(row.level), comment=row.comment, created_at=row.created_at)
