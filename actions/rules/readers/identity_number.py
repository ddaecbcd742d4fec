"""Identity numbers of GB 11643: six digits of a place, eight of the birth date, three of order, one check."""

import re
from datetime import date

from actions.rules.readers.written import Unreadable, only_number

_FORM = re.compile(r"[1-9]\d{16}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST_YEARS = 130


def read_identity_number(written: str, *, today: date) -> str:
    """The 18 characters, the last a digit or X.

    Raises:
        Unreadable: it says which part of the number cannot be right.
    """
    number = only_number(written)
    if len(number) == 15:
        raise Unreadable("old_number")
    if len(number) != 18:
        raise Unreadable("length", found=len(number))
    if not _FORM.fullmatch(number):
        raise Unreadable("form")
    _check_birth(number[6:14], today=today)
    if number[17] != check_character(number[:17]):
        raise Unreadable("checksum")
    return number


def check_character(digits: str) -> str:
    """The last character that belongs to the first 17 digits (ISO 7064, MOD 11-2)."""
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11]


def _check_birth(written: str, *, today: date) -> None:
    try:
        born = date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        raise Unreadable("birth") from None
    if born > today:
        raise Unreadable("birth_in_future")
    if born.year < today.year - _OLDEST_YEARS:
        raise Unreadable("birth")
