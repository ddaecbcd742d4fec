"""Plain text: letters and line ends, kept in UTF-8."""

import re
import unicodedata

from actions.backoffice.files.refusal import Reason, Refused

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKUP = re.compile(r"\s*(<!doctype|<html|<\?xml|<svg|\{\\rtf|%!ps)", re.IGNORECASE)
_LINE_ENDS_AND_BLANKS = frozenset("\n\t\f")
_NO_LETTERS = frozenset({"Cc", "Cs", "Co", "Cn"})


def rewritten(content: bytes) -> bytes:
    """Raises: Refused: no text, or one that a browser would carry out."""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    strange = set(text) - _LINE_ENDS_AND_BLANKS
    if any(unicodedata.category(character) in _NO_LETTERS for character in strange):
        raise Refused(Reason.KIND, "not a text")
    if _MARKUP.match(text) or "<script" in text.lower():
        raise Refused(Reason.KIND, "markup")
    if not text.strip():
        raise Refused(Reason.EMPTY)
    return text.encode()


def _decoded(content: bytes) -> str:
    encodings = (_MARKS[content[:2]],) if content[:2] in _MARKS else _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(Reason.KIND, "no known encoding")
