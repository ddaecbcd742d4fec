"""What goes over HTTP: a question and the answer with its citations; documents and their versions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge_base.days import Day

MAX_QUESTION_CHARACTERS = 1000
MAX_HISTORY_TURNS = 10
MAX_CHANNEL_CHARACTERS = 20
MAX_CONVERSATION_CHARACTERS = 100
MAX_POINTS = 40
"""Policy points that are asked for at once."""


class Status(StrEnum):
    """How a question was taken."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    CLARIFY_REGION = "clarify_region"
    CLARIFY = "clarify"
    NOT_IN_DOCUMENTS = "not_in_documents"
    OUT_OF_SCOPE = "out_of_scope"
    PERSONAL_CASE = "personal_case"
    UNSAFE = "unsafe"
    CRISIS = "crisis"


Alarming = Literal[Status.CRISIS, Status.UNSAFE]
"""What comes before any topic."""


class AnswerWarning(StrEnum):
    """What a reader must know beside the fact."""

    EXPIRED = "expired"
    PERIOD_ENDED = "period_ended"
    PLAN_NOT_RULE = "plan_not_rule"
    OTHER_REGION = "other_region"
    SUPERSEDED = "superseded"


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class HistoryTurn(Wire):
    """An earlier question of the same conversation, and the region it was answered for."""

    question: str = Field(max_length=MAX_QUESTION_CHARACTERS)
    region: str | None = None


class AnswerRequest(Wire):
    """A question. `history` is oldest first. `region` is where the conversation or the person is.

    `explain` adds the trace: what was searched for, what was found and how it was judged. `channel` and
    `conversation_id` are noted with the answer; nothing in it depends on them.
    """

    question: str
    history: list[HistoryTurn] = Field(default_factory=list, max_length=MAX_HISTORY_TURNS)
    region: str | None = None
    as_of: date | None = None
    language: str | None = Field(default=None, max_length=20)
    explain: bool = False
    channel: str | None = Field(default=None, max_length=MAX_CHANNEL_CHARACTERS)
    conversation_id: str | None = Field(default=None, max_length=MAX_CONVERSATION_CHARACTERS)


class ScreenRequest(Wire):
    """A citizen's own words, whatever they are about."""

    question: str


class Screened(Wire):
    """What the words are before they are anything else; none where nothing is wrong with them."""

    status: Alarming | None = None


class Segment(Wire):
    text: str
    citations: list[int] = []


class Citation(Wire):
    n: int
    document_id: str
    version: int
    title: str
    document_number: str | None = None
    issuer: str
    published_on: date | None = None
    region: str
    section: list[str]
    quote: str
    quote_kind: Literal["official", "policy_point"]
    validity: Literal["in_force", "expired", "repealed"]
    period_to: date | None = None
    url: str | None = None


class Coverage(Wire):
    question: str
    answered: bool


class Choice(Wire):
    """A region to choose where the answer depends on it."""

    title: str
    region: str


class Answer(Wire):
    """What a citizen reads, and what it rests on."""

    status: Status
    text: str
    segments: list[Segment] = []
    citations: list[Citation] = []
    coverage: list[Coverage] = []
    warnings: list[AnswerWarning] = []
    region: str | None = None
    as_of: date
    follow_ups: list[str] = []
    choices: list[Choice] = []
    confidence: Literal["high", "medium", "low"] = "low"
    trace_id: str
    trace: dict[str, Any] | None = None


class PointTold(Wire):
    """One policy point in its own words. `id` is `document:point`. `notes` say the `warnings` in words."""

    id: str
    text: str
    citation: Citation
    warnings: list[AnswerWarning] = []
    notes: list[str] = []


class PointsTold(Wire):
    """Those of the points asked for that are published and may be told, in the order asked."""

    points: list[PointTold]


class VersionSummary(Wire):
    """One text of a document. `source` is `official` or `policy_point`."""

    number: int
    source: Literal["official", "policy_point"]
    state: Literal["draft", "published", "superseded"]
    created_at: datetime
    file_name: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None


class DocumentSummary(Wire):
    id: str
    title: str
    number: str | None = None
    issuer: str
    region: str
    kind: Literal["plan", "rule", "guide"]
    signed_on: date | None = None
    published_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    validity: Literal["in_force", "expired", "repealed"]
    url: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    superseded_by: str | None = None
    superseded_on: date | None = None
    withdrawn_on: date | None = None
    versions: list[VersionSummary] = []


class SupersedeRequest(Wire):
    """`by` is the id of the document that takes the place, from the day `on`."""

    by: str
    on: Day


class Superseded(Wire):
    """Which document takes the place of which. `changed` is false where that was known already."""

    document: DocumentSummary
    successor: DocumentSummary
    changed: bool
    doubts: list[str] = []


class TableView(Wire):
    header: list[str]
    rows: list[list[str]]
    note: str = ""


class SectionView(Wire):
    """A section's own text, without its subsections."""

    path: list[str]
    text: str
    table: TableView | None = None


class VersionView(Wire):
    document_id: str
    version: VersionSummary
    sections: list[SectionView]


class ModelView(Wire):
    """The language model and what came of its calls since the process started.

    `calls` by task and outcome, `verdicts` by task and verdict (`used`, or why it was refused), `seconds` by
    task. `paused`: it failed repeatedly and is left alone for a while. `cost` by the prices that are set.
    """

    configured: bool
    name: str = ""
    paused: bool = False
    calls: dict[str, dict[str, int]] = {}
    verdicts: dict[str, dict[str, int]] = {}
    seconds: dict[str, float] = {}
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float = 0.0


class Ingested(Wire):
    """A file that was taken in. `changed` is false where all of it was so already."""

    document: DocumentSummary
    version: VersionSummary
    changed: bool
    doubts: list[str] = []
