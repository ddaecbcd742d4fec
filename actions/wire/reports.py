"""A citizen's report of a breach of labour law (投诉举报, 线索), graded and sent to a street."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from actions.wire.base import RegionCode, Wire
from actions.wire.reviews import FileId

Told = Annotated[str, Field(min_length=1, max_length=1000)]


class Breach(StrEnum):
    UNPAID_WAGES = "unpaid_wages"
    NO_CONTRACT = "no_contract"
    UNPAID_SOCIAL_INSURANCE = "unpaid_social_insurance"
    OVERTIME = "overtime"
    BLACK_AGENCY = "black_agency"
    CHILD_LABOUR = "child_labour"


class Risk(StrEnum):
    """Rising; `collective` is of many people or of a gathering."""

    ORDINARY = "ordinary"
    RAISED = "raised"
    HIGH = "high"
    COLLECTIVE = "collective"


class ReportState(StrEnum):
    """received → taken → transferred or closed; withdrawn by the citizen before it is closed."""

    RECEIVED = "received"
    TAKEN = "taken"
    TRANSFERRED = "transferred"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class ReportFacts(Wire):
    """`months`, `owed_cents`: of what is owed; None where unknown. `street`: as in the list of windows."""

    breach: Breach
    region: RegionCode
    street: str | None = Field(default=None, max_length=40)
    employer: str = Field(min_length=2, max_length=100)
    place: str = Field(min_length=2, max_length=200)
    people: int = Field(ge=1, le=100_000)
    months: int | None = Field(default=None, ge=0, le=600)
    owed_cents: int | None = Field(default=None, ge=0, le=10**12)
    gathering: bool = False
    minors: bool = False
    told: str = Field(default="", max_length=2000)


class ReportSubmission(Wire):
    """Named with `name` and `phone`, or anonymous without both."""

    facts: ReportFacts
    evidence: list[FileId] = Field(default_factory=list, max_length=10)
    name: str | None = Field(default=None, min_length=2, max_length=50)
    phone: str | None = Field(default=None, pattern=r"^1[3-9]\d{9}$")
    channel: str = Field(min_length=1, max_length=32)


class RoutedTo(Wire):
    """The window or team that has it now. `demo`: no document supports its address or number."""

    name: str
    street: str | None
    phone: str | None
    demo: bool


class ReportEntry(Wire):
    at: datetime
    state: ReportState
    text: str


class ReportView(Wire):
    """As its citizen reads it. `green_lane`: the lane of unpaid wages, first in line.

    `code` comes with the reply to the submission only, where nobody is signed in or wants to be named: number
    and code together are the way back from anywhere else.
    """

    number: str
    code: str | None
    state: ReportState
    state_name: str
    version: int
    facts: ReportFacts
    evidence: int
    anonymous: bool
    risk: Risk
    risk_reasons: list[str]
    green_lane: bool
    routed_to: RoutedTo
    next_step: str
    timeline: list[ReportEntry]


class Reports(Wire):
    reports: list[ReportView]


class ReportAddition(Wire):
    version: int = Field(ge=1)
    text: str = Field(default="", max_length=1000)
    evidence: list[FileId] = Field(default_factory=list, max_length=10)


class ReportWithdrawal(Wire):
    version: int = Field(ge=1)
    reason: str = Field(default="", max_length=500)


class ReportAct(StrEnum):
    TAKE = "take"
    TRANSFER = "transfer"
    CLOSE = "close"


class ReportStep(Wire):
    """By staff. `to`: the street or unit of `transfer`. `note` is read by the citizen."""

    version: int = Field(ge=1)
    act: ReportAct
    note: Told
    to: str | None = Field(default=None, min_length=1, max_length=100)


class StaffReport(Wire):
    """As staff read it: the citizen's view, the files, and who reported if named."""

    report: ReportView
    evidence: list[FileId]
    name: str | None
    phone: str | None
    warnings: list[str]


class StaffReports(Wire):
    """First in line first: minors and gatherings, the green lane, then by risk and time."""

    reports: list[StaffReport]


class WarningKind(StrEnum):
    COLLECTIVE = "collective"
    PATTERN = "pattern"


class LabourWarning(Wire):
    """A collective event, or several reports on one employer within days. `reports`: their numbers."""

    id: str
    kind: WarningKind
    region: RegionCode
    employer: str
    reports: list[str]
    reason: str
    raised_at: datetime
    acknowledged_by: str | None
    version: int


class LabourWarnings(Wire):
    warnings: list[LabourWarning]


class WarningAcknowledgement(Wire):
    version: int = Field(ge=1)
    note: str = Field(default="", max_length=500)
