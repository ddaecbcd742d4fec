"""Cases (办件): one application being handled, with its number and a timeline that a citizen can read."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from actions.wire.base import Code, RegionCode, Wire
from actions.wire.catalogue import Mode

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class CaseState(StrEnum):
    """draft → submitted → accepted → [material_due] → decided → checked; or withdrawn, returned, revoked."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    MATERIAL_DUE = "material_due"
    DECIDED = "decided"
    CHECKED = "checked"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    REVOKED = "revoked"


class Outcome(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"


class TimelineEntry(Wire):
    at: datetime
    state: CaseState
    text: str


class MissingMaterial(Wire):
    """Listed once. `due_on`: the last day it may come."""

    code: Code
    name: str
    due_on: date


class CaseView(Wire):
    """`due_on`: the day by which it must be decided, counted from acceptance.

    It is None where no limit in days is fixed, where the holidays of that year are not published yet, and
    while a material is missing: then it is counted from the day the last one comes. `due_note` says which.
    `next_step`: what the citizen must do now.
    """

    number: str
    common_number: str | None
    item: Code
    item_name: str
    item_version: int
    region: RegionCode
    life_event: Code | None
    state: CaseState
    state_name: str
    version: int
    modes: list[Mode]
    accepted_at: datetime | None
    due_on: date | None
    due_note: str
    missing: list[MissingMaterial]
    outcome: Outcome | None
    reasons: list[str]
    next_step: str
    timeline: list[TimelineEntry]
    demo: bool


class CaseList(Wire):
    cases: list[CaseView]


class CitizenStep(Wire):
    """Withdrawing a case; `reason` is optional."""

    version: int = Field(ge=1)
    reason: str = Field(default="", max_length=500)


class CommitmentWithdrawal(Wire):
    """Taking the promise back before the decision: the case goes on in the ordinary way, with proofs."""

    version: int = Field(ge=1)


class MaterialDelivery(Wire):
    version: int = Field(ge=1)
    materials: list[Code] = Field(min_length=1, max_length=50)


class Decision(Wire):
    """By staff, named."""

    version: int = Field(ge=1)
    by: str = Field(min_length=1, max_length=100)
    outcome: Outcome
    reasons: list[Reason] = Field(min_length=1, max_length=20)


class StaffStep(Wire):
    """Accepting, returning, revoking: by whom and why."""

    version: int = Field(ge=1)
    by: str = Field(min_length=1, max_length=100)
    reason: str = Field(default="", max_length=500)


class CheckResult(Wire):
    """What a check after the decision found. A false promise revokes, recovers and is recorded."""

    version: int = Field(ge=1)
    by: str = Field(min_length=1, max_length=100)
    truthful: bool
    finding: str = Field(min_length=1, max_length=500)
    recover_cents: int = Field(default=0, ge=0, le=10**12)


class Sweep(Wire):
    """What became of the night's round.

    Numbers of cases returned because a material did not come, ids of drafts expired, numbers of appointments
    reminded of; numbers of cases that have a due day now that the holidays are announced, and of those drawn
    for a check that nobody has done yet; numbers of rectifications of which a limit is over
    since the last round; ids of files that belonged to nothing and were dropped.
    """

    returned: list[str]
    expired: list[str]
    reminded: list[str]
    dated: list[str] = Field(default_factory=list)
    to_check: list[str] = Field(default_factory=list)
    forgotten_files: list[str] = Field(default_factory=list)
    escalated: list[str] = Field(default_factory=list)
