"""The cookie that ties an attempt to sign in to one browser."""

from fastapi import Request, Response

from connectors.identity.attempts import AT_PROVIDER_SECONDS, COMPLETION_SECONDS, TICKET_SECONDS
from connectors.identity.models import Opened

NAME = "civicdesk_sign_in"
_LIFETIME_SECONDS = TICKET_SECONDS + AT_PROVIDER_SECONDS + COMPLETION_SECONDS


def give(response: Response, opened: Opened, *, secure: bool) -> None:
    """Lax: the way back from the provider is a link from another site."""
    response.set_cookie(
        NAME, opened.secret, max_age=_LIFETIME_SECONDS, httponly=True, samesite="lax", secure=secure
    )


def read(request: Request) -> str:
    return request.cookies.get(NAME, "")
