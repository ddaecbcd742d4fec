"""Answers that were really given, for those who check a change against them or write what was missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Connection

from chassis.staff import Person


@dataclass(frozen=True)
class GivenCitation:
    """What an answer rested on: a passage of a version. `quote` is as the reader saw it."""

    document_id: str
    version: int
    chunk_id: str
    section: tuple[str, ...]
    quote: str


@dataclass(frozen=True)
class GivenAnswer:
    """The last answer to a question in a region; `times` is how often it was asked there.

    `region` is None where the answer was for none. `status` is one of `wire.Status`, `confidence` one of
    `high`, `medium`, `low`. Texts are masked.
    """

    id: str
    at: datetime
    day: date
    region: str | None
    question: str
    status: str
    answer_text: str
    citations: tuple[GivenCitation, ...]
    confidence: str
    times: int


@dataclass(frozen=True)
class Suggestion:
    """Questions of one meaning that nothing answers well. `kind` is `unanswered` or `doubtful`."""

    group_id: str
    kind: str
    question: str
    topic: str
    times: int
    conversation_ids: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class ExpectedAnswer:
    """A question that must be answered well from now on.

    `source` says where it comes from, as `feedback:…` or `group:…`; the same source twice is one question.
    """

    question: str
    region: str | None
    status: str
    documents: tuple[str, ...]
    source: str


class GivenAnswers(Protocol):
    def given_since(
        self, day: date, *, documents: Collection[str] | None = None, limit: int = 2000
    ) -> list[GivenAnswer]:
        """Those of that day and later that were answered for the day they were asked on, most asked first.

        `documents`: only those whose last answer cites one of these.
        """
        ...


class EvaluationQuestions(Protocol):
    def add_question(
        self, connection: Connection, expected: ExpectedAnswer, *, person: Person, at: datetime
    ) -> str:
        """Keep a question in the caller's transaction, and give its id."""
        ...
