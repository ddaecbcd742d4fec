"""Mobile numbers of the mainland."""

import re

from actions.rules.readers.written import Unreadable, only_number

_COUNTRY = re.compile(r"(?:00)?86(?=1\d{10}$)")
_MOBILE = re.compile(r"1[3-9]\d{9}")


def read_phone(written: str) -> str:
    """The eleven digits, without the country's code.

    Raises:
        Unreadable: it says what is wrong with it.
    """
    number = _COUNTRY.sub("", only_number(written))
    if number.startswith("0"):
        raise Unreadable("landline")
    if len(number) != 11:
        raise Unreadable("length", found=len(number))
    if not _MOBILE.fullmatch(number):
        raise Unreadable("form")
    return number
