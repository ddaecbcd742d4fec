"""What a route of the console is given: who is signed in, and how to answer them.

`async def route(visit: Editing) -> Response` lets editors in. Whoever is not signed in gets the page to sign
in (401), whoever lacks the role is told so (403), and a form without this session's token is refused (403).
"""

import asyncio
import hmac
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request, Response, Security
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.security import APIKeyCookie, SecurityScopes

from chassis.staff import Person, Role
from connectors.console import as_of
from connectors.console.bootstrap import Console
from connectors.console.errors import FormRefused, NotSignedIn, PasswordChangeDue
from connectors.console.office import Office
from connectors.console.staff.models import Session
from connectors.console.views import HEADERS, Views
from connectors.limits import is_loopback

COOKIE = "civicdesk_session"
CSRF_FIELD = "csrf_token"
CSRF_HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PASSWORD_PAGE = "/desk/password"  # noqa: S105 — an address
_OPEN_BEFORE_THE_CHANGE = frozenset({PASSWORD_PAGE, "/desk/sign-out"})

_scheme = APIKeyCookie(name=COOKIE, scheme_name="console", auto_error=False)


def console_of(request: Request) -> Console:
    console: Console = request.app.state.console
    return console


def views_of(request: Request) -> Views:
    views: Views = request.app.state.views
    return views


ConsoleHere = Annotated[Console, Depends(console_of)]
ViewsHere = Annotated[Views, Depends(views_of)]


@dataclass(frozen=True)
class Visit:
    """One request of somebody who is signed in."""

    request: Request
    session: Session
    console: Console
    views: Views

    @property
    def person(self) -> Person:
        return self.session.person

    @property
    def office(self) -> Office:
        """The knowledge service, asked in this person's name."""
        return self.console.knowledge.for_person(self.person)

    @property
    def today(self) -> date:
        return self.console.clock.today()

    @property
    def as_of(self) -> date | None:
        """The day that the person has chosen to look at; None is today, with whatever comes."""
        return as_of.read(self.request)

    @property
    def is_partial(self) -> bool:
        """Whether htmx asks for a part of a page rather than a browser for a page."""
        return self.request.headers.get("HX-Request") == "true"

    def page(self, template: str, *, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> HTMLResponse:
        """A whole page, or a part of one: what the template makes of `values`."""
        content = self.views.render(template, **self.frame(), **values)
        return HTMLResponse(content, status, headers=HEADERS)

    def go(self, path: str, *, said: str = "") -> Response:
        """To another page after something was done. `said` is `<area>.<key>` of a text under `said`."""
        query = urlencode({"said": said}) if said else ""
        separator = "&" if "?" in path else "?"
        target = f"{path}{separator}{query}" if query else path
        if self.is_partial:
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={**HEADERS, "HX-Redirect": target})
        return RedirectResponse(target, HTTPStatus.SEE_OTHER, headers=HEADERS)

    def frame(self) -> dict[str, Any]:
        """What every template may use beside its own values."""
        path = self.request.url.path.rstrip("/") or "/"
        return {
            "person": self.person,
            "csrf_token": self.session.csrf_token,
            "navigation": self.views.navigation.of(self.person, at=path),
            "path": path,
            "said": self.views.said(self.request.query_params.get("said", "")),
            "as_of": self.as_of,
            "today": self.today,
        }


async def visit_of(
    request: Request,
    needed: SecurityScopes,
    console: ConsoleHere,
    views: ViewsHere,
    cookie: Annotated[str | None, Security(_scheme)],
) -> Visit:
    """Raises: NotSignedIn, NotAllowed, FormRefused, PasswordChangeDue, TooManyRequests."""
    try:
        if not cookie:
            raise NotSignedIn
        session = await asyncio.to_thread(console.sessions.find, cookie)
    except NotSignedIn:
        limit_address(request, console)
        raise
    visit = Visit(request, session, console, views)
    request.state.visit = visit  # for the page that explains an error
    console.per_person.check(session.account.account)
    for role in needed.scopes:
        visit.person.require(Role(role))
    if request.method not in SAFE_METHODS:
        await check_form(request, session.csrf_token)
    if session.account.must_change_password and request.url.path not in _OPEN_BEFORE_THE_CHANGE:
        raise PasswordChangeDue
    return visit


async def check_form(request: Request, expected: str) -> None:
    """Raises: FormRefused."""
    sent = request.headers.get(CSRF_HEADER)
    given = (await request.form()).get(CSRF_FIELD) if sent is None else sent
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), expected.encode()):
        raise FormRefused("no token of this session")


def limit_address(request: Request, console: Console) -> None:
    """Whoever is not signed in is counted by address.

    Raises:
        TooManyRequests: over the limit.
    """
    address = address_of(request)
    if console.limit_loopback or not is_loopback(address):
        console.per_address.check(address)


def address_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


Signed = Annotated[Visit, Security(visit_of, scopes=[])]
"""Anybody who is signed in, whatever they may do."""
Viewing = Annotated[Visit, Security(visit_of, scopes=[Role.VIEWER])]
Editing = Annotated[Visit, Security(visit_of, scopes=[Role.EDITOR])]
Publishing = Annotated[Visit, Security(visit_of, scopes=[Role.PUBLISHER])]
Answering = Annotated[Visit, Security(visit_of, scopes=[Role.AGENT])]
Supervising = Annotated[Visit, Security(visit_of, scopes=[Role.SUPERVISOR])]
Administering = Annotated[Visit, Security(visit_of, scopes=[Role.ADMIN])]
