"""What the back office has to tell a conversation: the gateway fetches it and shows it there."""

from datetime import datetime

from pydantic import Field

from actions.wire.base import Wire


class Notice(Wire):
    """`id` counts up in the order in which notices become readable.

    `topic`: `review`, `report` or `handoff`.
    """

    id: int = Field(ge=1)
    conversation_id: str
    text: str
    topic: str
    at: datetime


class Notices(Wire):
    """Oldest first."""

    notices: list[Notice]
