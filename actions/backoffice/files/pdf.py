"""PDFs that show pages and do nothing else, kept as they came: an electronic signature stays valid."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import is_zipfile

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from actions.backoffice.files.eicar import refuse_virus
from actions.backoffice.files.pictures import MOST_PIXELS
from actions.backoffice.files.places import refuse_place
from actions.backoffice.files.refusal import Reason, Refused

MOST_OBJECTS = 300_000
MOST_UNPACKED_BYTES = 100_000_000
_ACTIVE = frozenset({"/JS", "/JavaScript", "/Launch", "/ImportData", "/RichMedia", "/XFA", "/SubmitForm"})
_ATTACHMENT = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/EF", "/FileAttachment", "/GoToE"})
# Searched for in the raw bytes too: an object that no table lists is found by readers that repair.
_ACTIVE_RAW = (b"/JavaScript", b"/RichMedia", b"/ImportData")
_ATTACHMENT_RAW = (b"/EmbeddedFile", b"/FileAttachment")
_UNPACKED = frozenset({"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"})
_PHOTOGRAPH = "/DCTDecode"


def refuse_unsafe(content: bytes) -> None:
    """Raises: Refused."""
    if is_zipfile(BytesIO(content)):
        raise Refused(Reason.DISGUISED, "an archive in a PDF")
    if any(token in content for token in _ACTIVE_RAW):
        raise Refused(Reason.PDF_ACTIVE, "raw")
    if any(token in content for token in _ATTACHMENT_RAW):
        raise Refused(Reason.PDF_ATTACHMENT, "raw")
    try:
        _refuse_objects(_opened(content))
    except Refused:
        raise
    except (LimitReachedError, MemoryError) as error:
        raise Refused(Reason.PDF_TOO_LARGE, type(error).__name__) from error
    except Exception as error:  # of what a broken file may raise, pypdf promises no list
        raise Refused(Reason.PDF_BROKEN, type(error).__name__) from error


def _opened(content: bytes) -> PdfReader:
    """Many official letters are locked against changes alone, with an empty password for reading."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(Reason.PDF_LOCKED)
    if not len(reader.pages):
        raise Refused(Reason.PDF_BROKEN, "no pages")
    return reader


def _refuse_objects(reader: PdfReader) -> None:
    left = MOST_UNPACKED_BYTES
    for thing in _all_objects(reader):
        if isinstance(thing, DictionaryObject):
            _refuse_names(thing)
        if isinstance(thing, StreamObject):
            left -= _refuse_stream(thing)
            if left < 0:
                raise Refused(Reason.PDF_TOO_LARGE, "when unpacked")


def _all_objects(reader: PdfReader) -> Iterator[PdfObject]:
    """Every object that a table lists, used or not, with all that is inside of it."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    waiting: list[PdfObject | None] = [reader.trailer]
    seen = 0
    for number in sorted(numbers - {0}):
        waiting.append(reader.get_object(number))
        while waiting:
            thing = waiting.pop()
            if thing is None or isinstance(thing, IndirectObject):
                continue
            seen += 1
            if seen > MOST_OBJECTS:
                raise Refused(Reason.PDF_TOO_LARGE, "objects")
            yield thing
            waiting += _inside(thing)


def _inside(thing: PdfObject) -> list[PdfObject]:
    if isinstance(thing, DictionaryObject):
        return [value for value in dict.values(thing) if isinstance(value, DictionaryObject | ArrayObject)]
    if isinstance(thing, ArrayObject):
        return [value for value in list.__iter__(thing) if isinstance(value, DictionaryObject | ArrayObject)]
    return []


def _refuse_names(thing: DictionaryObject) -> None:
    names = {str(key) for key in thing}
    names |= {str(value) for value in dict.values(thing) if isinstance(value, NameObject)}
    if names & _ACTIVE:
        raise Refused(Reason.PDF_ACTIVE)
    if names & _ATTACHMENT:
        raise Refused(Reason.PDF_ATTACHMENT)


def _refuse_stream(stream: StreamObject) -> int:
    """How many bytes it was unpacked to. A picture's pixels are counted and left packed."""
    filters = _filters(stream)
    if str(stream.get("/Subtype")) == "/Image":
        if _pixels(stream) > MOST_PIXELS:
            raise Refused(Reason.PDF_TOO_LARGE, "a picture")
        if filters[-1:] != [_PHOTOGRAPH]:
            return 0
    elif not set(filters) <= _UNPACKED:
        raise Refused(Reason.PDF_BROKEN, "a filter that belongs to pictures")
    unpacked = stream.get_data()
    refuse_virus(unpacked)
    refuse_place(unpacked)
    return len(unpacked)


def _filters(stream: StreamObject) -> list[str]:
    named = stream.get("/Filter")
    named = named.get_object() if named is not None else None
    if named is None:
        return []
    return [str(one) for one in named] if isinstance(named, ArrayObject) else [str(named)]


def _pixels(stream: StreamObject) -> int:
    sides = (stream.get(side) for side in ("/Width", "/Height"))
    width, height = (int(side) if isinstance(side, NumberObject) else 0 for side in sides)
    return width * height
