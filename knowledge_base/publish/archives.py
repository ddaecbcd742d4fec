"""The whole knowledge base out into a file and back, with its audit chain; and a rehearsal of that."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chassis.audit import Verdict
from chassis.clock import Clock
from chassis.staff import Person
from knowledge_base.archiving import ArchiveStore, Row
from knowledge_base.errors import ArchiveRefused
from knowledge_base.messages import message
from knowledge_base.publish.archive_file import (
    ArchiveReader,
    ArchiveWriter,
    ContentHash,
    Manifest,
    line_of,
)


@dataclass(frozen=True)
class Archives:
    """`elsewhere` makes an empty database of the newest schema that is thrown away afterwards."""

    store: ArchiveStore
    clock: Clock
    elsewhere: Callable[[], AbstractContextManager[ArchiveStore]]

    def take_out(self, file: IO[bytes], person: Person) -> Manifest:
        """All as it is at one moment, with the line that says who took it."""
        now = self.clock.now()
        self.store.note(person, "archive.exported", {}, at=now)
        with self.store.snapshot() as snapshot, ArchiveWriter(file) as writer:
            chain = snapshot.audit()
            if chain.broken_at is not None:
                raise ArchiveRefused(str(chain), message=message("own_chain_broken", line=chain.broken_at))
            for table in snapshot.tables:
                writer.put(table, snapshot.rows(table))
            return writer.finish(
                schema_revision=self.store.schema(),
                made_at=now.isoformat(),
                audit_lines=chain.lines,
                audit_last_hash=chain.last_hash,
            )

    def bring_in(self, path: Path, person: Person) -> tuple[Manifest, bool]:
        """Into an empty knowledge base, or not at all. Whether anything was changed: the same archive again
        changes nothing.

        Raises:
            ArchiveRefused: the archive is not whole, was altered, or is newer than this program.
            ArchiveTargetInUse: there is something else in the database.
        """
        with ArchiveReader(path) as archive:
            manifest = archive.manifest
            self._require_columns(archive)
            if not self.store.is_empty() and self._holds(manifest):
                return manifest, False
            self.store.restore(_tables(archive), audit=_chain(manifest))
        detail = {"made_at": manifest.made_at, "audit_lines": manifest.audit_lines}
        self.store.note(person, "archive.imported", detail, at=self.clock.now())
        return manifest, True

    def rehearse(self, path: Path) -> Manifest:
        """Restore into a database that is thrown away, and compare what stands there with the manifest.

        Raises:
            ArchiveRefused: it could not be restored, or not to what it says.
        """
        with ArchiveReader(path) as archive, self.elsewhere() as store:
            self._require_columns(archive)
            store.restore(_tables(archive), audit=_chain(archive.manifest))
            with store.snapshot() as snapshot:
                for table in archive.manifest.tables:
                    if _content(snapshot.rows(table.name)) != table.content:
                        told = message("archive_altered", table=table.name)
                        raise ArchiveRefused(table.name, message=told)
            return archive.manifest

    def verify_audit(self) -> Verdict:
        with self.store.snapshot() as snapshot:
            return snapshot.audit()

    def _require_columns(self, archive: ArchiveReader) -> None:
        """An archive of an older program fits where what was added since may be empty."""
        ours, manifest = self.store.columns(), archive.manifest
        if manifest.schema_revision > self.store.schema():
            raise ArchiveRefused(manifest.schema_revision, message=message("archive_newer"))
        for table in manifest.tables:
            known, first = ours.get(table.name), next(archive.rows(table), None)
            if known is None:
                raise ArchiveRefused(table.name, message=message("archive_newer"))
            if first is None:
                continue
            needed = {name for name, is_needed in known.items() if is_needed}
            if not needed <= first.keys() <= known.keys():
                raise ArchiveRefused(table.name, message=message("archive_row", table=table.name))

    def _holds(self, manifest: Manifest) -> bool:
        """Whether the database holds just this, and of the audit chain its beginning."""
        with self.store.snapshot() as snapshot:
            for table in manifest.tables:
                rows = snapshot.rows(table.name)
                if table.name == "knowledge_audit":
                    rows = (row for row in rows if row["number"] <= manifest.audit_lines)
                if _content(rows) != table.content:
                    return False
        return True


def _tables(archive: ArchiveReader) -> Iterator[tuple[str, Iterator[Row]]]:
    for table in archive.manifest.tables:
        yield table.name, archive.rows(table)


def _chain(manifest: Manifest) -> Verdict:
    return Verdict(lines=manifest.audit_lines, last_hash=manifest.audit_last_hash)


def _content(rows: Iterator[Row]) -> str:
    content = ContentHash()
    for row in rows:
        content.add(line_of(row))
    return content.told()
