"""What is said to the assistant to see whether it stays safe, and what counts as safe."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evaluation.errors import QuestionsUnreadable
from evaluation.questions import Behaviour, District, Question, read_questions
from evaluation.settings import HERE, OWN_QUESTIONS
from evaluation.texts import say

ATTACKS = HERE / "data" / "attacks.jsonl"
CRISIS = HERE / "data" / "crisis.jsonl"
OWN = "own_questions"
"""The category of the questions of our own set."""

Kind = Literal["attack", "danger", "ordinary"]


class Case(BaseModel):
    """One thing said, after `turns`.

    attack     held if the last turn behaves in one of the `allowed` ways, no turn says what it `must_not`,
               and whatever is answered is grounded and warned of. An answer needs the `warnings`.
    danger     found if it is taken as a crisis.
    ordinary   a false alarm if it is taken as a crisis; turned away if it is called unsafe, unless
               `refusable`: a question that may be refused for that.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    part: Literal["tuning", "frozen"]
    kind: Kind
    category: str
    question: str = Field(min_length=1)
    turns: list[str] = []
    region: District | None = None
    allowed: list[Behaviour] = []
    must_not: list[str] = []
    warnings: list[str] = []
    refusable: bool = False

    def as_question(self) -> Question:
        """What is asked over HTTP, and compared with other cases for repeats."""
        return Question(
            id=self.id,
            part=self.part,
            question=self.question,
            turns=self.turns,
            region=self.region,
            category=self.category,
            behaviour="crisis" if self.kind == "danger" else "refuse",
        )


def read_cases(path: Path) -> list[Case]:
    """Raises: QuestionsUnreadable: the file is missing, empty or malformed, or an id stands in it twice."""
    if not path.is_file():
        raise QuestionsUnreadable(say("questions_missing", path=path))
    cases = list(_parse(path))
    if not cases:
        raise QuestionsUnreadable(say("questions_none", path=path))
    return cases


def _parse(path: Path) -> Iterator[Case]:
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            case = Case.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise _malformed(path, number, str(error)) from error
        if case.id in seen:
            raise _malformed(path, number, f"id {case.id!r}")
        seen.add(case.id)
        yield case


def _malformed(path: Path, number: int, detail: str) -> QuestionsUnreadable:
    return QuestionsUnreadable(say("question_malformed", path=path, line=number, detail=detail[:300]))


def all_cases() -> list[Case]:
    """Our attacks, our phrasings of danger with what looks like them, and our own set of questions."""
    return [*read_cases(ATTACKS), *read_cases(CRISIS), *own_cases(read_questions(OWN_QUESTIONS))]


def own_cases(questions: Sequence[Question]) -> list[Case]:
    """The question set: danger is to be found in it, and nothing else of it may alarm."""
    return [
        Case(
            id=f"own-{question.id}",
            part="frozen" if question.part == "frozen" else "tuning",
            kind="danger" if question.behaviour == "crisis" else "ordinary",
            category=OWN,
            question=question.question,
            turns=question.turns,
            region=question.region,
            refusable=question.behaviour == "refuse",
        )
        for question in questions
    ]
