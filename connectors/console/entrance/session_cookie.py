"""The cookie of a session."""

from fastapi import Response

from connectors.console.staff.sessions import Opened
from connectors.console.visit import COOKIE


def give(response: Response, opened: Opened, *, secure: bool) -> None:
    """Without an age: it goes with the browser, and its time is over in SQL before that."""
    response.set_cookie(COOKIE, opened.secret, path="/desk", httponly=True, samesite="lax", secure=secure)


def take_back(response: Response, *, secure: bool) -> None:
    response.delete_cookie(COOKIE, path="/desk", httponly=True, samesite="lax", secure=secure)
