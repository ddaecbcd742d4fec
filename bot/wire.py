"""What the actions say and the gateway shows. Runs in the services environment, not in Rasa's."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class ReplyType(StrEnum):
    """What a reply is, so that a channel can show it well."""

    TEXT = "text"
    ANSWER = "answer"
    CARD = "card"
    FORM = "form"
    HANDOFF = "handoff"
    REVIEW = "review"


class Button(BaseModel):
    """A quick reply. `payload` goes back to the engine as it is when the button is pressed."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=1)
    payload: str = Field(pattern=r"^/[a-z_]+(\{.*\})?$")


class Reply(BaseModel):
    """One bubble. `answer` is the knowledge service's Answer; `topic` is the topic that handled the turn.

    `failed`: a part did not answer, and this is an apology; the same message may be sent again.
    """

    model_config = ConfigDict(extra="forbid")

    type: ReplyType
    text: str
    buttons: list[Button] = []
    answer: dict[str, Any] | None = None
    card: dict[str, Any] | None = None
    topic: str
    failed: bool = False
