"""Sets of questions with what they must get."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from knowledge_base.wire import Wire

MOST_SHOWN = 100
"""Questions on one page."""


class QuestionSetView(Wire):
    """`revision` counts the changes."""

    id: str
    title: str
    questions: int
    revision: int
    changed_at: datetime
    account: str
    name: str


class QuestionView(Wire):
    """`facts`: of each group one alternative must be said. Without `expected` it is only compared."""

    text: str
    region: str | None
    history: list[str]
    expected: Literal["answer", "refuse", "clarify_region", "handoff", "crisis"] | None
    facts: list[list[str]]
    must_not: list[str]
    document: str | None
    category: str
    note: str
    source: str


class QuestionPage(Wire):
    set: QuestionSetView
    questions: list[QuestionView]
    offset: int


class SetTakenView(Wire):
    """`left_out` are the rows of the file that ask for something else than an answer."""

    set: QuestionSetView
    left_out: list[int]


class SetDeletion(Wire):
    """`revision` is that of the set that was read."""

    revision: int = Field(ge=1)
