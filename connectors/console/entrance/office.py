"""The way over the office's own sign-in and back."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from connectors.console.bootstrap import Console
from connectors.console.entrance import session_cookie
from connectors.console.entrance.forms import COOKIE, SIGN_IN_PAGE, give_cookie, safe_path, sign_in_page
from connectors.console.errors import StaffSignInFailed
from connectors.console.staff.office_sign_in import OfficeSignIn
from connectors.console.views import HEADERS
from connectors.console.visit import ConsoleHere, address_of, limit_address
from connectors.errors import SignInAddressUnknown
from connectors.identity.addresses import callback_for
from connectors.identity.models import Callback
from connectors.identity.proofs import BrowserSecret

CALLBACK = f"{SIGN_IN_PAGE}/callback"
_LONGEST = 4000

router = APIRouter()


@router.get("/sign-in/office")
async def leave(
    request: Request,
    console: ConsoleHere,
    next: Annotated[str, Query(max_length=2000)] = "",  # noqa: A002
) -> Response:
    limit_address(request, console)
    secret = request.cookies.get(COOKIE) or BrowserSecret.draw().value
    try:
        url = await _office_of(console).start(
            secret=secret,
            next_path=safe_path(next),
            redirect_uri=callback_for(request, console.settings, path=CALLBACK),
        )
    except (StaffSignInFailed, SignInAddressUnknown) as error:
        return await sign_in_page(request, next_path=next, status=error.status, error=error.message)
    response = RedirectResponse(url, 303, headers=HEADERS)
    give_cookie(response, secret, secure=console.secure_cookies)
    return response


@router.get("/sign-in/callback")
async def come_back(
    *,
    request: Request,
    console: ConsoleHere,
    state: Annotated[str, Query(max_length=_LONGEST)] = "",
    code: Annotated[str, Query(max_length=_LONGEST)] = "",
    error: Annotated[str, Query(max_length=_LONGEST)] = "",
    issuer: Annotated[str, Query(alias="iss", max_length=_LONGEST)] = "",
) -> Response:
    limit_address(request, console)
    try:
        account, next_path = await _office_of(console).finish(
            Callback(state=state, code=code, error=error, issuer=issuer),
            secret=request.cookies.get(COOKIE, ""),
            redirect_uri=callback_for(request, console.settings, path=CALLBACK),
        )
    except (StaffSignInFailed, SignInAddressUnknown) as refused:
        return await sign_in_page(request, next_path="", status=refused.status, error=refused.message)
    opened = await asyncio.to_thread(
        console.sessions.open,
        account,
        address=address_of(request),
        device=request.headers.get("user-agent", ""),
    )
    response = RedirectResponse(safe_path(next_path), 303, headers=HEADERS)
    session_cookie.give(response, opened, secure=console.secure_cookies)
    return response


def _office_of(console: Console) -> OfficeSignIn:
    """Raises: StaffSignInFailed: there is none."""
    if console.office_sign_in is None:
        raise StaffSignInFailed("not set up", message="这里没有开通单位登录。请用账号和密码登录。")
    return console.office_sign_in
