"""Pages of loads: send files, look at what was read beside the original, put it right, make it a draft."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Response, UploadFile

from chassis.regions import RegionRegistry
from connectors.console.office import path_of
from connectors.console.views import HEADERS
from connectors.console.visit import Editing, Viewing
from knowledge_base.desk_wire.loads import (
    CorrectionKind,
    CorrectionsRequest,
    CorrectionView,
    DraftRequest,
    LoadPage,
    LoadsSent,
    LoadSummary,
    LoadView,
    OriginalView,
    TakeBackRequest,
)

router = APIRouter(prefix="/loads")

LoadId = Annotated[int, Path(ge=1, le=2_000_000_000)]
Revision = Annotated[int, Form(ge=1)]
Short = Annotated[str, Form(max_length=40)]
RUNNING = ("waiting", "reading")


@router.get("")
async def show_loads(
    visit: Viewing, before: Annotated[int | None, Query(ge=1, le=2_000_000_000)] = None
) -> Response:
    return await _list(visit, before=before)


@router.post("")
async def send(
    visit: Editing,
    *,
    files: list[UploadFile] | None = None,
    address: Annotated[str, Form(max_length=2_000)] = "",
    page: Annotated[str, Form(max_length=900_000)] = "",
    region: Annotated[str, Form(max_length=6)] = "",
    effective_from: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """A pasted page goes as the file that it would be if it were saved."""
    chosen = [file for file in files or () if file.filename]
    sent = [("files", (file.filename or "", await file.read(), file.content_type or "")) for file in chosen]
    if page.strip():
        sent.append(("files", ("page.html", page.encode(), "text/html")))
    if not sent:
        return await _list(visit, error="nothing")
    given = {"address": address, "region": region, "effective_from": effective_from}
    fields = {name: value for name, value in given.items() if value}
    answer = await visit.office.upload("/loads", LoadsSent, sent, fields)
    if answer.refused or len(answer.loads) != 1:
        return await _list(visit, answer=answer)
    return visit.go(f"/desk/loads/{answer.loads[0].id}", said="loads.sent")


async def _list(
    visit: Viewing, *, before: int | None = None, answer: LoadsSent | None = None, error: str = ""
) -> Response:
    loads = await visit.office.get("/loads", LoadPage, before=before)
    return visit.page("loads/list.html", loads=loads, sent=answer, error=error, regions=_regions())


@router.get("/{load_id}")
async def show_load(visit: Viewing, load_id: LoadId) -> Response:
    seen = await visit.office.get(path_of("loads", load_id), LoadView)
    lines: list[str] = []
    if seen.head is not None:
        lines = (await visit.office.get(path_of("loads", load_id, "original"), OriginalView)).lines
    return visit.page("loads/load.html", seen=seen, load=seen.load, original=lines, regions=_regions())


@router.get("/{load_id}/progress")
async def show_progress(visit: Viewing, load_id: LoadId) -> Response:
    """A part of the page; once the file is read, the page is asked for again."""
    seen = await visit.office.get(path_of("loads", load_id), LoadView)
    if seen.load.state not in RUNNING and visit.is_partial:
        return visit.go(f"/desk/loads/{load_id}")
    return visit.page("loads/progress.html", load=seen.load)


@router.get("/{load_id}/sections/{place}")
async def show_section(
    visit: Editing, load_id: LoadId, place: Annotated[int, Path(ge=0, le=1_000_000)]
) -> Response:
    """What can be put right in one section, counted from 0."""
    seen = await visit.office.get(path_of("loads", load_id), LoadView)
    if place >= len(seen.sections):
        return visit.go(f"/desk/loads/{load_id}")
    return visit.page("loads/section.html", load=seen.load, section=seen.sections[place], place=place)


@router.get("/{load_id}/file")
async def show_file(visit: Viewing, load_id: LoadId) -> Response:
    found = await visit.office.download(path_of("loads", load_id, "file"))
    headers = {**HEADERS, "Content-Disposition": found.disposition}
    return Response(found.content, media_type=found.media_type, headers=headers)


@router.post("/{load_id}/cancel")
async def cancel(visit: Editing, load_id: LoadId) -> Response:
    await visit.office.post(path_of("loads", load_id, "cancel"), LoadSummary)
    return visit.go("/desk/loads", said="loads.cancelled")


@router.post("/{load_id}/corrections")
async def correct(
    visit: Editing,
    load_id: LoadId,
    *,
    revision: Revision,
    kind: Annotated[CorrectionKind, Form()],
    anchor: Short = "",
    row: Annotated[int, Form(ge=0)] = 0,
    column: Annotated[int, Form(ge=0)] = 0,
    field: Short = "",
    value: Annotated[str, Form(max_length=5_000)] = "",
    level: Annotated[int, Form(ge=0, le=9)] = 0,
    place: Annotated[int | None, Form(ge=0)] = None,
) -> Response:
    """One thing at a time: what was wrong is seen at once."""
    cell = f"{row},{column}" if kind is CorrectionKind.SET_CELL else ""
    correction = CorrectionView(kind=kind, anchor=anchor, cell=cell, field=field, value=value, level=level)
    body = CorrectionsRequest(revision=revision, corrections=[correction])
    await visit.office.post(path_of("loads", load_id, "corrections"), LoadView, body)
    back = f"/desk/loads/{load_id}" if place is None else f"/desk/loads/{load_id}/sections/{place}"
    return visit.go(back, said="loads.corrected")


@router.post("/{load_id}/corrections/take-back")
async def take_back(
    visit: Editing, load_id: LoadId, revision: Revision, index: Annotated[int, Form(ge=0, le=100_000)]
) -> Response:
    body = TakeBackRequest(revision=revision, index=index)
    await visit.office.post(path_of("loads", load_id, "corrections", "take-back"), LoadView, body)
    return visit.go(f"/desk/loads/{load_id}", said="loads.taken_back")


@router.post("/{load_id}/draft")
async def make_draft(visit: Editing, load_id: LoadId, revision: Revision) -> Response:
    load = await visit.office.post(
        path_of("loads", load_id, "draft"), LoadSummary, DraftRequest(revision=revision)
    )
    return visit.go(f"/desk/approval/{load.proposal_id}", said="loads.drafted")


def _regions() -> list[tuple[str, str]]:
    return [(region.code, region.name) for region in RegionRegistry.load().regions]
