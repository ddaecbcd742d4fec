"""What identifies a person, shown so that only the person recognises it."""


def masked_identity_number(number: str) -> str:
    """`440104********123X`: the place and the last four stay."""
    return f"{number[:6]}{'*' * 8}{number[14:]}"


def masked_phone(number: str) -> str:
    """`138****5678`."""
    return f"{number[:3]}****{number[7:]}" if number else ""


def masked_name(name: str) -> str:
    """`李**`: only the first character stays."""
    return name[:1] + "*" * (len(name) - 1)
