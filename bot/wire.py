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


class HandoffReason(StrEnum):
    """Why a person is wanted: asked for, or called in by a rule. `danger` and `warning` raise an alarm."""

    ASKED = "asked"
    FAILURES = "failures"
    REFUSALS = "refusals"
    DISPLEASURE = "displeasure"
    HUMAN_FIRST = "human_first"
    DANGER = "danger"
    WARNING = "warning"


class HandoffAsk(BaseModel):
    """An action wants a person. `summary`: what the agent should know first, in one or two sentences."""

    model_config = ConfigDict(extra="forbid")

    reason: HandoffReason
    summary: str = Field(default="", max_length=500)


class Reply(BaseModel):
    """One bubble. `answer` is the knowledge service's Answer; `topic` is the topic that handled the turn.

    `failed`: a part did not answer, and this is an apology; the same message may be sent again.
    `handoff`: the gateway is to call a person; it says itself how long that takes.
    """

    model_config = ConfigDict(extra="forbid")

    type: ReplyType
    text: str
    buttons: list[Button] = []
    answer: dict[str, Any] | None = None
    card: dict[str, Any] | None = None
    topic: str
    failed: bool = False
    handoff: HandoffAsk | None = None
