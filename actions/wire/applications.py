"""Filling in: a draft for one item or several of a life event, its form, its commitment, its submission."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from actions.wire.base import Code, RegionCode, Wire
from actions.wire.cases import CaseView
from actions.wire.catalogue import Condition, FormField, ServiceItem

ConversationId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""The secret id of a conversation. Before the sign-in it is the key to the drafts begun there."""

Channel = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,32}$")]


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    DISCARDED = "discarded"
    EXPIRED = "expired"


class MaterialChoice(StrEnum):
    """What the applicant does about a material."""

    HANDED_IN = "handed_in"
    PROMISED = "promised"
    LATER = "later"
    SHARED = "shared"


class ApplicationOpening(Wire):
    """Either `life_event` with some of its items, or one item alone."""

    conversation_id: ConversationId
    channel: Channel
    items: list[Code] = Field(min_length=1, max_length=20)
    life_event: Code | None = None


class ApplicationChange(Wire):
    """`version` is the one last read; what is None stays. An answer of None takes the answer back.

    Conditions are answered `yes` or `no`, fields in the applicant's own words, which are brought into form.
    `step` is the dialogue's own mark of where it stands. `conversation_id` moves the draft to that one.
    """

    version: int = Field(ge=1)
    answers: dict[Code, str | None] = Field(default_factory=dict, max_length=100)
    materials: dict[Code, MaterialChoice] = Field(default_factory=dict, max_length=100)
    commitment: bool | None = None
    step: str | None = Field(default=None, max_length=100)
    conversation_id: ConversationId | None = None
    channel: Channel | None = None


class MergedMaterial(Wire):
    """A material that one or more of the chosen items need: asked for once."""

    code: Code
    name: str
    required: bool
    promise_allowed: bool
    deferrable_working_days: int | None
    held_by: str | None
    note: str
    demo: bool
    items: list[Code]


class Form(Wire):
    """What the chosen items ask for together.

    `commitment_offered`: an item allows it and, once somebody is signed in, that person's record does too;
    otherwise `commitment_refused` says why in plain words.
    """

    conditions: list[Condition]
    fields: list[FormField]
    materials: list[MergedMaterial]
    commitment_offered: bool
    commitment_refused: str | None = None


class Application(Wire):
    """`answers` hold everything said so far; identity numbers in it are masked (`440104********123X`).

    After the sign-in they hold what the person's record gives, too. `materials` is what was chosen, and what
    need not be asked: shared by the authority that holds it, or replaced by the commitment once that is
    chosen. Required materials that are not in it are still open.
    """

    id: str
    version: int
    state: ApplicationState
    conversation_id: ConversationId
    channel: str
    region: RegionCode
    life_event: Code | None
    items: list[ServiceItem]
    form: Form
    answers: dict[Code, str]
    materials: dict[Code, MaterialChoice]
    commitment: bool | None
    step: str
    signed_in: bool
    created_at: datetime
    expires_at: datetime
    number: str | None = None
    cases: list[CaseView] = Field(default_factory=list)


class Applications(Wire):
    """Drafts, and drafts that expired: those are there until they are discarded, so that people are told."""

    applications: list[Application]


class CommitmentText(Wire):
    """The notice (read in short steps) and the promise, as one text whose SHA-256 is `hash`."""

    version: str
    hash: str
    notice: list[str]
    promise: list[str]


class Signature(Wire):
    """Signing binds what was shown: text version and hash, with time, channel and identity."""

    text_version: str = Field(max_length=2000)
    text_hash: str = Field(max_length=64)
    by_guardian_of: str | None = Field(default=None, min_length=1, max_length=100)


class Submission(Wire):
    version: int = Field(ge=1)
    signature: Signature | None = None
