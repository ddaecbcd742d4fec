"""The public routes."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from chassis.regions import RegionRegistry
from connectors import files_api
from connectors.bootstrap import Gateway
from connectors.channel import InboundRequest
from connectors.deps import Presented, Proof, Proved, Wired, limit_address
from connectors.errors import (
    ChannelUnknown,
    ConversationTokenRefused,
    LanguageUnknown,
    RegionUnknown,
    SignInOver,
)
from connectors.events import EVENT_NAMES, follow
from connectors.identity import api as identity
from connectors.models import ConversationState, Message
from connectors.settings import LANGUAGES
from connectors.web_chat.channel import clean
from connectors.wire import (
    AnswerFeedbackRequest,
    AnswerFeedbackStored,
    ConversationOpened,
    ConversationRequest,
    MessageAnswered,
    MessageRequest,
    ReviewRequest,
    ReviewStored,
    SignedIn,
    Transcript,
    TranscriptEntry,
    Waiting,
)

_SEQUENCE = re.compile(r"\d{1,9}")
_PING_SECONDS = 15


router = APIRouter(prefix="/api/v1", dependencies=[Depends(limit_address)], tags=["对话"])


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
    request: Request, body: MessageRequest, conversation_id: Proved, proof: Presented, gateway: Wired
) -> MessageAnswered:
    gateway.per_conversation.check(conversation_id)
    inbound = InboundRequest(conversation_id, request.headers, body.model_dump())
    incoming = replace(gateway.web_chat.parse(inbound), sign_in_id=proof.sign_in_id)
    incoming = await asyncio.to_thread(gateway.announcement.vouch, conversation_id, incoming)
    incoming = await gateway.files.vouch(conversation_id, incoming)
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
    signed_in = await asyncio.to_thread(gateway.sign_ins.current, conversation_id)
    waits = conversation.state is ConversationState.QUEUED
    wait = await asyncio.to_thread(gateway.desk.board.wait_of, conversation_id) if waits else None
    return Transcript(
        conversation_id=conversation_id,
        state=conversation.state,
        region=conversation.region,
        language=conversation.language,
        messages=[TranscriptEntry.of(entry) for entry in entries[:limit]],
        more=len(entries) > limit,
        review=ReviewStored.of(review) if review else None,
        signed_in=SignedIn.of(signed_in) if signed_in else None,
        waiting=Waiting.of(wait) if wait else None,
    )


@router.get(
    "/conversations/{conversation_id}/events",
    summary="实时事件（server-sent events）",
    response_class=EventSourceResponse,
)
async def read_events(
    conversation_id: Proved, proof: Presented, gateway: Wired, last_event_id: Annotated[str, Header()] = ""
) -> EventSourceResponse:
    """Events `message`, `reply`, `agent_message`, `state`. Without Last-Event-ID: from now on."""
    gateway.hub.check_room(conversation_id)
    if _SEQUENCE.fullmatch(last_event_id):
        after = int(last_event_id)
    else:
        await asyncio.to_thread(gateway.repository.get, conversation_id)
        after = await asyncio.to_thread(gateway.repository.last_sequence, conversation_id)
    return EventSourceResponse(_events(gateway, proof, after=after), ping=_PING_SECONDS)


async def _events(gateway: Gateway, proof: Proof, *, after: int) -> AsyncIterator[ServerSentEvent]:
    """Falls silent when its token no longer opens the conversation: somebody has signed in, or out."""
    conversation_id = proof.conversation_id

    async def read_on(sequence: int) -> list[Message]:
        try:
            await asyncio.to_thread(gateway.sign_ins.admit, conversation_id, proof.sign_in_id)
        except (ConversationTokenRefused, SignInOver):
            return []
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
            event=EVENT_NAMES[entry.author],
            id=str(entry.sequence),
        )


@router.post(
    "/conversations/{conversation_id}/messages/{message_id}/feedback",
    summary="反映一条回答有误（每条回答记一次）",
)
async def say_answer_is_wrong(
    body: AnswerFeedbackRequest,
    conversation_id: Proved,
    message_id: Annotated[str, Path(max_length=32)],
    gateway: Wired,
) -> AnswerFeedbackStored:
    """`message_id`: of the answer, or of the question that it answers."""
    gateway.per_conversation.check(conversation_id)
    changed = await gateway.wrong_answers.tell(
        conversation_id, message_id, kind=body.kind, comment=clean(body.comment)
    )
    return AnswerFeedbackStored(changed=changed)


@router.post(
    "/conversations/{conversation_id}/review",
    status_code=HTTPStatus.CREATED,
    summary="评价这次对话（好差评，五个等级，只能评一次）",
)
async def review_conversation(
    body: ReviewRequest, conversation_id: Proved, proof: Presented, gateway: Wired
) -> ReviewStored:
    review = await gateway.reviewing.give(
        conversation_id, level=body.level, comment=clean(body.comment), sign_in_id=proof.sign_in_id
    )
    return ReviewStored.of(review)


router.include_router(identity.router)
router.include_router(files_api.router)
