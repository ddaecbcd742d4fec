"""Names of files, as they are shown and as a browser saves them: a name, never a path."""

import unicodedata
from urllib.parse import quote, unquote

from actions.backoffice.files.kinds import SUFFIXES, Kind

MOST_CHARACTERS = 80
_NAMELESS = "文件"
_SEPARATORS = ("\\", "/")
_FORBIDDEN = frozenset('<>:"|?*%')
_LONGEST_SUFFIX = 5
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(given: str, kind: Kind) -> str:
    """The last part of a percent-encoded name, with the ending of what the file really is."""
    name = unquote(given, errors="ignore")
    for separator in _SEPARATORS:
        name = name.rpartition(separator)[2]
    shown = "".join(
        "_" if character in _FORBIDDEN else character
        for character in unicodedata.normalize("NFC", name)
        if unicodedata.category(character) not in _UNSEEN
    )
    stem = _without_suffix(shown.strip()).strip(" .")[:MOST_CHARACTERS]
    return (stem or _NAMELESS) + SUFFIXES[kind]


def _without_suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    is_suffix = dot and len(suffix) <= _LONGEST_SUFFIX and suffix.isascii() and suffix.isalnum()
    return stem if is_suffix else name


def disposition(name: str) -> str:
    """`Content-Disposition` of a file that is saved and never shown in the page (RFC 6266)."""
    plain = "".join(character if character.isascii() else "_" for character in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
