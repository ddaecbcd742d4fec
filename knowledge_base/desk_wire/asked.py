"""What was asked, as staff see it: answers given, groups of questions, feedback, figures, weekly reports."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from knowledge_base.wire import MAX_CHANNEL_CHARACTERS, MAX_QUESTION_CHARACTERS, AnswerWarning, Status, Wire

MAX_COMMENT_CHARACTERS = 1000
MAX_PAGE = 200
"""Rows of a list that are given at once."""
MAX_PERIOD_DAYS = 400
"""The longest period that figures are made of."""


class FeedbackKind(StrEnum):
    """What is wrong with an answer."""

    WRONG = "wrong"
    PARTLY_WRONG = "partly_wrong"
    DETAIL_MISSING = "detail_missing"
    EXPECTED_DOCUMENT_NOT_USED = "expected_document_not_used"
    CONTEXT_IGNORED = "context_ignored"
    QUOTE_NOT_IN_DOCUMENT = "quote_not_in_document"
    EXPIRED = "expired"


class FeedbackSource(StrEnum):
    """Who says so."""

    CITIZEN = "citizen"
    AGENT = "agent"
    STAFF = "staff"


class GroupKind(StrEnum):
    """Nothing was said, or nothing that is certain."""

    UNANSWERED = "unanswered"
    DOUBTFUL = "doubtful"


class TriageState(StrEnum):
    """How far a group of questions, or what somebody found wrong, has come."""

    NEW = "new"
    ASSIGNED = "assigned"
    FIXED = "fixed"
    OUT_OF_SCOPE = "out_of_scope"
    DISMISSED = "dismissed"


class Cause(StrEnum):
    """Why an answer was wrong, or missing."""

    DOCUMENT_MISSING = "document_missing"
    DOCUMENT_OUTDATED = "document_outdated"
    READ_WRONGLY = "read_wrongly"
    NOT_FOUND = "not_found"
    JUDGED_WRONGLY = "judged_wrongly"
    WORDED_BADLY = "worded_badly"
    WORDS_UNKNOWN = "words_unknown"
    REGION_MISTAKEN = "region_mistaken"
    CONTEXT_MISTAKEN = "context_mistaken"
    NO_FAULT = "no_fault"


class Triage(Wire):
    """What becomes of it. `revision` is the one that was looked at.

    `as_question`: the question is asked in every evaluation from now on, and must be answered as it should be
    now; `expected_documents` are those that the answer must rest on.
    """

    revision: int = Field(ge=1)
    state: TriageState
    cause: Cause | None = None
    assignee: str | None = Field(default=None, max_length=100)
    note: str = Field(default="", max_length=MAX_COMMENT_CHARACTERS)
    as_question: bool = False
    expected_documents: list[str] = Field(default_factory=list, max_length=10)


class Triaged(Wire):
    """What a triage left behind. `evaluation_question` is the id of the question that it became."""

    state: TriageState
    cause: Cause | None
    assignee: str | None
    note: str
    evaluation_question: str | None
    revision: int
    changed_at: datetime


class AskedCitation(Wire):
    document_id: str
    version: int
    chunk_id: str
    title: str
    section: list[str]
    quote: str


class AskedLine(Wire):
    """One answer that was given. `region`, `channel`, `conversation_id` are empty where not known."""

    id: str
    at: datetime
    channel: str
    conversation_id: str
    region: str
    question: str
    topic: str
    status: Status
    confidence: str
    seconds: float
    group_id: str | None


class AskedDetail(AskedLine):
    """An answer with what it rested on. `trace`: what was searched for, found and judged."""

    as_of: date
    is_follow_up: bool
    subject: str
    answer_text: str
    citations: list[AskedCitation]
    warnings: list[AnswerWarning]
    trace_id: str
    trace: dict[str, Any]


class AskedPage(Wire):
    total: int
    answers: list[AskedLine]


class GroupLine(Triaged):
    """Questions of one meaning. `times_since` counts those that came after the last change of its state."""

    id: str
    kind: GroupKind
    label: str
    topic: str
    first_at: datetime
    last_at: datetime
    times: int
    times_since: int
    regions: list[str]


class GroupPage(Wire):
    total: int
    groups: list[GroupLine]


class GroupDetail(GroupLine):
    """`asked` are the latest of its questions."""

    asked: list[AskedDetail]


class FeedbackRequest(Wire):
    """An answer is wrong. `trace_id` is the answer's; question and text are needed where it is not known any
    more. `expected`: the document that should have been used, or what it should say."""

    trace_id: str = Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9-]+$")
    kind: FeedbackKind
    comment: str = Field(default="", max_length=MAX_COMMENT_CHARACTERS)
    expected: str = Field(default="", max_length=300)
    question: str = Field(default="", max_length=MAX_QUESTION_CHARACTERS)
    answer_text: str = Field(default="", max_length=5000)


class CallersFeedback(FeedbackRequest):
    """Passed on by another service for a citizen, or for an agent by name. `key` is the caller's: of what the
    same people say under one key, the first stands."""

    source: FeedbackSource = FeedbackSource.CITIZEN
    account: str = Field(default="", max_length=100)
    key: str = Field(default="", max_length=100)


class FeedbackTaken(Wire):
    """`changed` is false where the same was said before."""

    id: str
    changed: bool


class FeedbackLine(Triaged):
    id: str
    at: datetime
    source: FeedbackSource
    account: str
    kind: FeedbackKind
    comment: str
    expected: str
    channel: str
    region: str
    question: str


class FeedbackPage(Wire):
    total: int
    feedback: list[FeedbackLine]


class FeedbackDetail(FeedbackLine):
    """`asked` is the answer it is about, while that is kept."""

    answer_text: str
    citations: list[AskedCitation]
    asked: AskedDetail | None


class RatingRequest(Wire):
    """A conversation or an answer was rated, from 1 (非常不满意) to 5 (非常满意). `key` is the caller's."""

    key: str = Field(min_length=1, max_length=100)
    level: int = Field(ge=1, le=5)
    channel: str = Field(default="", max_length=MAX_CHANNEL_CHARACTERS)
    region: str = Field(default="", max_length=6)


class Rated(Wire):
    changed: bool


class Count(Wire):
    """How many answers fell to `key`; `label` is what people call it."""

    key: str
    label: str
    count: int


class Latency(Wire):
    """Seconds within which half, nine tenths, and all but one in a hundred of the answers were made."""

    p50: float
    p90: float
    p99: float
    slowest: float


class Analytics(Wire):
    """Figures of a period, both days included. `average_rating` is of 1 to 5."""

    first_day: date
    last_day: date
    region: str | None
    channel: str | None
    answers: int
    conversations: int
    answered_share: float
    handed_over: int
    by_status: list[Count]
    by_channel: list[Count]
    by_region: list[Count]
    by_topic: list[Count]
    by_hour: list[Count]
    by_day: list[Count]
    by_confidence: list[Count]
    latency: Latency | None
    ratings: list[Count]
    average_rating: float | None
    feedback: list[Count]
    top_questions: list[Count]
    without_document: list[Count]


class WeeklyReportLine(Wire):
    """The week from `monday` to the Sunday after it."""

    monday: date
    made_at: datetime
    answers: int
    answered_share: float


class WeeklyReport(Wire):
    """A week's figures, and those of the week before where they were kept."""

    monday: date
    made_at: datetime
    figures: Analytics
    before: Analytics | None
