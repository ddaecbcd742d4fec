"""Who stands at the desk, and what they may look at."""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from connectors.deps import Wired, limit_address
from connectors.errors import StaffNotAllowed, StaffTokenRefused
from connectors.handoff.models import Role, Staff


@dataclass(frozen=True)
class StaffProof:
    """`token` is looked at again while a stream is open: it may run out meanwhile."""

    staff: Staff
    token: str = field(repr=False)


async def _prove(request: Request, gateway: Wired) -> StaffProof:
    """Whoever tries tokens is held back by address; whoever has one is counted by account."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise StaffTokenRefused("no bearer token")
        staff = gateway.desk.tokens.verify(token.strip())
    except StaffTokenRefused:
        await limit_address(request, gateway)
        raise
    gateway.per_agent.check(staff.account)
    return StaffProof(staff, token.strip())


StaffProved = Annotated[StaffProof, Depends(_prove)]


async def _staff(proof: StaffProved) -> Staff:
    return proof.staff


AtDesk = Annotated[Staff, Depends(_staff)]


async def _supervise(staff: AtDesk) -> Staff:
    if staff.role is not Role.SUPERVISOR:
        raise StaffNotAllowed(staff.account)
    return staff


Supervising = Annotated[Staff, Depends(_supervise)]


async def _read(conversation_id: str, staff: AtDesk, gateway: Wired) -> str:
    """What waits, raises an alarm, or is or was one's own; supervisors read everything."""
    await asyncio.to_thread(gateway.repository.get, conversation_id)
    supervises = staff.role is Role.SUPERVISOR
    if not supervises and not await asyncio.to_thread(gateway.desk.board.concerns, conversation_id, staff):
        raise StaffNotAllowed(f"{staff.account!r} has nothing to do with {conversation_id!r}")
    await asyncio.to_thread(gateway.desk.audit.record_reading, staff, conversation_id)
    return conversation_id


Readable = Annotated[str, Depends(_read)]
"""The id of a conversation that this person may read. That it is read goes into the audit trail."""
