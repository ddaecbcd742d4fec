"""The pages of accounts, for admins."""

import asyncio
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Response

from chassis.staff import Role
from connectors.console.errors import ConsoleError
from connectors.console.office import path_of
from connectors.console.staff.accounts import LONGEST_NAME
from connectors.console.staff.models import Account
from connectors.console.staff.passwords import LONGEST, SHORTEST
from connectors.console.visit import Administering, Visit

router = APIRouter(prefix="/accounts")

Text = Annotated[str, Form(max_length=LONGEST_NAME)]
Secret = Annotated[str, Form(max_length=LONGEST)]
Roles = Annotated[list[Role], Form(max_length=len(Role))]


@router.get("")
async def show_accounts(visit: Administering) -> Response:
    return visit.page("people/accounts.html", accounts=await asyncio.to_thread(visit.console.accounts.all))


@router.get("/new")
async def show_new(visit: Administering) -> Response:
    return _new_page(visit)


@router.post("")
async def add(
    visit: Administering,
    account: Text = "",
    name: Text = "",
    password: Secret = "",
    roles: Roles = [],  # noqa: B006 — FastAPI copies it
) -> Response:
    try:
        await asyncio.to_thread(
            visit.console.accounts.add,
            account,
            name=name,
            roles=frozenset(roles),
            password=password,
            by=visit.person,
        )
    except ConsoleError as error:
        return _new_page(visit, account=account, name=name, roles=roles, error=error)
    return visit.go("/desk/accounts", said="people.added")


@router.get("/{account}")
async def show(visit: Administering, account: str) -> Response:
    known = await asyncio.to_thread(visit.console.accounts.get, account)
    return await _page(visit, known)


@router.post("/{account}")
async def change(
    *,
    visit: Administering,
    account: str,
    revision: Annotated[int, Form(ge=1)],
    name: Text = "",
    roles: Roles = [],  # noqa: B006 — FastAPI copies it
    disabled: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Roles of the office's own sign-in come with every sign-in; here only the account can be disabled."""
    known = await asyncio.to_thread(visit.console.accounts.get, account)
    try:
        await asyncio.to_thread(
            visit.console.accounts.change,
            account,
            name=known.name if known.issuer else name,
            roles=known.roles if known.issuer else frozenset(roles),
            disabled=disabled == "yes",
            revision=revision,
            by=visit.person,
        )
    except ConsoleError as error:
        return await _page(visit, known, error=error)
    return visit.go(_address(account), said="people.changed")


@router.post("/{account}/password")
async def reset_password(visit: Administering, account: str, password: Secret = "") -> Response:
    known = await asyncio.to_thread(visit.console.accounts.get, account)
    try:
        await asyncio.to_thread(visit.console.accounts.reset_password, account, password, by=visit.person)
    except ConsoleError as error:
        return await _page(visit, known, password_error=error)
    return visit.go(_address(account), said="people.password_reset")


@router.post("/{account}/sessions/end")
async def end_sessions(visit: Administering, account: str) -> Response:
    ended = await asyncio.to_thread(visit.console.sessions.end_all, account, by=visit.person)
    return visit.go(_address(account), said="people.ended" if ended else "people.nothing_ended")


def _new_page(
    visit: Visit,
    *,
    account: str = "",
    name: str = "",
    roles: list[Role] | None = None,
    error: ConsoleError | None = None,
) -> Response:
    return visit.page(
        "people/new.html",
        status=HTTPStatus(error.status) if error else HTTPStatus.OK,
        account=account,
        name=name,
        roles=roles or [],
        error=error.message if error else "",
        shortest=SHORTEST,
    )


async def _page(
    visit: Visit,
    known: Account,
    *,
    error: ConsoleError | None = None,
    password_error: ConsoleError | None = None,
) -> Response:
    refused = error or password_error
    return visit.page(
        "people/account.html",
        status=HTTPStatus(refused.status) if refused else HTTPStatus.OK,
        known=known,
        sessions=await asyncio.to_thread(visit.console.sessions.live, known.account),
        error=error.message if error else "",
        password_error=password_error.message if password_error else "",
        shortest=SHORTEST,
    )


def _address(account: str) -> str:
    return "/desk" + path_of("accounts", account)
