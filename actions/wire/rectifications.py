"""The ticket that a negative review opens (差评整改单), from the review to the rating of the fix."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from actions.wire.base import RegionCode, Wire
from actions.wire.reviews import Reason, ReviewKind, ReviewLevel

Words = Annotated[str, Field(min_length=1, max_length=1000)]


class RectificationState(StrEnum):
    """opened → dispatched → contacted → verified → fixed, scheduled or explained → replied → rated.

    Scheduled goes on to fixed. Dropped: an appeal was upheld, or the review was changed to a good one.
    """

    OPENED = "opened"
    DISPATCHED = "dispatched"
    CONTACTED = "contacted"
    VERIFIED = "verified"
    FIXED = "fixed"
    SCHEDULED = "scheduled"
    EXPLAINED = "explained"
    REPLIED = "replied"
    RATED = "rated"
    DROPPED = "dropped"


class RectificationAct(StrEnum):
    """What staff do. `take_in` names who answers for it; the rest follows the states."""

    TAKE_IN = "take_in"
    DISPATCH = "dispatch"
    CONTACT = "contact"
    VERIFY = "verify"
    FIX = "fix"
    SCHEDULE = "schedule"
    EXPLAIN = "explain"
    REPLY = "reply"


class FixRating(StrEnum):
    """What the citizen thinks of the fix: three levels."""

    SATISFIED = "满意"
    BASICALLY_SATISFIED = "基本满意"
    DISSATISFIED = "不满意"


class AppealGround(StrEnum):
    MISTAKEN = "mistaken"
    MALICIOUS = "malicious"


class AppealState(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"


class RectificationStep(Wire):
    """`note`: for staff, of `reply` for the citizen. `unit`: of `dispatch`. `due_on`: of `schedule`."""

    version: int = Field(ge=1)
    act: RectificationAct
    note: Words
    unit: str | None = Field(default=None, min_length=1, max_length=100)
    due_on: date | None = None


class RectificationEntry(Wire):
    at: datetime
    state: RectificationState
    by: str
    text: str


class Appeal(Wire):
    ground: AppealGround
    text: str
    by: str
    at: datetime
    state: AppealState
    decided_by: str | None
    decision: str | None


class RectificationView(Wire):
    """As staff read it: never who the citizen is. `escalated`: how often a limit was broken."""

    number: str
    region: RegionCode | None
    kind: ReviewKind
    about: str
    title: str
    level: ReviewLevel
    reasons: list[Reason]
    comment: str
    unit: str
    role: str
    taken_in_by: str | None
    state: RectificationState
    version: int
    contact_by: datetime
    reply_by: date
    scheduled_for: date | None
    escalated: int
    reply: str | None
    fix_rating: FixRating | None
    appeal: Appeal | None
    history: list[RectificationEntry]


class Rectifications(Wire):
    rectifications: list[RectificationView]


class ReviewerContact(Wire):
    """For the call back; never given to whom the review is about. `phone` is None: anonymous."""

    phone: str | None
    name: str | None


class RectificationForCitizen(Wire):
    """As its citizen reads it. `state_name` and `next_step` in plain words.

    `fix_owed`: a day was named, and it is not fixed yet; there is nothing to rate until it is.
    """

    number: str
    title: str
    state: RectificationState
    state_name: str
    reply: str | None
    fix_rating: FixRating | None
    fix_owed: bool = False
    next_step: str
    version: int


class FixRatingGiven(Wire):
    version: int = Field(ge=1)
    rating: FixRating
    comment: str = Field(default="", max_length=500)


class AppealMade(Wire):
    version: int = Field(ge=1)
    ground: AppealGround
    text: Words


class AppealDecision(Wire):
    """By somebody who neither made the appeal nor is the one reviewed."""

    version: int = Field(ge=1)
    upheld: bool
    text: Words
