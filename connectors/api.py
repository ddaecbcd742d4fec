"""The public routes."""

import asyncio
import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from chassis.regions import RegionRegistry
from connectors.bootstrap import Gateway
from connectors.channel import InboundRequest
from connectors.errors import ChannelUnknown, LanguageUnknown, RegionUnknown
from connectors.events import follow
from connectors.limits import is_loopback
from connectors.models import Author, Message
from connectors.settings import LANGUAGES
from connectors.web_chat.channel import clean
from connectors.wire import (
    ConversationOpened,
    ConversationRequest,
    MessageAnswered,
    MessageRequest,
    ReviewRequest,
    ReviewStored,
    Transcript,
    TranscriptEntry,
)

_SEQUENCE = re.compile(r"\d{1,9}")
_PING_SECONDS = 15
_EVENT_NAMES = {
    Author.CITIZEN: "message",
    Author.ASSISTANT: "reply",
    Author.AGENT: "agent_message",
    Author.SYSTEM: "state",
}


def _gateway(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


Wired = Annotated[Gateway, Depends(_gateway)]


async def _limit_address(request: Request, gateway: Wired) -> None:
    address = request.client.host if request.client else "unknown"
    if gateway.settings.limit_loopback or not is_loopback(address):
        gateway.per_address.check(address)


async def _prove(request: Request, conversation_id: str, gateway: Wired) -> str:
    """The conversation's id, once the token has shown that it is the caller's own."""
    gateway.web_chat.verify(InboundRequest(conversation_id, request.headers, {}))
    return conversation_id


Proved = Annotated[str, Depends(_prove)]
router = APIRouter(prefix="/api/v1", dependencies=[Depends(_limit_address)], tags=["对话"])


@router.post("/conversations", status_code=HTTPStatus.CREATED, summary="开始一次对话")
async def open_conversation(body: ConversationRequest, gateway: Wired) -> ConversationOpened:
    if body.channel != gateway.web_chat.name:
        raise ChannelUnknown(repr(body.channel[:50]))
    if body.region and RegionRegistry.load().find(body.region) is None:
        raise RegionUnknown(repr(body.region[:50]))
    if body.language not in LANGUAGES:
        raise LanguageUnknown(repr(body.language[:50]))
    conversation = await asyncio.to_thread(
        gateway.repository.create, channel=body.channel, region=body.region or None, language=body.language
    )
    token = gateway.web_chat.issue_token(conversation.id)
    return ConversationOpened(conversation_id=conversation.id, token=token)


@router.post("/conversations/{conversation_id}/messages", summary="发送一条消息，等到回复")
async def send_message(
    request: Request, body: MessageRequest, conversation_id: Proved, gateway: Wired
) -> MessageAnswered:
    gateway.per_conversation.check(conversation_id)
    inbound = InboundRequest(conversation_id, request.headers, body.model_dump())
    incoming = gateway.web_chat.parse(inbound)
    return MessageAnswered.of(await gateway.bridge.take(gateway.web_chat, conversation_id, incoming))


@router.get("/conversations/{conversation_id}/messages", summary="对话记录")
async def read_transcript(
    conversation_id: Proved,
    gateway: Wired,
    after: Annotated[int, Query(ge=0, le=999_999_999)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 500,
) -> Transcript:
    conversation = await asyncio.to_thread(gateway.repository.get, conversation_id)
    entries = await asyncio.to_thread(
        gateway.repository.transcript, conversation_id, after=after, limit=limit + 1
    )
    review = await asyncio.to_thread(gateway.repository.find_review, conversation_id)
    return Transcript(
        conversation_id=conversation_id,
        state=conversation.state,
        region=conversation.region,
        language=conversation.language,
        messages=[TranscriptEntry.of(entry) for entry in entries[:limit]],
        more=len(entries) > limit,
        review=ReviewStored.of(review) if review else None,
    )


@router.get(
    "/conversations/{conversation_id}/events",
    summary="实时事件（server-sent events）",
    response_class=EventSourceResponse,
)
async def read_events(
    conversation_id: Proved, gateway: Wired, last_event_id: Annotated[str, Header()] = ""
) -> EventSourceResponse:
    """Events `message`, `reply`, `agent_message`, `state`. Without Last-Event-ID: from now on."""
    gateway.hub.check_room(conversation_id)
    if _SEQUENCE.fullmatch(last_event_id):
        after = int(last_event_id)
    else:
        await asyncio.to_thread(gateway.repository.get, conversation_id)
        after = await asyncio.to_thread(gateway.repository.last_sequence, conversation_id)
    return EventSourceResponse(_events(gateway, conversation_id, after=after), ping=_PING_SECONDS)


async def _events(gateway: Gateway, conversation_id: str, *, after: int) -> AsyncIterator[ServerSentEvent]:
    async def read_on(sequence: int) -> list[Message]:
        return await asyncio.to_thread(gateway.repository.transcript, conversation_id, after=sequence)

    entries = follow(
        gateway.hub,
        conversation_id,
        after=after,
        read_on=read_on,
        poll_seconds=gateway.settings.events_poll_seconds,
    )
    async for entry in entries:
        yield ServerSentEvent(
            TranscriptEntry.of(entry).model_dump_json(),
            event=_EVENT_NAMES[entry.author],
            id=str(entry.sequence),
        )


@router.post(
    "/conversations/{conversation_id}/review",
    status_code=HTTPStatus.CREATED,
    summary="评价这次对话（好差评，五个等级，只能评一次）",
)
async def review_conversation(body: ReviewRequest, conversation_id: Proved, gateway: Wired) -> ReviewStored:
    await asyncio.to_thread(gateway.repository.get, conversation_id)
    review = await asyncio.to_thread(
        gateway.repository.save_review, conversation_id, level=body.level, comment=clean(body.comment)
    )
    return ReviewStored.of(review)
