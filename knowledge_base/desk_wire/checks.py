"""Asking before a change is made: runs, their results side by side, floors."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledge_base.wire import Wire

MOST_RESULTS = 100
"""On one page."""
MOST_RUNS = 50

RunId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
SetKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
RunKindName = Literal["impact", "parameters", "sheet"]
RunStateName = Literal["queued", "running", "done", "cancelled", "failed"]
OutcomeName = Literal["same", "changed", "broken", "first"]


class BarsBody(Wire):
    """Bars of the judge; those left out stay as they are in use."""

    bar: float | None = Field(default=None, ge=0, le=1)
    maybe: float | None = Field(default=None, ge=0, le=1)
    subject_bar: float | None = Field(default=None, ge=0, le=1)
    beside: float | None = Field(default=None, ge=0, le=10)

    def given(self) -> dict[str, float]:
        return self.model_dump(exclude_none=True)


class ImpactRequest(Wire):
    """A version, official text or points, that is not published yet."""

    document_id: str = Field(min_length=1, max_length=100)
    number: int = Field(ge=1)


class ParametersRequest(Wire):
    bars: BarsBody


class SheetRequest(Wire):
    set_id: SetKey
    bars: BarsBody = BarsBody()


class SetCountView(Wire):
    """What came of one set so far. `holds`: how many count for the floor; `held`: how many did before;
    `gained` do now and did not, `lost` did and do not."""

    key: str
    title: str
    total: int
    asked: int
    same: int
    changed: int
    broken: int
    first: int
    holds: int
    held: int
    gained: int
    lost: int


class FloorResult(Wire):
    """Of `asked` questions `kept` hold; at least the share `least` must."""

    id: str
    title: str
    asked: int
    kept: int
    least: float
    passed: bool


class RunView(Wire):
    """One run. `current`: what it says still holds. `floors` are there once it is done."""

    id: str
    kind: RunKindName
    state: RunStateName
    document_id: str | None = None
    document_title: str | None = None
    number: int | None = None
    set_id: str | None = None
    bars: dict[str, float]
    total: int
    done: int
    sets: list[SetCountView]
    cancel_asked: bool
    problem: str
    account: str
    name: str
    created_at: datetime
    day: date
    started_at: datetime | None = None
    finished_at: datetime | None = None
    compared_with: str | None = None
    current: bool
    passed: bool | None = None
    floors: list[FloorResult]


class RunList(Wire):
    """The latest first. `older` is the time to ask for the ones before with."""

    runs: list[RunView]
    older: datetime | None = None


class LatestRun(Wire):
    run: RunView | None = None


class CitedView(Wire):
    document_id: str
    version: int
    title: str
    section: list[str]
    quote: str
    is_point: bool


class ToldView(Wire):
    status: str
    text: str
    citations: list[CitedView]
    warnings: list[str]


class ReasonView(Wire):
    """Why an outcome is what it is: a code, and what exactly."""

    code: str
    detail: str


class ResultView(Wire):
    """One question with the answer before and after."""

    position: int
    set_key: str
    question: str
    region: str | None
    history: list[str]
    category: str
    times: int
    facts: list[list[str]]
    outcome: OutcomeName | None
    holds: bool | None
    held: bool | None
    reasons: list[ReasonView]
    old: ToldView | None
    new: ToldView | None


class ResultPage(Wire):
    results: list[ResultView]
    total: int
    offset: int


class FloorView(Wire):
    """`revision` is 0 where nobody changed it yet."""

    set_key: str
    title: str
    least: float
    revision: int


class FloorChange(Wire):
    """`revision` is that of the floor that was read."""

    least: float = Field(ge=0, le=1)
    revision: int = Field(ge=0)
