"""The questions and what a right answer to each must do, hold and avoid."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evaluation.errors import QuestionsUnreadable
from evaluation.texts import say

Behaviour = Literal[
    "answer", "clarify_region", "refuse", "handoff", "crisis",
    "service", "feedback", "report", "progress", "chitchat",
]  # fmt: skip
District = Literal["yuexiu", "longhua"]
_NOT_WORDS = re.compile(r"\W+")
_TOO_ALIKE = 0.75
REGION_CODES: dict[str, str] = {"yuexiu": "440104", "longhua": "440309"}


class Question(BaseModel):
    """`facts`: of each group one alternative must be said. `part` keeps tuning away from the final figure."""

    model_config = ConfigDict(frozen=True)

    id: str
    part: Literal["tuning", "frozen", "outside"] = "outside"
    question: str = Field(min_length=1)
    turns: list[str] = []
    region: District | None = None
    category: str
    behaviour: Behaviour
    facts: list[list[str]] = []
    must_not: list[str] = []
    document: Literal["yuexiu", "longhua", "both"] | None = None
    section: str | None = None
    warnings: list[str] = []
    note: str | None = None

    @property
    def region_code(self) -> str | None:
        return REGION_CODES[self.region] if self.region else None

    @property
    def asked_regions(self) -> frozenset[str]:
        """The districts whose documents may be cited; empty where any may."""
        if self.document == "both":
            return frozenset(REGION_CODES.values())
        named = self.document or self.region
        return frozenset({REGION_CODES[named]}) if named else frozenset()


def read_questions(path: Path) -> list[Question]:
    if not path.is_file():
        raise QuestionsUnreadable(say("questions_missing", path=path))
    questions = list(_parse(path))
    if not questions:
        raise QuestionsUnreadable(say("questions_none", path=path))
    return questions


def _parse(path: Path) -> Iterator[Question]:
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            question = Question.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            detail = f"{type(error).__name__}: {error}"[:300]
            raise QuestionsUnreadable(
                say("question_malformed", path=path, line=number, detail=detail)
            ) from error
        if question.id in seen:
            raise QuestionsUnreadable(
                say("question_malformed", path=path, line=number, detail=f"id {question.id!r}")
            )
        seen.add(question.id)
        yield question


def repeats(questions: Sequence[Question]) -> list[tuple[str, str]]:
    """Pairs that are the same question: to the letter, or nearly so across the two parts.

    Tuning on a question that stands in the frozen part too would make the frozen figure worthless.
    """
    return [
        (one.id, other.id)
        for one, other in combinations(questions, 2)
        if _words(one) == _words(other)
        or (one.part != other.part and _likeness(_words(one), _words(other)) >= _TOO_ALIKE)
    ]


def _words(question: Question) -> str:
    """Region, earlier turns and question, without what carries no meaning."""
    said = " ".join([question.region or "", *question.turns, question.question])
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", said).lower())


def _likeness(one: str, other: str) -> float:
    """Shared pairs of characters over all pairs."""
    pairs, others = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(pairs & others) / max(len(pairs | others), 1)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
