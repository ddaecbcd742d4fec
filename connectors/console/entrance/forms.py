"""The page to sign in, and the token that ties its form to one browser before there is a session."""

import asyncio
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from connectors.console.staff.sessions import csrf_token_of
from connectors.console.views import HEADERS
from connectors.console.visit import check_form, console_of, views_of
from connectors.identity.proofs import BrowserSecret

SIGN_IN_PAGE = "/desk/sign-in"
COOKIE = "civicdesk_desk_form"
_SECONDS = 60 * 60


async def sign_in_page(
    request: Request,
    *,
    next_path: str,
    status: HTTPStatus = HTTPStatus.OK,
    account: str = "",
    error: str = "",
) -> Response:
    """With a word on how to begin where there is no account yet."""
    console = console_of(request)
    secret = request.cookies.get(COOKIE) or BrowserSecret.draw().value
    content = views_of(request).render(
        "entrance/sign_in.html",
        csrf_token=csrf_token_of(secret),
        next_path=safe_path(next_path),
        account=account,
        error=error,
        is_empty=await asyncio.to_thread(console.accounts.is_empty),
        has_office_sign_in=console.office_sign_in is not None,
    )
    response = HTMLResponse(content, status, headers=HEADERS)
    give_cookie(response, secret, secure=console.secure_cookies)
    return response


def give_cookie(response: Response, secret: str, *, secure: bool) -> None:
    """Lax: the way back from the office's sign-in is a link from another site."""
    response.set_cookie(
        COOKIE, secret, max_age=_SECONDS, path="/desk", httponly=True, samesite="lax", secure=secure
    )


async def check_sign_in_form(request: Request) -> None:
    """Raises: FormRefused: another site sent it, or the page is older than its cookie."""
    await check_form(request, csrf_token_of(request.cookies.get(COOKIE, "")))


def safe_path(path: str) -> str:
    """Only a page of the console: nobody is sent elsewhere by what an address brought along."""
    inside = path.startswith(("/desk/", "/desk?")) or path == "/desk"
    return path if inside and "\\" not in path and len(path) <= 2000 else "/desk/"
