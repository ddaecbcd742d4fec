"""好差评: what a citizen says of a finished matter, conversation or visit, and what is counted of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from actions.wire.base import Code, RegionCode, Wire

Comment = Annotated[str, Field(max_length=500)]
Account = Annotated[str, Field(pattern=r"^[A-Za-z0-9._@-]{1,64}$")]
FileId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class ReviewLevel(StrEnum):
    """The five official levels, in their order and their words."""

    VERY_SATISFIED = "非常满意"
    SATISFIED = "满意"
    BASICALLY_SATISFIED = "基本满意"
    DISSATISFIED = "不满意"
    VERY_DISSATISFIED = "非常不满意"

    @property
    def is_negative(self) -> bool:
        return self in (ReviewLevel.DISSATISFIED, ReviewLevel.VERY_DISSATISFIED)


class ReviewKind(StrEnum):
    """What is reviewed. `about`: number of the case, id of the conversation, number of the appointment."""

    CASE = "case"
    CONVERSATION = "conversation"
    VISIT = "visit"


class Reason(Wire):
    """One of the catalogue; `levels` are those for which it is offered."""

    code: Code
    text: str
    levels: list[ReviewLevel]


class Reasons(Wire):
    reasons: list[Reason]


class Reviewable(Wire):
    """What its citizen may review and has not."""

    kind: ReviewKind
    about: str
    title: str
    region: RegionCode | None


class Reviewables(Wire):
    reviewables: list[Reviewable]


class ReviewSubmission(Wire):
    """`anonymous`: nobody calls back, and the unit learns no name. `phone` is for the call back.

    `handled_by`: accounts of the staff who spoke in the conversation. They never learn whose review it is.
    """

    kind: ReviewKind
    about: str = Field(min_length=1, max_length=64)
    level: ReviewLevel
    reasons: list[Code] = Field(default_factory=list, max_length=10)
    comment: Comment = ""
    photos: list[FileId] = Field(default_factory=list, max_length=3)
    channel: str = Field(min_length=1, max_length=32)
    region: RegionCode | None = None
    anonymous: bool = False
    phone: str | None = Field(default=None, pattern=r"^1[3-9]\d{9}$")
    handled_by: list[Account] = Field(default_factory=list, max_length=50)


class ReviewChange(Wire):
    """All that the review says from now on; within the days that the region allows."""

    level: ReviewLevel
    reasons: list[Code] = Field(default_factory=list, max_length=10)
    comment: Comment = ""
    photos: list[FileId] = Field(default_factory=list, max_length=3)


class ReviewView(Wire):
    """`rectification`: the number of the ticket that a negative review opened."""

    id: str
    kind: ReviewKind
    about: str
    title: str
    level: ReviewLevel
    reasons: list[Reason]
    comment: str
    photos: list[FileId]
    created_at: datetime
    changeable_until: datetime
    version: int
    rectification: str | None


class Reviews(Wire):
    reviews: list[ReviewView]


class StatisticsBy(StrEnum):
    ALL = "all"
    ITEM = "item"
    UNIT = "unit"
    CHANNEL = "channel"
    WEEK = "week"


class StatisticsRow(Wire):
    """Counts and shares (0 to 1; None where there is nothing to divide by) of one group.

    `invited`: what was finished and could be reviewed. `left_out`: reviews that an appeal has taken out,
    which are in no other figure. `on_time`: rectifications replied to within their limit, of all that were
    replied to or are late.
    """

    group: str
    invited: int
    reviews: int
    left_out: int
    participation: float | None
    levels: dict[ReviewLevel, int]
    satisfied: float | None
    reasons: dict[str, int]
    negative: int
    rectified: int
    rectification_rate: float | None
    on_time: float | None
    re_rated: int
    fix_satisfied: float | None


class ReviewStatistics(Wire):
    region: RegionCode | None
    since: date
    until: date
    by: StatisticsBy
    rows: list[StatisticsRow]
