"""What people fill in, checked and brought into the one form that is kept.

Each kind of field has its reader (`readers/`); what is wrong is said in the words of `field_values.yml`,
which never repeat what was written: error messages are logged.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.errors import AnswerInvalid
from actions.rules.readers.amount import read_amount
from actions.rules.readers.choice import read_choice
from actions.rules.readers.credit_code import read_credit_code
from actions.rules.readers.day import read_day
from actions.rules.readers.identity_number import read_identity_number
from actions.rules.readers.phone import read_phone
from actions.rules.readers.words import read_address, read_name, read_text
from actions.rules.readers.written import Unreadable, visible
from actions.wire.catalogue import FieldKind, FormField

LONGEST = 1000
"""Characters of an answer that are looked at."""

_READERS: dict[FieldKind, Callable[[FormField, str, date], str]] = {
    FieldKind.TEXT: lambda _, written, __: read_text(written),
    FieldKind.NAME: lambda _, written, __: read_name(written),
    FieldKind.IDENTITY_NUMBER: lambda _, written, today: read_identity_number(written, today=today),
    FieldKind.PHONE: lambda _, written, __: read_phone(written),
    FieldKind.DATE: lambda _, written, today: read_day(written, today=today),
    FieldKind.AMOUNT: lambda _, written, __: read_amount(written),
    FieldKind.ADDRESS: lambda _, written, __: read_address(written),
    FieldKind.CHOICE: lambda field, written, _: read_choice(written, choices=field.choices),
    FieldKind.CREDIT_CODE: lambda _, written, __: read_credit_code(written),
}


def normalise(field: FormField, written: str, *, today: date) -> str:
    """The value of a field in the form that is kept: dates in ISO 8601, amounts in yuan with two decimals.

    What is normalised already stays as it is.

    Raises:
        AnswerInvalid: the message says what is wrong and shows an example.
    """
    try:
        if not visible(written):
            raise Unreadable("empty")
        if len(written) > LONGEST:
            raise Unreadable("too_long", most=LONGEST)
        return _READERS[field.kind](field, written, today)
    except Unreadable as unreadable:
        reason = f"{field.code}: {field.kind.value}, {unreadable.reason}"
        raise AnswerInvalid(reason, message=_message(field, unreadable)) from None


def _message(field: FormField, unreadable: Unreadable) -> str:
    texts = _texts()
    kind = texts["kinds"][field.kind.value]
    problem = kind.get(unreadable.reason) or texts["every"][unreadable.reason]
    example = texts["example"].format(example=kind["example"]) if "example" in kind else ""
    return f"{problem.format(label=field.label, **unreadable.facts)}{example}"


@cache
def _texts() -> dict[str, Any]:
    source = Path(__file__).with_name("field_values.yml")
    texts: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return texts
