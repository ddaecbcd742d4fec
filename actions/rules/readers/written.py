"""Writing as it comes from keyboards and mouths: full width, blanks in between, words around it."""

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
_LOOKS_LIKE_X = str.maketrans("×✕✖ХΧ", "XXXXX")
_GAP = r"[\s\-‐-―_.·]*"
_RUN = re.compile(rf"[0-9A-Z](?:{_GAP}[0-9A-Z])*")


class Unreadable(ValueError):
    """`reason` names the sentence in `field_values.yml` that says what is wrong; `facts` fill it."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


def visible(text: str) -> str:
    return _INVISIBLE.sub("", text).strip()


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones, digits of other scripts as 0 to 9."""
    plain = unicodedata.normalize("NFKC", visible(text)).strip()
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)


def only_number(text: str) -> str:
    """The one number, with its letters in upper case, among the words around it.

    Raises:
        Unreadable: `none`, `several`, or `masked` where stars stand for digits.
    """
    plain = half_width(text).upper().translate(_LOOKS_LIKE_X)
    if "*" in plain:
        raise Unreadable("masked")
    runs = [run for run in _RUN.findall(plain) if any(letter.isdigit() for letter in run)]
    if len(runs) != 1:
        raise Unreadable("several" if runs else "none")
    return re.sub(_GAP, "", runs[0])
