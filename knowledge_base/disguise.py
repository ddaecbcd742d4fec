"""Undoes what is put between or into characters so that people can read a text and patterns cannot.

Zero-width characters, blanks, marks or pictures between single characters (忽*略, 忽、略、上、面), full width
letters, combining marks. What comes out is for matching only, never for telling.
"""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff"
_BLANKS = re.compile(r"\s+")
# Four single characters or more, each with a mark between: nobody writes a list so.
_SPELLED_OUT = re.compile(r"(?<!\w)\w(?:[^\w\s]+\w){3,}(?!\w)")
_MARKS = re.compile(r"[^\w\s]+")
# Marks that no sentence has between two Chinese characters: 自*杀.
_INSIDE_A_WORD = re.compile(rf"(?<=[{_CHINESE}])[*.·•~^`+\-_|/\\=#@&$\u30fb]+(?=[{_CHINESE}])")
# Format, combining, control, private use, pictures, modifiers.
_FILLERS = frozenset({"Cf", "Mn", "Me", "Cc", "Co", "So", "Sk"})


def undisguise(text: str) -> str:
    """The text in half width, simplified and lower case, without blanks and without what only separates."""
    wide = unicodedata.normalize("NFKC", text)
    visible = "".join(c for c in wide if c.isspace() or unicodedata.category(c) not in _FILLERS)
    plain = _joined(str(_simplifier().convert(visible)).lower())
    # Again without blanks: they may have stood between the marks.
    plain = _joined(_BLANKS.sub("", plain))
    return _INSIDE_A_WORD.sub("", plain)


def _joined(text: str) -> str:
    return _SPELLED_OUT.sub(lambda spelled: _MARKS.sub("", spelled[0]), text)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
