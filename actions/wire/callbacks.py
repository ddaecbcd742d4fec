"""A citizen's wish to be called, or a message left, while nobody is at the desk."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from actions.wire.base import RegionCode, Wire


class CallbackState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"


class CallbackRequest(Wire):
    """`phone`: to be called; None: only a message is left. `words`: what it is about."""

    phone: str | None = Field(default=None, pattern=r"^1[3-9]\d{9}$")
    words: str = Field(default="", max_length=1000)
    region: RegionCode | None = None
    channel: str = Field(min_length=1, max_length=32)


class Callback(Wire):
    """`phone` is masked for the citizen, and whole for staff."""

    number: str
    phone: str | None
    words: str
    region: RegionCode | None
    conversation_id: str | None
    state: CallbackState
    taken_by: str | None
    result: str | None
    created_at: datetime
    version: int


class Callbacks(Wire):
    callbacks: list[Callback]


class CallbackAct(StrEnum):
    TAKE = "take"
    DONE = "done"


class CallbackStep(Wire):
    version: int = Field(ge=1)
    act: CallbackAct
    note: Annotated[str, Field(max_length=500)] = ""
