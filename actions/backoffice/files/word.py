"""Word documents: an archive of parts, none of which does anything or fetches anything, kept as they came."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml.etree import XMLParser, XMLSyntaxError, _Element, fromstring

from actions.backoffice.files.eicar import refuse_virus
from actions.backoffice.files.places import refuse_place
from actions.backoffice.files.refusal import Reason, Refused

MOST_PARTS = 2000
MOST_UNPACKED_BYTES = 100_000_000
_READ_BYTES = 1_000_000
_PDF_LOOKED_FOR_BYTES = 1024
_ENCRYPTED = 0x1
_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE_PARTS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/.*|embeddings/.*|customUI/.*|.*\.(exe|dll|js|vbs|docm|dotm))$",
    re.IGNORECASE,
)
_FETCHED_ONLY_WHEN_CLICKED = "/relationships/hyperlink"
_OUTSIDE_ADDRESS = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_XML = re.compile(r"\.(xml|rels)$", re.IGNORECASE)


def refuse_unsafe(content: bytes) -> None:
    """Raises: Refused."""
    if b"%PDF-" in content[:_PDF_LOOKED_FOR_BYTES]:
        raise Refused(Reason.DISGUISED, "a PDF in an archive")
    try:
        with ZipFile(BytesIO(content)) as archive:
            _refuse_frame(archive, len(content))
            for name, part in _unpacked(archive):
                _refuse_part(name, part)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused(Reason.WORD_BROKEN, type(error).__name__) from error


def _refuse_frame(archive: ZipFile, size: int) -> None:
    """What the archive says of itself, before anything is unpacked."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if _TYPES not in names or "word/document.xml" not in names:
        raise Refused(Reason.ARCHIVE)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise Refused(Reason.WORD_TOO_LARGE, "by its own account")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Refused(Reason.WORD_LOCKED)
    if len(set(names)) != len(names) or any(_is_strange(part) for part in parts):
        raise Refused(Reason.WORD_BROKEN, "strange parts")
    if sum(part.compress_size for part in parts) > size or archive.comment:
        raise Refused(Reason.DISGUISED, "parts that overlap, or a comment")
    if any(_ACTIVE_PARTS.search(name) for name in names):
        raise Refused(Reason.WORD_ACTIVE, "an active part")


def _is_strange(part: ZipInfo) -> bool:
    leaves = part.filename.startswith(("/", "\\")) or ".." in part.filename.split("/")
    return leaves or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED)


def _unpacked(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Name and content, whatever the archive said of its size."""
    left = MOST_UNPACKED_BYTES
    for part in archive.infolist():
        read = bytearray()
        with archive.open(part) as source:
            while chunk := source.read(_READ_BYTES):
                left -= len(chunk)
                if left < 0:
                    raise Refused(Reason.WORD_TOO_LARGE, "when unpacked")
                read += chunk
        yield part.filename, bytes(read)


def _refuse_part(name: str, part: bytes) -> None:
    refuse_virus(part)
    if not _XML.search(name):
        refuse_place(part)
        return
    root = _parsed(part)
    if name == _TYPES:
        _refuse_types(root)
    elif name.endswith(".rels"):
        _refuse_relations(root)


def _parsed(part: bytes) -> _Element:
    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = fromstring(part, parser)
    except XMLSyntaxError as error:
        raise Refused(Reason.WORD_BROKEN, "XML") from error
    if root.getroottree().docinfo.doctype:
        raise Refused(Reason.WORD_BROKEN, "a document type in XML")
    return root


def _refuse_types(root: _Element) -> None:
    types = {str(entry.get("ContentType", "")) for entry in root}
    if any("macroEnabled" in type_ or "vba" in type_.lower() for type_ in types):
        raise Refused(Reason.WORD_ACTIVE, "macros")
    if _DOCUMENT not in types:
        raise Refused(Reason.ARCHIVE, "not a Word document")


def _refuse_relations(root: _Element) -> None:
    """A link is followed only by whoever clicks it; everything else outside is fetched on opening."""
    for relation in root:
        if str(relation.get("TargetMode", "")).lower() != "external":
            continue
        is_link = str(relation.get("Type", "")).endswith(_FETCHED_ONLY_WHEN_CLICKED)
        if not is_link or not _OUTSIDE_ADDRESS.match(str(relation.get("Target", ""))):
            raise Refused(Reason.WORD_ACTIVE, "fetches from outside")
