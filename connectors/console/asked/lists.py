"""Pages of a list: which rows are shown, and where the ones before and after are."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query

PAGE = 50
_FURTHEST = 1_000_000

Offset = Annotated[int, Query(ge=0, le=_FURTHEST)]
Chosen = Annotated[str, Query(max_length=100)]
"""An empty choice in a form is no choice."""


def neighbours(path: str, chosen: dict[str, Any], *, offset: int, total: int) -> dict[str, Any]:
    """The addresses of the pages of newer and older rows; empty where there is none."""

    def address(start: int) -> str:
        return f"{path}?{urlencode({**given(chosen), 'offset': start})}"

    return {
        "newer": address(max(offset - PAGE, 0)) if offset else "",
        "older": address(offset + PAGE) if offset + PAGE < total else "",
    }


def given(chosen: dict[str, Any]) -> dict[str, Any]:
    """Without what was left empty."""
    return {name: value for name, value in chosen.items() if value not in {"", None}}
