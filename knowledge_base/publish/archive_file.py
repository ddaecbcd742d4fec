"""The archive as a file: a ZIP of one JSON-lines file a table, and a manifest with hashes and counts.

Both ways it goes through row by row. The manifest is the last member, since it tells of all others; who reads
an archive begins with it. An archive is believed only after every member was found to be what it says.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge_base.archiving import Row
from knowledge_base.errors import ArchiveRefused
from knowledge_base.messages import message

MANIFEST = "manifest.json"
_LARGEST_MANIFEST_BYTES = 1_000_000
_LONGEST_LINE_BYTES = 100_000_000
"""A file that was loaded stands in one row."""
_BLOCK_BYTES = 1 << 20
_SUM = 1 << 256


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TableEntry(_Strict):
    """`sha256` is of the member's bytes, `content` tells the rows from others in whatever order they are."""

    name: str = Field(pattern=r"^knowledge_[a-z_]{1,60}$")
    rows: int = Field(ge=0)
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    content: str = Field(pattern=r"^[0-9a-f]{64}$")

    @property
    def member(self) -> str:
        return f"tables/{self.name}.jsonl"


class Manifest(_Strict):
    """`tables` are in an order in which they can be filled; `schema_revision` is that of their columns."""

    format: Literal["civicdesk-knowledge-archive"] = "civicdesk-knowledge-archive"
    format_version: Literal[1] = 1
    schema_revision: str
    made_at: str
    tables: list[TableEntry]
    audit_lines: int = Field(ge=0)
    audit_last_hash: str = Field(pattern=r"^[0-9a-f]{64}$")

    @property
    def rows(self) -> dict[str, int]:
        return {table.name: table.rows for table in self.tables}


@dataclass
class ContentHash:
    """A sum over the hashes of rows, which does not depend on their order."""

    total: int = 0

    def add(self, line: bytes) -> None:
        self.total = (self.total + int.from_bytes(hashlib.sha256(line).digest(), "big")) % _SUM

    def told(self) -> str:
        return f"{self.total:064x}"


def line_of(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


class ArchiveWriter:
    """Members in the order in which they are put; `finish` writes the manifest. What was not finished is no
    archive: it has none."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._tables: list[TableEntry] = []

    def __enter__(self) -> "ArchiveWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def put(self, name: str, rows: Iterable[Row]) -> None:
        digest, content, count, size = hashlib.sha256(), ContentHash(), 0, 0
        with self._zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as member:
            for line in map(line_of, rows):
                member.write(line)
                digest.update(line)
                content.add(line)
                count, size = count + 1, size + len(line)
        self._tables.append(
            TableEntry(name=name, rows=count, bytes=size, sha256=digest.hexdigest(), content=content.told())
        )

    def finish(
        self, *, schema_revision: str, made_at: str, audit_lines: int, audit_last_hash: str
    ) -> Manifest:
        manifest = Manifest(
            schema_revision=schema_revision,
            made_at=made_at,
            tables=self._tables,
            audit_lines=audit_lines,
            audit_last_hash=audit_last_hash,
        )
        self._zip.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        return manifest


class ArchiveReader:
    """An archive whose members were all found to be what the manifest says.

    Raises:
        ArchiveRefused: it is not an archive, not whole, or was altered.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise _refused("archive_not_ours") from error
        try:
            self.manifest = self._read_manifest()
            self._check_members()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> "ArchiveReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def rows(self, table: TableEntry) -> Iterator[Row]:
        with self._zip.open(table.member) as member:
            for line in member:
                yield _row(line, table)

    def _read_manifest(self) -> Manifest:
        try:
            if self._zip.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST_BYTES:
                raise _refused("archive_not_ours")
            return Manifest.model_validate_json(self._zip.read(MANIFEST))
        except (KeyError, ValidationError, zipfile.BadZipFile, RuntimeError, OSError) as error:
            raise _refused("archive_not_ours") from error

    def _check_members(self) -> None:
        expected = sorted([MANIFEST, *(table.member for table in self.manifest.tables)])
        if sorted(member.filename for member in self._zip.infolist()) != expected:
            raise _refused("archive_members")
        for table in self.manifest.tables:
            try:
                self._check_member(table)
            except (zipfile.BadZipFile, RuntimeError, OSError, EOFError) as error:
                raise _altered(table) from error

    def _check_member(self, table: TableEntry) -> None:
        """Reads no more than the manifest says there is, however much it unpacks to."""
        digest, read, lines, line = hashlib.sha256(), 0, 0, 0
        with self._zip.open(table.member) as member:
            while read <= table.bytes and (block := member.read(_BLOCK_BYTES)):
                digest.update(block)
                read, lines = read + len(block), lines + block.count(b"\n")
                after = len(block) - 1 - block.rfind(b"\n") if b"\n" in block else line + len(block)
                line = after
                if line > _LONGEST_LINE_BYTES:
                    raise _altered(table)
        if (read, lines, digest.hexdigest()) != (table.bytes, table.rows, table.sha256):
            raise _altered(table)


def _row(line: bytes, table: TableEntry) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise _altered(table) from error
    if not isinstance(row, dict):
        raise _altered(table)
    return row


def _altered(table: TableEntry) -> ArchiveRefused:
    return ArchiveRefused(table.name, message=message("archive_altered", table=table.name))


def _refused(key: str) -> ArchiveRefused:
    return ArchiveRefused(key, message=message(key))
