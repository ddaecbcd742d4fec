"""The documents in a ZIP archive, unpacked within limits."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from knowledge_base.errors import FileTooLarge, PackageRefused
from knowledge_base.ingest.read import LARGEST_FILE_BYTES, LARGEST_UNPACKED_BYTES, SUFFIXES

MOST_ENTRIES = 2_000
MOST_DOCUMENTS = 200
HIGHEST_RATIO = 200
"""Unpacked to packed bytes: official papers stay far below, archives made to fill a disk lie far above."""
SMALL_BYTES = 1_000_000
"""What unpacks to less is no danger, whatever its ratio."""
_UTF8_NAME = 0x800


@dataclass(frozen=True)
class Unpacked:
    """Files with a suffix that we read, and the names of those that were left out."""

    files: tuple[tuple[str, bytes], ...]
    left_out: tuple[str, ...]


def is_zip(name: str, content: bytes) -> bool:
    return PurePosixPath(name).suffix.lower() == ".zip" and content.startswith(b"PK")


def unpack(name: str, content: bytes) -> Unpacked:
    """Nothing is written to a disk, and folders of the archive are dropped from names.

    Raises: PackageRefused, FileTooLarge.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(name, entries)
            wanted = [entry for entry in entries if _is_document(_name(entry))]
            if len(wanted) > MOST_DOCUMENTS:
                raise PackageRefused(f"{name!r} holds {len(wanted)} documents")
            files = tuple((PurePosixPath(_name(entry)).name, archive.read(entry)) for entry in wanted)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise PackageRefused(f"{name!r}: {error}") from error
    others = [_name(entry) for entry in entries if entry not in wanted and not _is_of_a_system(_name(entry))]
    return Unpacked(files, tuple(PurePosixPath(other).name for other in others))


def _check(name: str, entries: list[zipfile.ZipInfo]) -> None:
    # zipfile never unpacks more of an entry than its directory declares.
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > LARGEST_UNPACKED_BYTES:
        raise FileTooLarge(f"{name!r} unpacks to {total} bytes in {len(entries)} entries")
    for entry in entries:
        if entry.file_size > LARGEST_FILE_BYTES:
            raise FileTooLarge(f"{entry.filename!r} in {name!r} has {entry.file_size} bytes")
        if entry.file_size > SMALL_BYTES and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise PackageRefused(f"{entry.filename!r} in {name!r} is packed too tightly")


def _name(entry: zipfile.ZipInfo) -> str:
    """Programs of Chinese systems write names in GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_document(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in SUFFIXES and not _is_of_a_system(name)


def _is_of_a_system(name: str) -> bool:
    """What a system puts beside the files, such as `__MACOSX/._plan.docx`."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(("._", "~$"))
