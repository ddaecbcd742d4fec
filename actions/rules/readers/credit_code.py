"""Unified social credit codes of GB 32100: 18 characters without I, O, Z, S and V, the last a check."""

import re

from actions.rules.readers.written import Unreadable, only_number

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_CHARACTERS)}
_FORM = re.compile(rf"[{_CHARACTERS}]{{2}}\d{{6}}[{_CHARACTERS}]{{10}}")


def read_credit_code(written: str) -> str:
    """Raises: Unreadable: it says which part of the code cannot be right."""
    code = only_number(written)
    if len(code) == 15 and code.isdigit():
        raise Unreadable("old_number")
    if len(code) != 18:
        raise Unreadable("length", found=len(code))
    if any(character not in _VALUES for character in code):
        raise Unreadable("letters")
    if not _FORM.fullmatch(code):
        raise Unreadable("form")
    if code[17] != check_character(code[:17]):
        raise Unreadable("checksum")
    return code


def check_character(characters: str) -> str:
    """The last character that belongs to the first 17: weights are the powers of 3 modulo 31."""
    total = sum(_VALUES[character] * pow(3, place, 31) for place, character in enumerate(characters))
    return _CHARACTERS[-total % 31]
