"""Runs: what a version would change, how far the asking is, old and new answers side by side, floors."""

from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Response

from connectors.console.checks.marks import marked
from connectors.console.checks.places import region_name
from connectors.console.checks.plot import bar_of
from connectors.console.office import path_of
from connectors.console.views import HEADERS
from connectors.console.visit import Editing, Publishing, Viewing, Visit
from knowledge_base.desk_wire.checks import (
    FloorChange,
    FloorView,
    ImpactRequest,
    LatestRun,
    OutcomeName,
    ResultPage,
    RunId,
    RunKindName,
    RunList,
    RunView,
    SetKey,
)

router = APIRouter(prefix="/checks")

_A_PAGE = 20
_GOING_ON = ("queued", "running")


@router.get("")
async def show_runs(
    visit: Viewing, kind: RunKindName | Literal[""] = "", before: datetime | None = None
) -> Response:
    moment = before.isoformat() if before else None
    runs = await visit.office.get("/checks", RunList, kind=kind or None, before=moment)
    more = {"kind": kind, "before": runs.older.isoformat() if runs.older else ""}
    older = f"/desk/checks?{urlencode({name: value for name, value in more.items() if value})}"
    return visit.page("checks/runs.html", runs=runs.runs, kind=kind, older=older if runs.older else "")


@router.get("/of")
async def show_latest(
    visit: Viewing,
    document_id: Annotated[str, Query(min_length=1, max_length=100)],
    number: Annotated[int, Query(ge=1)],
) -> Response:
    """The latest run of a version, or the button that starts one."""
    latest = await visit.office.get("/checks/latest", LatestRun, document_id=document_id, number=number)
    if latest.run and latest.run.current:
        return visit.go(f"/desk/checks/{latest.run.id}")
    return visit.page("checks/start.html", run=latest.run, document_id=document_id, number=number)


@router.post("/of")
async def start_impact(
    visit: Editing,
    document_id: Annotated[str, Form(min_length=1, max_length=100)],
    number: Annotated[int, Form(ge=1)],
) -> Response:
    body = ImpactRequest(document_id=document_id, number=number)
    run = await visit.office.post("/checks/impact", RunView, body)
    return visit.go(f"/desk/checks/{run.id}", said="checks.started")


@router.get("/floors")
async def show_floors(visit: Viewing) -> Response:
    return visit.page("checks/floors.html", floors=await visit.office.get("/checks/floors", list[FloorView]))


@router.post("/floors/{set_key}")
async def change_floor(
    visit: Publishing,
    set_key: SetKey,
    least: Annotated[float, Form(ge=0, le=100)],
    revision: Annotated[int, Form(ge=0)],
) -> Response:
    """`least` is typed in per cent."""
    body = FloorChange(least=round(least / 100, 4), revision=revision)
    await visit.office.put(path_of("checks", "floors", set_key), FloorView, body)
    return visit.go("/desk/checks/floors", said="checks.floor_changed")


@router.get("/{run_id}")
async def show_run(
    visit: Viewing,
    run_id: RunId,
    outcome: OutcomeName | None = None,
    set_key: Annotated[str, Query(pattern=r"^[a-z0-9-]{0,40}$")] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    run = await visit.office.get(path_of("checks", run_id), RunView)
    shown = outcome or _first_outcome(run)
    page = await visit.office.get(
        path_of("checks", run_id, "results"),
        ResultPage,
        outcome=shown,
        set_key=set_key or None,
        offset=offset,
        limit=_A_PAGE,
    )
    chosen = {"outcome": shown, **({"set_key": set_key} if set_key else {})}
    return visit.page(
        "checks/run.html",
        **_frame(run),
        page=page,
        outcome=shown,
        set_key=set_key,
        marked=marked,
        region_name=region_name,
        set_choices=[(counted.key, counted.title) for counted in run.sets],
        newer=_address(run_id, chosen, offset - _A_PAGE) if offset else "",
        older=_address(run_id, chosen, offset + _A_PAGE) if offset + _A_PAGE < page.total else "",
    )


@router.get("/{run_id}/progress")
async def show_progress(visit: Viewing, run_id: RunId) -> Response:
    run = await visit.office.get(path_of("checks", run_id), RunView)
    response = visit.page("checks/progress.html", **_frame(run))
    if run.state not in _GOING_ON:
        response.headers["HX-Refresh"] = "true"
    return response


@router.post("/{run_id}/cancel")
async def cancel(visit: Editing, run_id: RunId) -> Response:
    await _tell(visit, run_id, "cancel")
    return visit.go(f"/desk/checks/{run_id}", said="checks.cancelled")


@router.post("/{run_id}/go-on")
async def go_on(visit: Editing, run_id: RunId) -> Response:
    await _tell(visit, run_id, "go-on")
    return visit.go(f"/desk/checks/{run_id}", said="checks.going_on")


@router.get("/{run_id}/report.xlsx")
async def take_report(visit: Viewing, run_id: RunId) -> Response:
    found = await visit.office.download(path_of("checks", run_id, "report.xlsx"))
    headers = {**HEADERS, "Content-Disposition": found.disposition}
    return Response(found.content, media_type=found.media_type, headers=headers)


async def _tell(visit: Visit, run_id: str, what: str) -> None:
    await visit.office.tell(path_of("checks", run_id, what), None)


def _frame(run: RunView) -> dict[str, Any]:
    return {
        "run": run,
        "going_on": run.state in _GOING_ON,
        "plot": [bar_of(counted) for counted in run.sets],
    }


def _first_outcome(run: RunView) -> OutcomeName:
    """What needs looking at first: what is broken, else what changed."""
    if any(counted.broken for counted in run.sets):
        return "broken"
    if any(counted.changed for counted in run.sets):
        return "changed"
    return "first" if any(counted.first for counted in run.sets) else "same"


def _address(run_id: str, chosen: dict[str, str], offset: int) -> str:
    return f"/desk/checks/{run_id}?{urlencode({**chosen, 'offset': max(offset, 0)})}"
