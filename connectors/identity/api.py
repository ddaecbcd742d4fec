"""What the chat page asks for around a sign-in. The browser's own way there and back is in `browser.py`."""

import asyncio
from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from connectors.deps import Owned, Presented, Wired
from connectors.errors import ConversationClosed
from connectors.identity import cookie
from connectors.identity.addresses import callback_for
from connectors.identity.browser import START
from connectors.models import ConversationState
from connectors.wire import SignedIn, SignInCompleted, SignInOpened

router = APIRouter(tags=["登录"])


@router.post(
    "/conversations/{conversation_id}/sign-in",
    status_code=HTTPStatus.CREATED,
    summary="开始登录：得到一个五分钟内有效、只能用一次的网址",
)
async def open_sign_in(
    request: Request, response: Response, conversation_id: Owned, gateway: Wired
) -> SignInOpened:
    gateway.per_conversation.check(conversation_id)
    callback = callback_for(request, gateway.settings)
    conversation = await asyncio.to_thread(gateway.repository.get, conversation_id)
    if conversation.state is ConversationState.CLOSED:
        raise ConversationClosed(repr(conversation_id))
    opened = await asyncio.to_thread(gateway.sign_in.open, conversation_id)
    cookie.give(response, opened, secure=callback.startswith("https://"))
    return SignInOpened(url=f"{START}?ticket={opened.ticket}", expires_at=opened.expires_at)


@router.post(
    "/conversations/{conversation_id}/sign-in/completion",
    summary="登录回来以后，用同一个浏览器换取新的对话凭证",
)
async def complete_sign_in(request: Request, proof: Presented, gateway: Wired) -> SignInCompleted:
    sign_in = await asyncio.to_thread(
        gateway.sign_in.complete, proof.conversation_id, secret=cookie.read(request)
    )
    token = gateway.web_chat.issue_token(proof.conversation_id, sign_in_id=sign_in.id)
    return SignInCompleted(token=token, signed_in=SignedIn.of(sign_in))


@router.post(
    "/conversations/{conversation_id}/sign-out",
    status_code=HTTPStatus.NO_CONTENT,
    summary="退出登录，之后要重新登录才能再看这次对话",
)
async def sign_out(conversation_id: Owned, gateway: Wired) -> None:
    await asyncio.to_thread(gateway.sign_ins.end, conversation_id)
