"""Puts together what takes files and makes drafts."""

from dataclasses import dataclass

from sqlalchemy import Engine

from actions.backoffice.files.clamd import ClamdScan, Scan, no_scan
from actions.backoffice.files.confinement import ConfinedInspection
from actions.backoffice.handlers.file_keeping import FileKeeping, FileLimits, FileTexts
from actions.backoffice.handlers.files import FileHandler
from actions.backoffice.handlers.mediation import MediationHandler
from actions.backoffice.mediation_document import MediationTexts
from actions.backoffice.repository.files import FileRepository
from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.writes import Writer


@dataclass(frozen=True)
class FileDesk:
    files: FileHandler
    mediation: MediationHandler


def assemble_files(settings: BackofficeSettings, engine: Engine, writer: Writer) -> FileDesk:
    limits = FileLimits(
        megabytes=settings.file_megabytes,
        files=settings.files_per_conversation,
        megabytes_together=settings.file_megabytes_per_conversation,
    )
    keeping = FileKeeping(FileRepository(writer.cipher), FileTexts.load("files"), limits)
    files = FileHandler(
        engine=engine,
        writer=writer,
        keeping=keeping,
        look=ConfinedInspection(limits.bytes),
        scan=_scan(settings),
    )
    return FileDesk(files, MediationHandler(writer, keeping, MediationTexts.load("mediation")))


def _scan(settings: BackofficeSettings) -> Scan:
    return ClamdScan(settings.clamd, settings.clamd_seconds) if settings.clamd else no_scan
