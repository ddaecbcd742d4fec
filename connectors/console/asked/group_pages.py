"""Questions that were not answered, or doubtfully: how that came about, and what is done."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from connectors.console.asked.choices import all_or
from connectors.console.asked.lists import PAGE, Chosen, Offset, given, neighbours
from connectors.console.asked.triage_form import read_triage, triage_choices
from connectors.console.office import path_of
from connectors.console.visit import Editing, Viewing
from knowledge_base.desk_wire.asked import GroupDetail, GroupPage, Triage
from knowledge_base.desk_wire.asked_labels import label

router = APIRouter(prefix="/questions")


@router.get("")
async def show_groups(
    visit: Viewing, *, kind: Chosen = "", state: Chosen = "", topic: Chosen = "", offset: Offset = 0
) -> Response:
    chosen = {"kind": kind, "state": state, "topic": topic}
    page = await visit.office.get("/question-groups", GroupPage, **given(chosen), offset=offset, limit=PAGE)
    return visit.page(
        "asked/groups.html",
        page=page,
        chosen=chosen,
        kinds=all_or("group"),
        states=all_or("state"),
        topics=all_or("topic"),
        label=label,
        **neighbours("/desk/questions", chosen, offset=offset, total=page.total),
    )


@router.get("/{group_id}")
async def show_group(visit: Viewing, group_id: str) -> Response:
    group = await visit.office.get(path_of("question-groups", group_id), GroupDetail)
    return visit.page("asked/group.html", group=group, label=label, **triage_choices())


@router.post("/{group_id}/triage")
async def triage_group(
    visit: Editing, group_id: str, triage: Annotated[Triage, Depends(read_triage)]
) -> Response:
    await visit.office.post(path_of("question-groups", group_id, "triage"), GroupDetail, triage)
    return visit.go(f"/desk{path_of('questions', group_id)}", said="asked.triaged")
