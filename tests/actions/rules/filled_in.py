"""A form field filled in on 5 March 2026."""

from datetime import date

import pytest

from actions.errors import AnswerInvalid
from actions.rules.field_values import normalise
from actions.wire.catalogue import FieldKind, FormField

TODAY = date(2026, 3, 5)
CHOICES = ["就业", "灵活就业", "没有工作", "2年"]


def read(kind: FieldKind, written: str, *, today: date = TODAY) -> str:
    choices = CHOICES if kind is FieldKind.CHOICE else []
    field = FormField(code="f", label="这一项", prompt="请写。", kind=kind, choices=choices)
    return normalise(field, written, today=today)


def refusal(kind: FieldKind, written: str) -> tuple[str, str]:
    """The reason and what the citizen reads."""
    with pytest.raises(AnswerInvalid) as caught:
        read(kind, written)
    return str(caught.value).rpartition(", ")[2], caught.value.message
