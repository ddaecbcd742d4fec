"""The browser's way to the provider and back. What goes wrong here is read on a page of its own."""

from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from connectors.deps import Wired, limit_address
from connectors.errors import ConnectorError
from connectors.identity import cookie
from connectors.identity.addresses import CALLBACK, callback_for
from connectors.identity.html import render
from connectors.identity.models import Callback
from connectors.web_chat.pages import SECURITY_HEADERS

START = "/sign-in"
PATHS = (START, CALLBACK)
# Always the same place: what the browser brings never decides where it goes.
_BACK_IN_THE_CHAT = "/#signed-in"
_FAILED = Path(__file__).with_name("failed.html")
_HEADERS = {**SECURITY_HEADERS, "Cache-Control": "no-store"}

router = APIRouter(include_in_schema=False, dependencies=[Depends(limit_address)])


@router.get(START)
async def start(request: Request, gateway: Wired, ticket: str = "") -> RedirectResponse:
    url = await gateway.sign_in.start(
        ticket, secret=cookie.read(request), redirect_uri=callback_for(request, gateway.settings)
    )
    return RedirectResponse(url, HTTPStatus.SEE_OTHER, headers=_HEADERS)


@router.get(CALLBACK)
async def come_back(
    *,
    request: Request,
    gateway: Wired,
    state: str = "",
    code: str = "",
    error: str = "",
    issuer: Annotated[str, Query(alias="iss")] = "",
) -> RedirectResponse:
    await gateway.sign_in.finish(
        Callback(state=state, code=code, error=error, issuer=issuer),
        secret=cookie.read(request),
        redirect_uri=callback_for(request, gateway.settings),
    )
    return RedirectResponse(_BACK_IN_THE_CHAT, HTTPStatus.SEE_OTHER, headers=_HEADERS)


def explain(error: ConnectorError) -> HTMLResponse:
    """The page that says why, and leads back to the chat."""
    body = render(_FAILED, message=error.message)
    return HTMLResponse(body, error.status, headers={**_HEADERS, **error.headers})
