"""Staff routes: sets of questions, brought in from files and taken out as files."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response, UploadFile

from chassis.staff_web import Editing, Viewing
from chassis.web import documented
from knowledge_base.desk_wire.checks import SetKey
from knowledge_base.desk_wire.question_sets import (
    MOST_SHOWN,
    QuestionPage,
    QuestionSetView,
    SetDeletion,
    SetTakenView,
)
from knowledge_base.errors import CheckChanged, QuestionsRefused, SetTitleTaken, SetUnknown
from knowledge_base.publish.question_files import sample_xlsx, write_jsonl, write_xlsx
from knowledge_base.publish.question_sets import SetTaken
from knowledge_base.web.check_views import question_views, set_view
from knowledge_base.web.checks import XLSX
from knowledge_base.web.deps import DeskHere

router = APIRouter(prefix="/kb/v1/desk", tags=["question-sets"])

JSONL = "application/x-ndjson"
_SET = "/question-sets/{set_id}"
Title = Annotated[str, Form(min_length=1, max_length=100, pattern=r"\S")]
_FILES = {"content": {XLSX: {}, JSONL: {}}, "description": "XLSX, JSONL"}


@router.get("/question-sets", responses=documented())
def question_sets(_: Viewing, desk: DeskHere) -> list[QuestionSetView]:
    """All sets, by title."""
    return [set_view(stored) for stored in desk.checks.sets.all()]


@router.post("/question-sets", responses=documented(QuestionsRefused, SetTitleTaken))
def bring_in(person: Editing, title: Title, file: UploadFile, desk: DeskHere) -> SetTakenView:
    """A new set from a file, .xlsx or .jsonl."""
    return _taken(desk.checks.sets.bring_in(title, file.filename or "", file.file.read(), person))


@router.get("/question-sets/sample.xlsx", response_class=Response, responses={200: _FILES, **documented()})
def sample(_: Viewing) -> Response:
    """An empty table with the columns and one question."""
    return _file(sample_xlsx(), XLSX, "questions.xlsx")


@router.get(_SET, responses=documented(SetUnknown))
def question_set(
    _: Viewing, set_id: SetKey, desk: DeskHere, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> QuestionPage:
    """A set with a page of its questions."""
    stored, questions = desk.checks.sets.find(set_id), desk.checks.sets.questions(set_id)
    shown = questions[offset : offset + MOST_SHOWN]
    return QuestionPage(set=set_view(stored), questions=question_views(shown), offset=offset)


@router.post(f"{_SET}/questions", responses=documented(SetUnknown, CheckChanged, QuestionsRefused))
def replace(
    person: Editing,
    set_id: SetKey,
    revision: Annotated[int, Form(ge=1)],
    file: UploadFile,
    desk: DeskHere,
) -> SetTakenView:
    """The questions of a file in place of those of the set."""
    taken = desk.checks.sets.replace(
        set_id, revision=revision, name=file.filename or "", content=file.file.read(), person=person
    )
    return _taken(taken)


@router.post(f"{_SET}/delete", status_code=204, responses=documented(SetUnknown, CheckChanged))
def delete(person: Editing, set_id: SetKey, request: SetDeletion, desk: DeskHere) -> None:
    """Take a set away; the results of its runs stay."""
    desk.checks.sets.delete(set_id, revision=request.revision, person=person)


@router.get(
    f"{_SET}/questions.xlsx", response_class=Response, responses={200: _FILES, **documented(SetUnknown)}
)
def as_xlsx(_: Viewing, set_id: SetKey, desk: DeskHere) -> Response:
    """The set as a table."""
    return _file(write_xlsx(desk.checks.sets.questions(set_id)), XLSX, "questions.xlsx")


@router.get(
    f"{_SET}/questions.jsonl", response_class=Response, responses={200: _FILES, **documented(SetUnknown)}
)
def as_jsonl(_: Viewing, set_id: SetKey, desk: DeskHere) -> Response:
    """The set, one JSON object a line."""
    return _file(write_jsonl(desk.checks.sets.questions(set_id)), JSONL, "questions.jsonl")


def _taken(taken: SetTaken) -> SetTakenView:
    return SetTakenView(set=set_view(taken.stored), left_out=list(taken.left_out))


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
