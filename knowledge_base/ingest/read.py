"""Reads an official document from the bytes of a file."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from knowledge_base.errors import ContentMismatch, FileTooLarge, FormatUnknown, TextMissing
from knowledge_base.ingest.blocks import Block
from knowledge_base.ingest.decode import decode
from knowledge_base.ingest.layout import assemble, lay_out
from knowledge_base.ingest.parse_docx import parse_docx
from knowledge_base.ingest.parse_html import parse_html
from knowledge_base.ingest.parse_pdf import OnPage, parse_pdf, quietly
from knowledge_base.ingest.parse_text import parse_markdown, parse_text
from knowledge_base.models import ParsedDocument
from knowledge_base.ports import ScanReader

LARGEST_FILE_BYTES = 30 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_ZIP_ENTRIES = 5_000

_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|div|p|table|article|section|h[1-6])\b", re.I)
_HTML_FILE = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?<\s*(?:!doctype\s+html|html)\b", re.I)


@dataclass(frozen=True)
class FileRead:
    """What stands in a file, furniture of its page and all; `doubts` are for a person."""

    blocks: tuple[Block, ...]
    doubts: tuple[str, ...] = ()


def read_document(name: str, content: bytes, *, scans: ScanReader | None = None) -> ParsedDocument:
    """The head, the text and the sections of an official document.

    Raises: DocumentRefused, by its kind: FormatUnknown, ContentMismatch, FileTooLarge, TextMissing,
        TableBroken.
    """
    found = read_file(name, content, scans=scans)
    parsed = parse_blocks(found.blocks, name=name)
    return replace(parsed, head=replace(parsed.head, doubts=(*found.doubts, *parsed.head.doubts)))


def read_file(
    name: str, content: bytes, *, scans: ScanReader | None = None, on_page: OnPage = quietly
) -> FileRead:
    """The blocks of a file. With `scans`, pages that are pictures are read too.

    `on_page` is told of every page of a PDF, and may end the reading by raising.

    Raises: DocumentRefused, as `read_document`.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise FileTooLarge(f"{name!r} has {len(content)} bytes")
    if not content:
        raise TextMissing(f"{name!r} is empty")
    suffix = PurePath(name).suffix.lower()
    if suffix == ".pdf":
        if b"%PDF-" not in content[:1024]:
            raise ContentMismatch(f"{name!r} is no PDF")
        pages = parse_pdf(content, scans=scans, on_page=on_page)
        return FileRead(tuple(pages.blocks), pages.doubts)
    if suffix not in _READERS:
        raise FormatUnknown(f"suffix {suffix!r} of {name!r}")
    return FileRead(tuple(_READERS[suffix](name, content)))


def parse_blocks(blocks: Sequence[Block], *, name: str = "") -> ParsedDocument:
    """The document that the blocks of a file hold."""
    return assemble(lay_out(blocks, name=name))


def _read_html(name: str, content: bytes) -> list[Block]:
    text = decode(name, content)
    if not _HTML.search(text):
        raise ContentMismatch(f"{name!r} holds no HTML element")
    return parse_html(text)


def _read_text(name: str, content: bytes) -> list[Block]:
    text = decode(name, content)
    if _HTML_FILE.match(text):
        raise ContentMismatch(f"{name!r} is HTML")
    return parse_text(text)


def _read_markdown(name: str, content: bytes) -> list[Block]:
    text = decode(name, content)
    if _HTML_FILE.match(text):
        raise ContentMismatch(f"{name!r} is HTML")
    return parse_markdown(text)


def _read_docx(name: str, content: bytes) -> list[Block]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ContentMismatch(f"{name!r} is no ZIP archive") from error
    names = {entry.filename for entry in entries}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise ContentMismatch(f"{name!r} is no Word document")
    # zipfile never unpacks more of an entry than its directory declares.
    unpacked_bytes = sum(entry.file_size for entry in entries)
    if unpacked_bytes > LARGEST_UNPACKED_BYTES or len(entries) > MOST_ZIP_ENTRIES:
        raise FileTooLarge(f"{name!r} unpacks to {unpacked_bytes} bytes in {len(entries)} entries")
    return parse_docx(content)


_READERS: dict[str, Callable[[str, bytes], list[Block]]] = {
    ".html": _read_html,
    ".htm": _read_html,
    ".docx": _read_docx,
    ".txt": _read_text,
    ".md": _read_markdown,
}

SUFFIXES = frozenset({*_READERS, ".pdf"})
"""Of the files that are read."""
