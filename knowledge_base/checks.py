"""The nouns of asking before a change is made: questions with what they must get, and what came of asking.

A run asks its questions one by one, of what answers today and of what would answer after the change, and
keeps both. A sheet is asked of one side only, and set beside the run before it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from chassis.audit import Action
from chassis.staff import Person

POINTS = "points"
"""The set of the policy points' own questions."""
GIVEN = "given"
"""The set of what citizens really asked."""


class Expected(StrEnum):
    """What a question must get."""

    ANSWER = "answer"
    REFUSE = "refuse"
    CLARIFY_REGION = "clarify_region"
    PERSON = "handoff"
    CRISIS = "crisis"


class RunKind(StrEnum):
    """影响核对: a version; 参数试算: other parameters; 试卷: one set, as it answers now."""

    IMPACT = "impact"
    PARAMETERS = "parameters"
    SHEET = "sheet"


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


UNFINISHED = frozenset({RunState.QUEUED, RunState.RUNNING})


class Outcome(StrEnum):
    """How an answer stands to the one before; `first` where there was none."""

    SAME = "same"
    CHANGED = "changed"
    BROKEN = "broken"
    FIRST = "first"


@dataclass(frozen=True)
class Question:
    """One question of a set. `history` are earlier ones of the conversation, oldest first.

    `facts`: of each group one alternative must be said; none of `must_not` may be. `document` is an id, or a
    part of a title, that must be cited. `expected` None: only compared, never judged. `times`: how often
    citizens asked it.
    """

    text: str
    region: str | None = None
    history: tuple[str, ...] = ()
    expected: Expected | None = None
    facts: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    document: str | None = None
    category: str = ""
    note: str = ""
    source: str = ""
    times: int = 0


@dataclass(frozen=True)
class QuestionSet:
    """`revision` counts the changes: who changes it says which one they saw."""

    id: str
    title: str
    questions: int
    revision: int
    changed_at: datetime
    account: str
    name: str


@dataclass(frozen=True)
class Cited:
    document_id: str
    version: int
    title: str
    section: tuple[str, ...]
    quote: str
    is_point: bool


@dataclass(frozen=True)
class Told:
    """An answer as it is kept to be compared: what was said, and what it rests on."""

    status: str
    text: str
    citations: tuple[Cited, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why an outcome is what it is: a code (`connectors/console/checks/texts.yml` has the words), and what
    exactly, as `15个工作日`."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Judged:
    """`holds`: it counts for the floor; `held`: it did before, None where that is not known."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    holds: bool
    held: bool | None


@dataclass(frozen=True)
class Result:
    """One question of a run. Without `judged` it was not asked yet."""

    position: int
    set_key: str
    question: Question
    judged: Judged | None = None
    old: Told | None = None
    new: Told | None = None


@dataclass(frozen=True)
class SetCount:
    """What came of one set so far. `gained` hold now and did not, `lost` did and do not."""

    key: str
    title: str
    total: int
    asked: int = 0
    same: int = 0
    changed: int = 0
    broken: int = 0
    first: int = 0
    holds: int = 0
    held: int = 0
    gained: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Subject:
    """What is tried: a version of a document, official text or points; bars of the judge by name; a set."""

    document_id: str | None = None
    number: int | None = None
    bars: dict[str, float] = field(default_factory=dict)
    set_id: str | None = None


@dataclass(frozen=True)
class Run:
    """`basis` is a digest of all that its result depends on beside the questions: where another one holds
    now, the result is out of date. `compared_with` is the sheet run before it. `problem` is a code."""

    id: str
    kind: RunKind
    subject: Subject
    sets: tuple[SetCount, ...]
    state: RunState
    basis: str
    account: str
    name: str
    created_at: datetime
    day: date
    total: int
    done: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    compared_with: str | None = None
    cancel_asked: bool = False
    problem: str = ""


@dataclass(frozen=True)
class FloorSetting:
    """The least share (0 to 1) of a set that must hold. `revision` 0: nobody changed it yet."""

    set_key: str
    least: float
    revision: int = 0


@dataclass(frozen=True)
class SavedBars:
    """Bars of the judge that take the place of the shipped ones. `run_id` is the run that tried them."""

    revision: int
    bars: dict[str, float]
    reason: str
    run_id: str | None
    at: datetime
    account: str
    name: str


@dataclass(frozen=True)
class Written:
    """Who writes and what the audit keeps of it: its line stands in the same transaction."""

    person: Person
    action: Action
    at: datetime
