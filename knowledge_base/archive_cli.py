"""The commands that take the knowledge base out, bring it in, and verify both archive and audit chain."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from chassis.clock import SystemClock
from chassis.database import create_engine
from chassis.staff import Person
from knowledge_base.archive_bootstrap import build_archives
from knowledge_base.errors import ArchiveRefused
from knowledge_base.messages import message
from knowledge_base.migrate import migrate
from knowledge_base.ownership import own_index
from knowledge_base.publish.archive_file import Manifest
from knowledge_base.publish.archives import Archives
from knowledge_base.settings import KnowledgeSettings

File = Annotated[Path, typer.Argument(help=message("argument_archive"))]


def add_to(app: typer.Typer) -> None:
    app.command("export", help=message("command_export"))(export)
    app.command("import", help=message("command_import"))(bring_in)
    app.command("verify-archive", help=message("command_verify_archive"))(verify_archive)
    app.command("verify-audit", help=message("command_verify_audit"))(verify_audit)


def export(file: File) -> None:
    """The file appears when it is whole; one that is there already is kept."""
    if file.exists():
        raise ArchiveRefused(str(file), message=message("archive_exists", file=file))
    half = file.with_name(f".{file.name}.{os.getpid()}")
    with _archives() as archives:
        try:
            with half.open("xb") as out:
                manifest = archives.take_out(out, _operator())
                out.flush()
                os.fsync(out.fileno())
            half.replace(file)
        except OSError as error:
            told = message("archive_unwritable", file=file)
            raise ArchiveRefused(str(error), message=told) from error
        finally:
            half.unlink(missing_ok=True)
    typer.echo(message("archive_exported", file=file, **_counts(manifest)))


def bring_in(file: File) -> None:
    """While no service runs: what it knows of its documents would be out of date."""
    settings = KnowledgeSettings()
    with own_index(settings.lock_file), _archives() as archives:
        manifest, changed = archives.bring_in(file, _operator())
    typer.echo(message("archive_imported" if changed else "archive_imported_same", **_counts(manifest)))


def verify_archive(file: File) -> None:
    with _archives() as archives:
        manifest = archives.rehearse(file)
    typer.echo(message("archive_verified", **_counts(manifest)))


def verify_audit() -> None:
    with _archives() as archives:
        verdict = archives.verify_audit()
    if verdict.broken_at is not None:
        typer.echo(message("audit_broken", line=verdict.broken_at), err=True)
        raise typer.Exit(1)
    typer.echo(message("audit_whole", lines=verdict.lines, last_hash=verdict.last_hash))


@contextmanager
def _archives() -> Iterator[Archives]:
    settings = KnowledgeSettings()
    migrate(settings)
    engine = create_engine(settings.knowledge_database_url)
    try:
        yield build_archives(engine, SystemClock())
    finally:
        engine.dispose()


def _operator() -> Person:
    """Who is at the machine, as the system knows them; they have no role at the desks."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = str(os.getuid())
    return Person(f"machine:{name}"[:100], name[:100], frozenset())


def _counts(manifest: Manifest) -> dict[str, object]:
    rows = manifest.rows
    return {
        "documents": rows.get("knowledge_documents", 0),
        "versions": rows.get("knowledge_versions", 0),
        "lines": manifest.audit_lines,
        "last_hash": manifest.audit_last_hash,
    }
