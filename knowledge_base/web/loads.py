"""Staff routes of loads: send files, look at what was read, put it right, make it a draft."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Path, Query, Response, UploadFile

from chassis.staff_web import Editing, Viewing
from chassis.web import documented
from knowledge_base.days import Day
from knowledge_base.desk_wire.loads import (
    MAX_FILES,
    MAX_LOADS_PAGE,
    CorrectionsRequest,
    DraftRequest,
    LoadPage,
    LoadsSent,
    LoadSummary,
    LoadView,
    OriginalView,
    RefusedFile,
    TakeBackRequest,
)
from knowledge_base.errors import (
    AddressInvalid,
    CorrectionImpossible,
    DocumentRefused,
    LoadChanged,
    LoadNotOpen,
    LoadUnknown,
    NothingToLoad,
    RegionUnknown,
    SameAsPublished,
    TooManyLoads,
)
from knowledge_base.load import LoadState, NewFile
from knowledge_base.web.deps import DeskHere
from knowledge_base.web.load_views import load_summary, load_view, to_correction

_HIGHEST = 2_000_000_000
"""Numbers of a database's column."""

_CHANGING = (LoadUnknown, LoadNotOpen, LoadChanged)

router = APIRouter(prefix="/kb/v1/desk", tags=["loads"])

LoadId = Annotated[int, Path(ge=1, le=_HIGHEST)]


class FileResponse(Response):
    media_type = "application/octet-stream"


_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file as it was sent."}
}


@router.post("/loads", responses=documented(NothingToLoad, AddressInvalid, TooManyLoads, RegionUnknown))
def send(
    person: Editing,
    desk: DeskHere,
    *,
    files: Annotated[list[UploadFile], File(max_length=MAX_FILES)],
    address: Annotated[str | None, Form(max_length=2_000)] = None,
    region: Annotated[str | None, Form(pattern=r"^\d{6}$")] = None,
    effective_from: Annotated[Day | None, Form()] = None,
) -> LoadsSent:
    """Queue files to be read: HTML, DOCX, PDF, TXT, MD, or a ZIP of them. Nothing is published by it.

    `address` is that of the page which a file is the saved page of. The same file again by the same person is
    the load that it was.
    """
    sent = desk.loads.send(
        [
            NewFile(file.filename or "", file.file.read(), address, region, effective_from)
            for file in files
            if file.filename
        ],
        person,
    )
    return LoadsSent(
        loads=[load_summary(load) for load in sent.loads],
        refused=[RefusedFile(name=name, message=message) for name, message in sent.refused],
    )


@router.get("/loads", responses=documented())
def loads(
    person: Viewing,
    desk: DeskHere,
    *,
    state: Annotated[list[LoadState] | None, Query(max_length=6)] = None,
    mine: bool = False,
    before: Annotated[int | None, Query(ge=1, le=_HIGHEST)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LOADS_PAGE)] = 30,
) -> LoadPage:
    """Loads, the latest first. `mine`: only those that the person who asks has sent."""
    account = person.account if mine else None
    found = desk.loads.page(states=state or (), account=account, before=before, limit=limit + 1)
    older = found[limit - 1].id if len(found) > limit else None
    return LoadPage(loads=[load_summary(load) for load in found[:limit]], older=older)


@router.get("/loads/{load_id}", responses=documented(LoadUnknown))
def load(_: Viewing, desk: DeskHere, load_id: LoadId) -> LoadView:
    """How far a load is, and once it was read, what it will be and what of it is there already."""
    return _view(desk, load_id)


@router.get("/loads/{load_id}/original", responses=documented(LoadUnknown, LoadNotOpen))
def original(_: Viewing, desk: DeskHere, load_id: LoadId) -> OriginalView:
    """What the file says, line by line."""
    return OriginalView(lines=desk.loads.original(load_id))


@router.get(
    "/loads/{load_id}/file",
    response_class=FileResponse,
    responses={**documented(LoadUnknown, LoadNotOpen), **_FILE},
)
def file(_: Viewing, desk: DeskHere, load_id: LoadId) -> FileResponse:
    """The file as it was sent."""
    name, content = desk.loads.file(load_id)
    return FileResponse(
        content, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )


@router.post("/loads/{load_id}/cancel", responses=documented(LoadUnknown, LoadNotOpen))
def cancel(person: Editing, desk: DeskHere, load_id: LoadId) -> LoadSummary:
    """Stop reading it, or throw away what was read."""
    return load_summary(desk.loads.cancel(load_id, person))


@router.post("/loads/{load_id}/corrections", responses=documented(*_CHANGING, CorrectionImpossible))
def correct(person: Editing, desk: DeskHere, load_id: LoadId, request: CorrectionsRequest) -> LoadView:
    """Put right what was read; kept for when the same paper is loaded again."""
    new = [to_correction(correction) for correction in request.corrections]
    desk.loads.correct(load_id, new, person, revision=request.revision)
    return _view(desk, load_id)


@router.post("/loads/{load_id}/corrections/take-back", responses=documented(*_CHANGING))
def take_back(person: Editing, desk: DeskHere, load_id: LoadId, request: TakeBackRequest) -> LoadView:
    """Drop one correction."""
    desk.loads.take_back(load_id, request.index, person, revision=request.revision)
    return _view(desk, load_id)


@router.post("/loads/{load_id}/draft", responses=documented(*_CHANGING, SameAsPublished, DocumentRefused))
def draft(person: Editing, desk: DeskHere, load_id: LoadId, request: DraftRequest) -> LoadSummary:
    """Make it a draft version with a proposal; readers see nothing of it yet."""
    return load_summary(desk.loads.draft(load_id, person, revision=request.revision))


def _view(desk: DeskHere, load_id: int) -> LoadView:
    found = desk.loads.look(load_id)
    return load_view(found.load, found.preview, found.duplicates)
