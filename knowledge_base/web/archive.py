"""Staff routes: take the whole knowledge base out, and see whether an archive could be restored."""

import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from fastapi import APIRouter, UploadFile
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from chassis.staff_web import Administering
from chassis.web import documented
from knowledge_base.desk_wire.archive import ArchiveView
from knowledge_base.errors import ArchiveRefused
from knowledge_base.publish.archive_file import Manifest
from knowledge_base.web.deps import DeskHere

router = APIRouter(prefix="/kb/v1/desk", tags=["archive"])


@router.get("/archive", responses=documented(ArchiveRefused), response_class=FileResponse)
def take_out(person: Administering, desk: DeskHere) -> FileResponse:
    """The whole knowledge base with its audit chain, as one ZIP."""
    with NamedTemporaryFile(prefix="archive-", suffix=".zip", delete=False) as file:
        path = Path(file.name)
        try:
            desk.archives.take_out(file, person)
        except BaseException:
            path.unlink()
            raise
    name = f"knowledge-{desk.clock.now():%Y%m%d-%H%M}.zip"
    return FileResponse(
        path, media_type="application/zip", filename=name, background=BackgroundTask(path.unlink)
    )


@router.post("/archive/check", responses=documented(ArchiveRefused))
def check(_: Administering, file: UploadFile, desk: DeskHere) -> ArchiveView:
    """Restore an archive into a database that is thrown away, and compare. Nothing here is changed."""
    with TemporaryDirectory(prefix="archive-") as folder:
        path = Path(folder) / "archive.zip"
        with path.open("wb") as copy:
            shutil.copyfileobj(file.file, copy)
        return _view(desk.archives.rehearse(path))


def _view(manifest: Manifest) -> ArchiveView:
    return ArchiveView(
        made_at=manifest.made_at,
        schema_revision=manifest.schema_revision,
        rows=manifest.rows,
        audit_lines=manifest.audit_lines,
        audit_last_hash=manifest.audit_last_hash,
    )
