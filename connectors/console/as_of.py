"""The day that a person looks at, kept in a cookie of its own until they come back to today."""

from datetime import date

from fastapi import Request, Response

COOKIE = "civicdesk_as_of"


def read(request: Request) -> date | None:
    return parse(request.cookies.get(COOKIE, ""))


def parse(text: str) -> date | None:
    """A day as `2026-03-02`; anything else is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def keep(response: Response, day: date | None, *, secure: bool) -> None:
    if day is None:
        response.delete_cookie(COOKIE, path="/desk", httponly=True, samesite="lax", secure=secure)
        return
    response.set_cookie(COOKIE, day.isoformat(), path="/desk", httponly=True, samesite="lax", secure=secure)
