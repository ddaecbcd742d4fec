"""The test bench: one question with all that happened to it, and the bars of the judge."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledge_base.desk_wire.checks import BarsBody, FloorResult
from knowledge_base.wire import MAX_HISTORY_TURNS, MAX_QUESTION_CHARACTERS, Answer, Wire


class BenchRequest(Wire):
    """`document_id` and `number`: as if this version were published. `bars`: as if these were in use."""

    question: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION_CHARACTERS)
    ]
    region: str | None = Field(default=None, max_length=6)
    history: list[Annotated[str, StringConstraints(max_length=MAX_QUESTION_CHARACTERS)]] = Field(
        default_factory=list, max_length=MAX_HISTORY_TURNS
    )
    document_id: str | None = Field(default=None, max_length=100)
    number: int | None = Field(default=None, ge=1)
    bars: BarsBody = BarsBody()


class PassageView(Wire):
    """A passage with its scores. `told`: the answer says it."""

    chunk_id: str
    document_id: str
    version: int
    title: str
    section: list[str]
    text: str
    is_point: bool
    dense: float = 0.0
    lexical: float = 0.0
    fused: float = 0.0
    rank: float = 0.0
    told: bool = False


class HitView(Wire):
    score: float
    passage: PassageView


class SearchView(Wire):
    """What one retriever found, best first; `found` is how many, `step` what asked for it."""

    by: Literal["words", "meaning"]
    step: str
    regions: list[str]
    found: int
    best: list[HitView]


class ReadingView(Wire):
    text: str
    query: str
    wants: str
    also: list[str]
    read_as: list[str]


class JudgedView(Wire):
    """Of one reading in one region: the passages in the judge's order, and how likely they answer."""

    reading: str
    region: str
    likelihood: float
    subject: float
    passages: list[PassageView]


class SentenceView(Wire):
    """`kept` is false where verification dropped it; `figures` were looked up in what it cites."""

    text: str
    citations: list[int]
    figures: list[str]
    kept: bool


class StepView(Wire):
    """`status` is set by a step that ended the search."""

    name: str
    milliseconds: float
    status: str | None = None


class ExplainedView(Wire):
    answer: Answer
    bars: dict[str, float]
    steps: list[StepView]
    readings: list[ReadingView]
    searches: list[SearchView]
    judged: list[JudgedView]
    sentences: list[SentenceView]


class BarsView(Wire):
    """`in_use` are what answers now, `shipped` what came with the product; `ranges` the least and the most.

    `revision` is 0 where nobody saved others yet."""

    in_use: dict[str, float]
    shipped: dict[str, float]
    ranges: dict[str, tuple[float, float]]
    revision: int
    reason: str = ""
    name: str = ""
    at: datetime | None = None


class BarsTrial(Wire):
    """What the last finished trial of these bars says. `checked` is false where there was none since."""

    bars: dict[str, float]
    checked: bool
    passed: bool
    floors: list[FloorResult]


class BarsSaving(Wire):
    """`revision` is that of the bars that were read. `reason`: why, where the questions did not pass."""

    bars: BarsBody
    revision: int = Field(ge=0)
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
