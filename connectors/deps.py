"""What the routes ask of a request before they look at it: not too many, and from whom it says it is."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from connectors.bootstrap import Gateway
from connectors.channel import InboundRequest
from connectors.limits import is_loopback


@dataclass(frozen=True)
class Proof:
    """A conversation whose token the caller holds, and the sign-in that the token was issued for."""

    conversation_id: str
    sign_in_id: str | None


def gateway_of(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


Wired = Annotated[Gateway, Depends(gateway_of)]


async def limit_address(request: Request, gateway: Wired) -> None:
    address = request.client.host if request.client else "unknown"
    if gateway.settings.limit_loopback or not is_loopback(address):
        gateway.per_address.check(address)


async def _present(request: Request, conversation_id: str, gateway: Wired) -> Proof:
    presented = gateway.web_chat.presented(InboundRequest(conversation_id, request.headers, {}))
    return Proof(conversation_id, presented)


Presented = Annotated[Proof, Depends(_present)]
"""Only that the token is ours and for this conversation: it may be older than the sign-in."""


async def _prove(proof: Presented, gateway: Wired) -> str:
    await asyncio.to_thread(gateway.sign_ins.admit, proof.conversation_id, proof.sign_in_id)
    return proof.conversation_id


async def _own(proof: Presented, gateway: Wired) -> str:
    await asyncio.to_thread(gateway.sign_ins.admit, proof.conversation_id, proof.sign_in_id, over_too=True)
    return proof.conversation_id


Proved = Annotated[str, Depends(_prove)]
"""The id of a conversation that the caller may read and speak in."""

Owned = Annotated[str, Depends(_own)]
"""The id of a conversation that is the caller's, even where its sign-in is over."""
