"""Who stands at the desk, and what they may look at."""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, SecurityScopes

from chassis.staff import NotAllowed, Person, Role
from chassis.staff_web import scheme
from chassis.tokens import TokenInvalid
from connectors.deps import Wired, limit_address
from connectors.errors import StaffNotAllowed, StaffTokenRefused


@dataclass(frozen=True)
class StaffProof:
    """`token` is looked at again while a stream is open: it may run out meanwhile."""

    staff: Person
    token: str = field(repr=False)


async def _prove(
    request: Request,
    gateway: Wired,
    needed: SecurityScopes,
    presented: Annotated[HTTPAuthorizationCredentials | None, Security(scheme)],
) -> StaffProof:
    """Whoever tries tokens is held back by address; whoever has one is counted by account."""
    try:
        if presented is None:
            raise StaffTokenRefused("no bearer token")
        staff = gateway.desk.tokens.verify(presented.credentials)
    except (StaffTokenRefused, TokenInvalid) as error:
        await limit_address(request, gateway)
        raise StaffTokenRefused(str(error)) from error
    gateway.per_agent.check(staff.account)
    try:
        for role in needed.scopes:
            staff.require(Role(role))
    except NotAllowed as error:
        raise StaffNotAllowed(str(error)) from error
    return StaffProof(staff, presented.credentials)


StaffProved = Annotated[StaffProof, Security(_prove, scopes=[Role.AGENT])]


async def _staff(proof: Annotated[StaffProof, Depends(_prove)]) -> Person:
    return proof.staff


AtDesk = Annotated[Person, Security(_staff, scopes=[Role.AGENT])]
Supervising = Annotated[Person, Security(_staff, scopes=[Role.SUPERVISOR])]


async def _read(conversation_id: str, staff: AtDesk, gateway: Wired) -> str:
    """What waits, raises an alarm, or is or was one's own; supervisors read everything."""
    await asyncio.to_thread(gateway.repository.get, conversation_id)
    supervises = staff.may(Role.SUPERVISOR)
    if not supervises and not await asyncio.to_thread(gateway.desk.board.concerns, conversation_id, staff):
        raise StaffNotAllowed(f"{staff.account!r} has nothing to do with {conversation_id!r}")
    await asyncio.to_thread(gateway.desk.audit.record_reading, staff, conversation_id)
    return conversation_id


Readable = Annotated[str, Depends(_read)]
"""The id of a conversation that this person may read. That it is read goes into the audit trail."""
