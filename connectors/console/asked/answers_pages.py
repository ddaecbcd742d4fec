"""Answers that were given, one by one: found again, looked into, and said to be wrong."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from connectors.console.asked.choices import all_or, all_or_region, choices
from connectors.console.asked.files import pass_on
from connectors.console.asked.lists import PAGE, Chosen, Offset, given, neighbours
from connectors.console.office import path_of
from connectors.console.visit import Viewing
from knowledge_base.desk_wire.asked import (
    MAX_COMMENT_CHARACTERS,
    AskedDetail,
    AskedPage,
    FeedbackKind,
    FeedbackRequest,
    FeedbackTaken,
)
from knowledge_base.desk_wire.asked_labels import label

router = APIRouter(prefix="/answers")


def _chosen(
    *,
    first_day: Chosen = "",
    last_day: Chosen = "",
    region: Chosen = "",
    channel: Chosen = "",
    status: Chosen = "",
    topic: Chosen = "",
    words: Chosen = "",
) -> dict[str, str]:
    return {
        "first_day": first_day,
        "last_day": last_day,
        "region": region,
        "channel": channel,
        "status": status,
        "topic": topic,
        "words": words.strip(),
    }


ChosenHere = Annotated[dict[str, str], Depends(_chosen)]


@router.get("")
async def show_answers(visit: Viewing, chosen: ChosenHere, offset: Offset = 0) -> Response:
    page = await visit.office.get("/asked", AskedPage, **given(chosen), offset=offset, limit=PAGE)
    return visit.page(
        "asked/answers.html",
        page=page,
        chosen=chosen,
        query=given(chosen),
        regions=all_or_region(),
        channels=all_or("channel"),
        statuses=all_or("status"),
        topics=all_or("topic"),
        label=label,
        **neighbours("/desk/answers", chosen, offset=offset, total=page.total),
    )


@router.get("/table.csv")
async def download_answers(visit: Viewing, chosen: ChosenHere) -> Response:
    return await pass_on(visit, "/asked.csv", **given(chosen))


@router.get("/{asked_id}")
async def show_answer(visit: Viewing, asked_id: str) -> Response:
    answer = await visit.office.get(path_of("asked", asked_id), AskedDetail)
    return visit.page("asked/answer.html", answer=answer, kinds=choices("feedback"), label=label)


@router.post("/{asked_id}/feedback")
async def say_it_is_wrong(
    visit: Viewing,
    asked_id: str,
    kind: Annotated[FeedbackKind, Form()],
    *,
    comment: Annotated[str, Form(max_length=MAX_COMMENT_CHARACTERS)] = "",
    expected: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    answer = await visit.office.get(path_of("asked", asked_id), AskedDetail)
    said = FeedbackRequest(
        trace_id=answer.trace_id,
        kind=kind,
        comment=comment,
        expected=expected,
        question=answer.question[:1000],
    )
    taken = await visit.office.post("/feedback", FeedbackTaken, said)
    return visit.go(f"/desk{path_of('feedback', taken.id)}", said="asked.feedback_given")
