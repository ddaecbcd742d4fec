"""Staff routes: what a change would do to the answers, and the floors it must keep."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from chassis.staff_web import Editing, Publishing, Viewing
from chassis.web import documented
from knowledge_base.checks import Outcome, RunKind
from knowledge_base.desk_wire.checks import (
    MOST_RESULTS,
    MOST_RUNS,
    FloorChange,
    FloorView,
    ImpactRequest,
    LatestRun,
    OutcomeName,
    ParametersRequest,
    ResultPage,
    ResultView,
    RunId,
    RunKindName,
    RunList,
    RunView,
    SetKey,
    SheetRequest,
)
from knowledge_base.errors import (
    BarsInvalid,
    CheckChanged,
    DocumentUnknown,
    NothingToAsk,
    RunFinished,
    RunGoingOn,
    RunUnknown,
    SetUnknown,
    TooManyRuns,
)
from knowledge_base.publish.run_report import write_report
from knowledge_base.web.check_views import floor_view, result_view, run_view
from knowledge_base.web.deps import DeskHere

router = APIRouter(prefix="/kb/v1/desk", tags=["checks"])

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE = {"content": {XLSX: {}}, "description": "XLSX"}
_RUN = "/checks/{run_id}"
Position = Annotated[int, Path(ge=0, le=1_000_000)]


@router.get("/checks", responses=documented())
def runs(
    _: Viewing, desk: DeskHere, kind: RunKindName | None = None, before: datetime | None = None
) -> RunList:
    """The latest runs first."""
    chosen = RunKind(kind) if kind else None
    found = desk.checks.store.runs(kind=chosen, limit=MOST_RUNS, before=before)
    older = found[-1].created_at if len(found) == MOST_RUNS else None
    return RunList(runs=[run_view(run, desk.checks.impact) for run in found], older=older)


@router.post("/checks/impact", responses=documented(DocumentUnknown, TooManyRuns))
def start_impact(person: Editing, request: ImpactRequest, desk: DeskHere) -> RunView:
    """Ask what a version would change. The same again, where nothing has changed, is the same run."""
    impact = desk.checks.impact
    return run_view(impact.start(request.document_id, request.number, person), impact)


@router.post("/checks/parameters", responses=documented(BarsInvalid, NothingToAsk, TooManyRuns))
def start_parameters(person: Editing, request: ParametersRequest, desk: DeskHere) -> RunView:
    """Ask every question with other bars of the judge than those in use."""
    return run_view(desk.checks.tuning.try_out(request.bars.given(), person), desk.checks.impact)


@router.post("/checks/sheet", responses=documented(SetUnknown, BarsInvalid, NothingToAsk, TooManyRuns))
def start_sheet(person: Editing, request: SheetRequest, desk: DeskHere) -> RunView:
    """Ask one set as things stand; compared with its last finished run."""
    given = request.bars.given()
    bars = desk.checks.tuning.checked(given) if given else None
    return run_view(desk.checks.impact.ask_set(request.set_id, person, bars=bars), desk.checks.impact)


@router.get("/checks/latest", responses=documented())
def latest(
    _: Viewing,
    desk: DeskHere,
    document_id: Annotated[str, Query(max_length=100)],
    number: Annotated[int, Query(ge=1)],
) -> LatestRun:
    """The latest run of a version."""
    run = desk.checks.impact.latest(document_id, number)
    return LatestRun(run=run_view(run, desk.checks.impact) if run else None)


@router.get("/checks/floors", responses=documented())
def floors(_: Viewing, desk: DeskHere) -> list[FloorView]:
    """The least share of each set that must hold."""
    return [floor_view(floor) for floor in desk.checks.floors.all()]


@router.put("/checks/floors/{set_key}", responses=documented(SetUnknown, CheckChanged))
def change_floor(person: Publishing, set_key: SetKey, request: FloorChange, desk: DeskHere) -> FloorView:
    """Change a floor."""
    changed = desk.checks.floors.change(
        set_key, least=request.least, revision=request.revision, person=person
    )
    return floor_view(changed)


@router.get(_RUN, responses=documented(RunUnknown))
def run(_: Viewing, run_id: RunId, desk: DeskHere) -> RunView:
    """One run with its progress and counts."""
    return run_view(desk.checks.impact.run(run_id), desk.checks.impact)


@router.post(f"{_RUN}/cancel", responses=documented(RunUnknown, RunFinished))
def cancel(person: Editing, run_id: RunId, desk: DeskHere) -> RunView:
    """End a run; what was asked is kept."""
    return run_view(desk.checks.impact.cancel(run_id, person), desk.checks.impact)


@router.post(f"{_RUN}/go-on", responses=documented(RunUnknown, RunGoingOn))
def go_on(person: Editing, run_id: RunId, desk: DeskHere) -> RunView:
    """Go on with a run that failed or was cancelled."""
    return run_view(desk.checks.impact.go_on(run_id, person), desk.checks.impact)


@router.get(f"{_RUN}/results", responses=documented(RunUnknown))
def results(
    _: Viewing,
    run_id: RunId,
    desk: DeskHere,
    *,
    outcome: OutcomeName | None = None,
    set_key: SetKey | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_RESULTS)] = 20,
) -> ResultPage:
    """What was asked so far, old and new answers beside each other."""
    desk.checks.impact.run(run_id)
    found, total = desk.checks.store.results(
        run_id,
        outcome=Outcome(outcome) if outcome else None,
        set_key=set_key,
        offset=offset,
        limit=limit,
    )
    return ResultPage(results=[result_view(result) for result in found], total=total, offset=offset)


@router.get(f"{_RUN}/results/{{position}}", responses=documented(RunUnknown))
def result(_: Viewing, run_id: RunId, position: Position, desk: DeskHere) -> ResultView:
    """One question of a run."""
    return result_view(desk.checks.impact.result(run_id, position))


@router.get(f"{_RUN}/report.xlsx", response_class=Response, responses={**documented(RunUnknown), 200: _FILE})
def report(_: Viewing, run_id: RunId, desk: DeskHere) -> Response:
    """All results of a run as a table."""
    run = desk.checks.impact.run(run_id)
    name = f"check-{run.created_at:%Y%m%d-%H%M}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_report(run, desk.checks.store), media_type=XLSX, headers=headers)
