"""The shapes that one text can take: width, script, blanks."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"\s+")
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """Half width, simplified characters, no invisible characters, single blanks."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _BLANKS.sub(" ", str(_simplifier().convert(plain))).strip()


def squeeze(text: str) -> str:
    """Half width, lower case, without any blank: what patterns are matched on."""
    return _BLANKS.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).lower()


def numerals(text: str) -> set[str]:
    """The Arabic numerals in a text, without trailing zeros: 80.20 and 80.2 are one number."""
    return {_trim(number) for number in _NUMERAL.findall(unicodedata.normalize("NFKC", text))}


def _trim(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
