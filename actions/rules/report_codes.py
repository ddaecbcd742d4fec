"""The code of a report, as people write it."""

from actions.rules.readers.written import half_width


def code_digits(written: str) -> str:
    """The digits alone, as 0 to 9: `０３８１７ 55204` and `03817-55204` are the same code."""
    return "".join(sign for sign in half_width(written) if sign.isascii() and sign.isdigit())
