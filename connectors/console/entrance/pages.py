"""Signing in and out, one's own password, the day to look at, and the first page."""

import asyncio
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from connectors.console import as_of
from connectors.console.entrance import session_cookie
from connectors.console.entrance.forms import check_sign_in_form, safe_path, sign_in_page
from connectors.console.entrance.waiting import what_waits
from connectors.console.errors import ConsoleError, PasswordRefused, PasswordUnfit, TooManyTries
from connectors.console.staff.passwords import LONGEST, SHORTEST
from connectors.console.views import HEADERS
from connectors.console.visit import ConsoleHere, Signed, Visit, address_of, limit_address

router = APIRouter()

Typed = Annotated[str, Form(max_length=LONGEST)]
Path = Annotated[str, Form(max_length=2000)]


@router.get("/")
async def home(visit: Signed) -> Response:
    return visit.page("entrance/home.html", waiting=await what_waits(visit))


@router.get("/sign-in")
async def show_sign_in(request: Request, next: str = "") -> Response:  # noqa: A002 — the word in addresses
    return await sign_in_page(request, next_path=next)


@router.get("/begun")
async def say_whether_begun(console: ConsoleHere) -> Response:
    """200 once there is an account: for the launcher, which says how to make the first one."""
    is_empty = await asyncio.to_thread(console.accounts.is_empty)
    return Response(status_code=HTTPStatus.NOT_FOUND if is_empty else HTTPStatus.OK)


@router.post("/sign-in")
async def sign_in(
    *,
    request: Request,
    console: ConsoleHere,
    account: Typed = "",
    password: Typed = "",
    next_path: Path = "",
) -> Response:
    await check_sign_in_form(request)
    limit_address(request, console)
    address = address_of(request)
    try:
        await asyncio.to_thread(console.throttle.admit, account, address)
        try:
            known = await asyncio.to_thread(console.accounts.check, account, password)
        except PasswordRefused:
            await asyncio.to_thread(console.throttle.count, account, address)
            raise
    except (PasswordRefused, TooManyTries) as error:
        response = await sign_in_page(
            request,
            next_path=next_path,
            status=HTTPStatus(error.status),
            account=account,
            error=error.message,
        )
        response.headers.update(error.headers)
        return response
    await asyncio.to_thread(console.throttle.forget, account, address)
    device = request.headers.get("user-agent", "")
    opened = await asyncio.to_thread(console.sessions.open, known, address=address, device=device)
    response = RedirectResponse(safe_path(next_path), HTTPStatus.SEE_OTHER, headers=HEADERS)
    session_cookie.give(response, opened, secure=console.secure_cookies)
    return response


@router.post("/sign-out")
async def sign_out(visit: Signed) -> Response:
    await asyncio.to_thread(visit.console.sessions.end, visit.session.id, by=visit.person)
    response = visit.go("/desk/sign-in")
    session_cookie.take_back(response, secure=visit.console.secure_cookies)
    return response


@router.get("/password")
async def show_password(visit: Signed) -> Response:
    return _password_page(visit)


@router.post("/password")
async def change_password(visit: Signed, old: Typed = "", new: Typed = "", again: Typed = "") -> Response:
    console, account = visit.console, visit.session.account
    address = address_of(visit.request)
    errors: dict[str, str] = {}
    try:
        await asyncio.to_thread(console.throttle.admit, account.account, address)
        if new != again:
            raise PasswordUnfit(message="两次写的新密码不一样。")
        await asyncio.to_thread(console.accounts.change_password, account, old=old, new=new)
    except PasswordRefused:
        await asyncio.to_thread(console.throttle.count, account.account, address)
        errors["old"] = "原来的密码不对。"
    except TooManyTries as error:
        errors["old"] = error.message
    except ConsoleError as error:
        errors["new"] = error.message
    if errors:
        return _password_page(visit, errors, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    await asyncio.to_thread(console.sessions.end_all, account.account, by=visit.person, but=visit.session.id)
    return visit.go("/desk/", said="entrance.password_changed")


@router.post("/as-of")
async def choose_day(
    visit: Signed, day: Annotated[str, Form(max_length=10)] = "", back: Path = ""
) -> Response:
    """Today, or nothing, is the present with all that comes."""
    chosen = as_of.parse(day)
    response = visit.go(safe_path(back))
    kept: date | None = None if chosen == visit.today else chosen
    as_of.keep(response, kept, secure=visit.console.secure_cookies)
    return response


def _password_page(
    visit: Visit, errors: dict[str, str] | None = None, *, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    return visit.page(
        "entrance/password.html",
        status=status,
        errors=errors or {},
        must_change=visit.session.account.must_change_password,
        has_password=not visit.session.account.issuer,
        shortest=SHORTEST,
    )
