"""What citizens, agents and staff found wrong in answers, and the way to the cause."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from connectors.console.asked.choices import all_or
from connectors.console.asked.lists import PAGE, Chosen, Offset, given, neighbours
from connectors.console.asked.triage_form import read_triage, triage_choices
from connectors.console.office import path_of
from connectors.console.visit import Editing, Viewing
from knowledge_base.desk_wire.asked import FeedbackDetail, FeedbackPage, Triage
from knowledge_base.desk_wire.asked_labels import label

router = APIRouter(prefix="/feedback")


@router.get("")
async def show_feedback(
    visit: Viewing, *, state: Chosen = "", kind: Chosen = "", source: Chosen = "", offset: Offset = 0
) -> Response:
    chosen = {"state": state, "kind": kind, "source": source}
    page = await visit.office.get("/feedback", FeedbackPage, **given(chosen), offset=offset, limit=PAGE)
    return visit.page(
        "asked/feedback.html",
        page=page,
        chosen=chosen,
        kinds=all_or("feedback"),
        states=all_or("state"),
        sources=all_or("source"),
        label=label,
        **neighbours("/desk/feedback", chosen, offset=offset, total=page.total),
    )


@router.get("/{feedback_id}")
async def show_one(visit: Viewing, feedback_id: str) -> Response:
    said = await visit.office.get(path_of("feedback", feedback_id), FeedbackDetail)
    return visit.page("asked/feedback_one.html", said_wrong=said, label=label, **triage_choices())


@router.post("/{feedback_id}/triage")
async def triage_one(
    visit: Editing, feedback_id: str, triage: Annotated[Triage, Depends(read_triage)]
) -> Response:
    await visit.office.post(path_of("feedback", feedback_id, "triage"), FeedbackDetail, triage)
    return visit.go(f"/desk{path_of('feedback', feedback_id)}", said="asked.triaged")
