"""Which person calls a staff route, and whether they may: `def route(person: Editing)`.

The role stands in the OpenAPI description as the scope of the `staff` scheme, so that a test can go through
all routes with all roles.
"""

from typing import Annotated

from fastapi import FastAPI, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from chassis.errors import Unauthorised
from chassis.staff import Person, Role, StaffTokens

scheme = HTTPBearer(scheme_name="staff", auto_error=False)


def admit_staff(app: FastAPI, tokens: StaffTokens) -> None:
    """Before any staff route is called: whose tokens are believed."""
    app.state.staff_tokens = tokens


def person_of(
    request: Request,
    needed: SecurityScopes,
    presented: Annotated[HTTPAuthorizationCredentials | None, Security(scheme)],
) -> Person:
    """Raises: Unauthorised, NotAllowed."""
    if presented is None:
        raise Unauthorised("no bearer token")
    tokens: StaffTokens = request.app.state.staff_tokens
    person = tokens.verify(presented.credentials)
    for role in needed.scopes:
        person.require(Role(role))
    return person


Viewing = Annotated[Person, Security(person_of, scopes=[Role.VIEWER])]
Editing = Annotated[Person, Security(person_of, scopes=[Role.EDITOR])]
Publishing = Annotated[Person, Security(person_of, scopes=[Role.PUBLISHER])]
Answering = Annotated[Person, Security(person_of, scopes=[Role.AGENT])]
Supervising = Annotated[Person, Security(person_of, scopes=[Role.SUPERVISOR])]
Administering = Annotated[Person, Security(person_of, scopes=[Role.ADMIN])]
