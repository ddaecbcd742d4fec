"""Masks what identifies a person before a text is logged or leaves the machine."""

import re

_PATTERNS = [
    # Resident identity number: 17 digits and a check character, blanks allowed around the birthday.
    (re.compile(r"(?<!\d)(\d{3})\d{3}[ -]?\d{8}[ -]?(\d{3}[\dXx])(?!\d)"), r"\1***********\2"),
    # Bank card: 16 to 19 digits, blanks allowed between groups.
    (re.compile(r"(?<!\d)(\d{4})(?:[ -]?\d{4}){2,3}[ -]?(\d{3,4})(?!\d)"), r"\1********\2"),
    # Mobile number, full width and grouped too; with or without the country code.
    (re.compile(r"(?<!\d)((?:86[ -]?)?[1１][3-9３-９]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)"), r"\1****\2"),
    # Mail address. Chinese may stand directly before and after it: `\b` would see no edge there.
    (
        re.compile(r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9])[A-Za-z0-9._%+-]*@([A-Za-z0-9.-]+\.[A-Za-z]{2,})"),
        r"\1***@\2",
    ),
]


def mask(text: str) -> str:
    """The text with identity, card and mobile numbers and mail addresses starred out.

    Short service numbers (12345, 12333) and ordinary figures stay as they are.
    """
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text
