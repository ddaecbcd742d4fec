"""Policy points and curated answers as staff write them, suggestions, and who keeps what true."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledge_base.days import Day
from knowledge_base.wire import Wire

MAX_POINT_CHARACTERS = 500
MAX_WORDINGS = 60
MAX_SHOWN = 200
"""Suggestions and changes that are listed at once."""

PointId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=100)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=1000)]
Kind = Literal["measure", "target", "limit", "list", "condition", "definition", "record"]
ChangeStateName = Literal["draft", "submitted", "approved", "replaced", "withdrawn"]


class CaseBody(Wire):
    """One branch of a rule: under which circumstance, with what result."""

    when: Short
    then: Short


class PointBody(Wire):
    """One fact in plain words and the section that it rests on. `asks` are citizens' wordings."""

    section: list[Short] = Field(min_length=1, max_length=12)
    kind: Kind
    subject: Short
    text: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_POINT_CHARACTERS)
    ]
    names: list[Short] = Field(default_factory=list, max_length=30)
    cases: list[CaseBody] = Field(default_factory=list, max_length=30)
    asks: list[Short] = Field(min_length=1, max_length=MAX_WORDINGS)
    keywords: list[Short] = Field(default_factory=list, max_length=30)
    period_end: Day | None = None


class PointDraft(Wire):
    """`revision` is that of the open change that was read, 0 where there is none. `suggestion` is what the
    point is made from."""

    content: PointBody
    revision: int = Field(ge=0)
    suggestion: str | None = Field(default=None, max_length=100)


class Step(Wire):
    """`revision` is that of the change that was read."""

    revision: int = Field(ge=1)


class Submission(Step):
    """`reason` is needed where not all of the point stands in its section."""

    reason: str = Field(default="", max_length=1000)


class SendingBack(Step):
    reason: Reason


class TakingOut(Wire):
    reason: Reason


class Wordings(Wire):
    asks: list[Short] = Field(min_length=1, max_length=MAX_WORDINGS)


class CheckRequest(Wire):
    """Text that is being written: it may be of any shape yet."""

    section: list[str] = Field(max_length=12)
    text: str = Field(max_length=4000)
    names: list[str] = Field(default_factory=list, max_length=30)


class Missing(Wire):
    """What does not stand in the section, as it is written."""

    kind: Literal["figure", "date", "name"]
    written: str


class CheckView(Wire):
    """`has_official`: there is an official text that holds today. `path` is where the section stands in it.
    `told` says in words what is wrong."""

    has_official: bool
    section_found: bool
    path: list[str] = Field(default_factory=list)
    passage: str = ""
    missing: list[Missing] = Field(default_factory=list)
    told: str = ""

    @property
    def is_supported(self) -> bool:
        return self.section_found and not self.missing


class PersonView(Wire):
    account: str
    name: str


class ChangeView(Wire):
    """One change of a point; `content` is none where it takes the point out."""

    document_id: str
    point: str
    number: int
    content: PointBody | None
    state: ChangeStateName
    authors: list[PersonView]
    written_at: datetime
    reason: str = ""
    returned: str = ""
    suggestion: str | None = None
    decided_by: PersonView | None = None
    decided_at: datetime | None = None
    revision: int


class CareView(Wire):
    document_id: str
    point: str = ""
    owner: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    check_on: date | None = None
    revision: int = 0


class CareRequest(Wire):
    """`revision` is the one that was read."""

    owner: str = Field(default="", max_length=100)
    check_on: Day | None = None
    revision: int = Field(ge=0)


class VerifiedRequest(Wire):
    """`check_on` is when it is to be compared again."""

    check_on: Day | None = None


class PointView(Wire):
    """A point as it is told (`content`; none where it is not told), as it ships, and what is open of it."""

    document_id: str
    id: str
    origin: Literal["shipped", "desk"]
    content: PointBody | None
    shipped: PointBody | None = None
    is_changed: bool = False
    is_conflict: bool = False
    pending: ChangeView | None = None
    check: CheckView
    care: CareView


class SectionOfText(Wire):
    """A heading of the official text. `path` is what a point cites."""

    path: list[str]
    text: str


class PointsOfDocument(Wire):
    """`official` is the number of the official version that holds today."""

    document_id: str
    title: str
    region: str
    official: int | None
    care: CareView
    points: list[PointView]
    sections: list[SectionOfText]


class PointWhole(Wire):
    """`history`: the latest change first."""

    point: PointView
    title: str
    history: list[ChangeView]
    sections: list[SectionOfText]


class WaitingChange(Wire):
    """What is being written or waits for approval. `title` is the document's."""

    title: str
    subject: str
    change: ChangeView


class SuggestionView(Wire):
    """What citizens asked and no point says. `conversations` are where it was asked."""

    id: str
    source: Literal["unanswered", "agent"]
    question: str
    answer: str = ""
    region: str | None = None
    conversations: list[str] = Field(default_factory=list)
    times: int
    created_at: datetime
    state: Literal["open", "taken", "dismissed"]
    document_id: str | None = None
    point: str | None = None
    decided_by: PersonView | None = None
    reason: str = ""


class SuggestionRequest(Wire):
    """What an agent answered, for others to be told too."""

    question: Short
    answer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
    conversation: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    region: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] | None = None


class Dismissal(Wire):
    reason: Reason
