"""Sets of questions: brought in from files, asked, taken out."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Response, UploadFile

from connectors.console.checks.places import region_name
from connectors.console.errors import KnowledgeRefused
from connectors.console.office import path_of
from connectors.console.views import HEADERS
from connectors.console.visit import Editing, Viewing, Visit
from knowledge_base.desk_wire.checks import RunView, SetKey, SheetRequest
from knowledge_base.desk_wire.question_sets import (
    MOST_SHOWN,
    QuestionPage,
    QuestionSetView,
    SetDeletion,
    SetTakenView,
)

router = APIRouter(prefix="/question-sets")

FileName = Annotated[str, Path(pattern=r"^questions\.(xlsx|jsonl)$")]


@router.get("")
async def show_sets(visit: Viewing) -> Response:
    return await _sets(visit)


@router.post("")
async def bring_in(
    visit: Editing, file: UploadFile, title: Annotated[str, Form(max_length=100)] = ""
) -> Response:
    sent = [("file", (file.filename or "", await file.read(), file.content_type or ""))]
    try:
        taken = await visit.office.upload("/question-sets", SetTakenView, sent, {"title": title})
    except KnowledgeRefused as error:
        return await _sets(visit, status=HTTPStatus(error.status), error=error.message, title=title)
    said = "checks.brought_in_part" if taken.left_out else "checks.brought_in"
    return visit.go(f"/desk/question-sets/{taken.set.id}", said=said)


@router.get("/sample.xlsx")
async def take_sample(visit: Viewing) -> Response:
    return await _file(visit, "/question-sets/sample.xlsx")


@router.get("/{set_id}")
async def show_set(
    visit: Viewing, set_id: SetKey, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> Response:
    return await _set(visit, set_id, offset=offset)


@router.post("/{set_id}/questions")
async def replace(
    visit: Editing, set_id: SetKey, revision: Annotated[int, Form(ge=1)], file: UploadFile
) -> Response:
    sent = [("file", (file.filename or "", await file.read(), file.content_type or ""))]
    path = path_of("question-sets", set_id, "questions")
    try:
        await visit.office.upload(path, SetTakenView, sent, {"revision": str(revision)})
    except KnowledgeRefused as error:
        return await _set(visit, set_id, status=HTTPStatus(error.status), error=error.message)
    return visit.go(f"/desk/question-sets/{set_id}", said="checks.brought_in")


@router.post("/{set_id}/ask")
async def ask(visit: Editing, set_id: SetKey) -> Response:
    run = await visit.office.post("/checks/sheet", RunView, SheetRequest(set_id=set_id))
    return visit.go(f"/desk/checks/{run.id}", said="checks.started")


@router.post("/{set_id}/delete")
async def delete(visit: Editing, set_id: SetKey, revision: Annotated[int, Form(ge=1)]) -> Response:
    await visit.office.tell(path_of("question-sets", set_id, "delete"), SetDeletion(revision=revision))
    return visit.go("/desk/question-sets", said="checks.deleted")


@router.get("/{set_id}/{name}")
async def take_out(visit: Viewing, set_id: SetKey, name: FileName) -> Response:
    return await _file(visit, path_of("question-sets", set_id, name))


async def _sets(
    visit: Visit, *, status: HTTPStatus = HTTPStatus.OK, error: str = "", title: str = ""
) -> Response:
    sets = await visit.office.get("/question-sets", list[QuestionSetView])
    return visit.page("checks/sets.html", status=status, sets=sets, error=error, title=title)


async def _set(
    visit: Visit, set_id: str, *, offset: int = 0, status: HTTPStatus = HTTPStatus.OK, error: str = ""
) -> Response:
    page = await visit.office.get(path_of("question-sets", set_id), QuestionPage, offset=offset)
    address = f"/desk/question-sets/{set_id}?offset="
    last = offset + MOST_SHOWN >= page.set.questions
    return visit.page(
        "checks/set.html",
        status=status,
        page=page,
        error=error,
        region_name=region_name,
        newer=f"{address}{max(offset - MOST_SHOWN, 0)}" if offset else "",
        older="" if last else f"{address}{offset + MOST_SHOWN}",
    )


async def _file(visit: Visit, path: str) -> Response:
    found = await visit.office.download(path)
    headers = {**HEADERS, "Content-Disposition": found.disposition}
    return Response(found.content, media_type=found.media_type, headers=headers)
