"""Reads an official document from the bytes of a file."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import PurePath

from knowledge_base.errors import ContentMismatch, FileTooLarge, FormatUnknown, TextMissing
from knowledge_base.ingest.blocks import Block, Paragraph, squeeze
from knowledge_base.ingest.broken_lines import join_broken
from knowledge_base.ingest.decode import decode
from knowledge_base.ingest.flattened_tables import rebuild
from knowledge_base.ingest.furniture import find_end, find_title, is_page_line, without_contents
from knowledge_base.ingest.head import is_addressee, read_head
from knowledge_base.ingest.headings import heading_of
from knowledge_base.ingest.parse_docx import parse_docx
from knowledge_base.ingest.parse_html import parse_html
from knowledge_base.ingest.parse_pdf import parse_pdf
from knowledge_base.ingest.parse_text import parse_markdown, parse_text
from knowledge_base.ingest.tree import build
from knowledge_base.models import ParsedDocument

LARGEST_FILE_BYTES = 30 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_ZIP_ENTRIES = 5_000
FEWEST_CHARACTERS = 20

_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|div|p|table|article|section|h[1-6])\b", re.I)
_HTML_FILE = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?<\s*(?:!doctype\s+html|html)\b", re.I)


def read_document(name: str, content: bytes) -> ParsedDocument:
    """The head, the text and the sections of an official document.

    Raises: DocumentRefused, by its kind: FormatUnknown, ContentMismatch, FileTooLarge, TextMissing,
        TableBroken.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise FileTooLarge(f"{name!r} has {len(content)} bytes")
    if not content:
        raise TextMissing(f"{name!r} is empty")
    return parse_blocks(_blocks(name, content), name=name)


def parse_blocks(blocks: Sequence[Block], *, name: str = "") -> ParsedDocument:
    """The document that the blocks of a file hold."""
    _demand_text(name, blocks)
    title = find_title(blocks)
    end = find_end(blocks)
    front = read_head(blocks, title=title, end=end)
    body = _body(blocks[title.start if title else 0 : end], front.bare_lines)
    text, sections = build(join_broken(rebuild(body)), title=front.head.title, bare_lines=front.bare_lines)
    _demand_text(name, body)
    return ParsedDocument(front.head, text, sections)


def _body(blocks: Sequence[Block], bare_lines: frozenset[str]) -> list[Block]:
    """The document's own blocks: no page lines in front, no second title, no table of contents."""
    seen: set[str] = set()
    kept: list[Block] = []
    in_front = True
    for block in without_contents(blocks):
        if in_front and isinstance(block, Paragraph):
            line = squeeze(block.text)
            if is_page_line(block.text) or line in seen:
                continue
            if line in bare_lines or is_addressee(block.text):
                seen.add(line)
            heading = heading_of(block)
            in_front = heading is None or heading.run_in or line in bare_lines
        kept.append(block)
    return kept


def _demand_text(name: str, blocks: Sequence[Block]) -> None:
    count = 0
    for block in blocks:
        lines = [block.text] if isinstance(block, Paragraph) else [line.text for line in block.lines]
        count += sum(len(squeeze(line)) for line in lines)
    if count < FEWEST_CHARACTERS:
        raise TextMissing(f"{name!r} holds {count} characters of text")


def _blocks(name: str, content: bytes) -> list[Block]:
    readers: dict[str, Callable[[str, bytes], list[Block]]] = {
        ".html": _read_html,
        ".htm": _read_html,
        ".docx": _read_docx,
        ".pdf": _read_pdf,
        ".txt": _read_text,
        ".md": _read_markdown,
    }
    suffix = PurePath(name).suffix.lower()
    if suffix not in readers:
        raise FormatUnknown(f"suffix {suffix!r} of {name!r}")
    return readers[suffix](name, content)


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


def _read_pdf(name: str, content: bytes) -> list[Block]:
    if b"%PDF-" not in content[:1024]:
        raise ContentMismatch(f"{name!r} is no PDF")
    return parse_pdf(content)


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
