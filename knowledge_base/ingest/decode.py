"""Bytes of a text file as text: UTF-8, GB18030 (GBK, GB2312) or UTF-16."""

import re

from charset_normalizer import from_bytes

from knowledge_base.errors import ContentMismatch

_ENCODINGS = ["utf_8", "gb18030", "utf_16", "utf_16_le", "utf_16_be"]
_OTHER_FILES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"Rar!",
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*(gb\w+|utf-?8|utf-?16\w*)", re.I)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(name: str, content: bytes) -> str:
    """The text. Raises: ContentMismatch when the bytes are not text."""
    if content.startswith(_OTHER_FILES):
        raise ContentMismatch(f"{name!r} begins like a file of another kind: {content[:4]!r}")
    for encoding in _candidates(content):
        text = _try(content, encoding)
        if text is not None:
            return text
    raise ContentMismatch(f"{name!r} is not text in a known encoding")


def _candidates(content: bytes) -> list[str]:
    """Encodings to try: what the file states, UTF-8 (which other text hardly ever is), what it looks like."""
    stated = [encoding for bom, encoding in _BOMS if content.startswith(bom)]
    declared = _DECLARED.search(content[:4096])
    if declared:
        name = declared[1].decode("ascii").lower()
        stated.append("gb18030" if name.startswith("gb") else name)
    guess = from_bytes(content[:200_000], cp_isolation=_ENCODINGS).best()
    return [*stated, "utf-8", *([guess.encoding] if guess else []), "gb18030"]


def _try(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if _CONTROL.search(text) else text
