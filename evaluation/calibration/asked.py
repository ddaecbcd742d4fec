"""Questions of which it is known whether the documents answer them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evaluation.errors import QuestionsUnreadable
from evaluation.questions import REGION_CODES, District, Question, read_questions
from evaluation.settings import HERE, OWN_QUESTIONS
from evaluation.texts import say

CALIBRATION = HERE / "data" / "calibration.jsonl"
Kind = Literal["answerable", "near", "off_topic"]
_REFUSED: dict[str, Kind] = {"not_in_documents": "near", "out_of_scope": "off_topic"}


class Asked(BaseModel):
    """`near`: of our subject, but answered by no document of that district. `points` answer it."""

    model_config = ConfigDict(frozen=True)

    id: str
    part: Literal["tuning", "frozen"]
    question: str
    turns: tuple[str, ...] = ()
    region: District
    kind: Kind
    points: tuple[str, ...] = ()
    note: str = ""

    @property
    def region_code(self) -> str:
        return REGION_CODES[self.region]


def read_asked(path: Path = CALIBRATION) -> list[Asked]:
    """The questions written for the calibration.

    Raises:
        QuestionsUnreadable: a line is not of that form.
    """
    return list(_parse(path))


def _parse(path: Path) -> Iterator[Asked]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield Asked.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            detail = f"{type(error).__name__}: {error}"[:300]
            raise QuestionsUnreadable(
                say("question_malformed", path=path, line=number, detail=detail)
            ) from error


def own_tuning() -> list[Asked]:
    """The tuning part of our own questions, where one district is asked about, to be answered or refused."""
    return [asked for question in read_questions(OWN_QUESTIONS) if (asked := _of(question))]


def _of(question: Question) -> Asked | None:
    district = question.region or (question.document if question.document != "both" else None)
    kind = "answerable" if question.behaviour == "answer" else _REFUSED.get(question.category)
    if question.part != "tuning" or district is None or kind is None:
        return None
    return Asked(
        id=question.id,
        part="tuning",
        question=question.question,
        turns=tuple(question.turns),
        region=district,
        kind=kind,
    )
