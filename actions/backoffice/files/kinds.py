"""What a file is, by its first bytes. What it calls itself does not count."""

from enum import StrEnum

from actions.backoffice.files.refusal import Reason, Refused


class Kind(StrEnum):
    """The kinds that are kept, by what they are kept as. A HEIC picture is kept as JPEG."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"


SUFFIXES = {
    Kind.JPEG: ".jpg",
    Kind.PNG: ".png",
    Kind.WEBP: ".webp",
    Kind.PDF: ".pdf",
    Kind.DOCX: ".docx",
    Kind.TEXT: ".txt",
}
PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC})

_BEGINNINGS = {
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"%PDF-": Kind.PDF,
    b"PK\x03\x04": Kind.DOCX,
}
_KNOWN_AND_REFUSED = {
    b"GIF8": Reason.PICTURE_MOVES,
    b"\xd0\xcf\x11\xe0": Reason.OLD_WORD,
    b"Rar!": Reason.ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": Reason.ARCHIVE,
    b"\x1f\x8b": Reason.ARCHIVE,
    b"ID3": Reason.RECORDING,
    b"OggS": Reason.RECORDING,
    b"#!AMR": Reason.RECORDING,
    b"\x1aE\xdf\xa3": Reason.RECORDING,
    b"MZ": Reason.KIND,
    b"\x7fELF": Reason.KIND,
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})


def kind_of(content: bytes) -> Kind:
    """What has no mark of its own is taken for text, which is looked at more closely.

    Raises:
        Refused: empty, or of a kind that is known and not kept.
    """
    if not content:
        raise Refused(Reason.EMPTY)
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF":
        return _of_riff(content[8:12])
    if content[4:8] == b"ftyp":
        return _of_media(content[8:12])
    for beginning, reason in _KNOWN_AND_REFUSED.items():
        if content.startswith(beginning):
            raise Refused(reason)
    return Kind.TEXT


def _of_riff(form: bytes) -> Kind:
    if form != b"WEBP":
        raise Refused(Reason.RECORDING)
    return Kind.WEBP


def _of_media(brand: bytes) -> Kind:
    """HEIC shares its container with MP4 and M4A, whose content nobody here can check."""
    if brand not in _HEIC_BRANDS:
        raise Refused(Reason.RECORDING)
    return Kind.HEIC
