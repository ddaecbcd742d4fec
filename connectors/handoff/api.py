"""The desk's routes: for staff, with their own tokens."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query
from sse_starlette import EventSourceResponse

from chassis.web import documented
from connectors.bootstrap import Gateway
from connectors.deps import Wired
from connectors.errors import (
    AlarmSettled,
    AlarmUnknown,
    AnswerUnknown,
    ConversationClosed,
    ConversationUnknown,
    NotYourTalk,
    StaffNotAllowed,
    StaffTokenRefused,
    TakenByAnother,
    TextEmpty,
)
from connectors.handoff import streams
from connectors.handoff.deps import AtDesk, Readable, StaffProved, Supervising
from connectors.handoff.summary import summarise
from connectors.handoff.views import board_view, entry_view, taken_view
from connectors.handoff.wire import (
    AgentMessageRequest,
    AgentMessageStored,
    AlarmView,
    BoardView,
    CloseRequest,
    DeskConversation,
    Destination,
    DismissalRequest,
    PresenceReport,
    PresenceView,
    ReleaseRequest,
    StaffActions,
    StaffActionView,
    StateView,
    SummaryView,
    TakenView,
)
from connectors.models import ConversationState
from connectors.web_chat.channel import clean
from connectors.wire import AnswerFeedbackRequest, AnswerFeedbackStored
from knowledge_base.errors import KnowledgeUnavailable

_PING_SECONDS = 15
_MOST_ENTRIES = 5000

router = APIRouter(prefix="/api/v1/desk", tags=["工作台"])


@router.put("/presence", summary="报到：在线、暂离、下线", responses=documented(StaffTokenRefused))
async def report_presence(body: PresenceReport, staff: AtDesk, gateway: Wired) -> PresenceView:
    present = await asyncio.to_thread(gateway.desk.presence.report, staff, body.status)
    gateway.desk.ring()
    return PresenceView.model_validate(present)


@router.get("/board", summary="排队、在谈、警报、在岗", responses=documented(StaffTokenRefused))
async def read_board(_: AtDesk, gateway: Wired) -> BoardView:
    return board_view(await asyncio.to_thread(gateway.desk.board.read))


@router.get(
    "/events",
    summary="看板的实时事件（server-sent events）",
    response_class=EventSourceResponse,
    responses=documented(StaffTokenRefused),
)
async def read_board_events(proof: StaffProved, gateway: Wired) -> EventSourceResponse:
    """Event `board`: the whole board, at once and whenever it has changed. Nothing to catch up with."""
    return EventSourceResponse(streams.boards(gateway, proof), ping=_PING_SECONDS)


@router.post(
    "/alarms/{alarm_id}/acknowledgement",
    summary="警报：我来看",
    responses=documented(StaffTokenRefused, AlarmUnknown, AlarmSettled),
)
async def acknowledge_alarm(alarm_id: str, staff: AtDesk, gateway: Wired) -> AlarmView:
    alarm = await asyncio.to_thread(gateway.desk.talks.acknowledge, alarm_id, staff)
    _tell(gateway, alarm.conversation_id)
    return AlarmView.model_validate(alarm)


@router.post(
    "/alarms/{alarm_id}/dismissal",
    summary="警报：误报，安静撤下",
    responses=documented(StaffTokenRefused, AlarmUnknown, AlarmSettled),
)
async def dismiss_alarm(alarm_id: str, body: DismissalRequest, staff: AtDesk, gateway: Wired) -> AlarmView:
    alarm = await asyncio.to_thread(gateway.desk.talks.dismiss, alarm_id, staff, note=body.note)
    _tell(gateway, alarm.conversation_id)
    return AlarmView.model_validate(alarm)


@router.get(
    "/conversations/{conversation_id}",
    summary="一次对话：摘要和全部记录",
    responses=documented(StaffTokenRefused, StaffNotAllowed, ConversationUnknown),
)
async def read_conversation(conversation_id: Readable, gateway: Wired) -> DeskConversation:
    board, repository = gateway.desk.board, gateway.repository
    conversation = await asyncio.to_thread(repository.get, conversation_id)
    transcript = await asyncio.to_thread(repository.transcript, conversation_id, limit=_MOST_ENTRIES)
    handoffs = await asyncio.to_thread(board.handoffs, conversation_id)
    alarms = await asyncio.to_thread(board.alarms, conversation_id)
    senders = await asyncio.to_thread(board.senders, conversation_id)
    signed_in = await asyncio.to_thread(gateway.sign_ins.current, conversation_id)
    summary = summarise(
        conversation,
        transcript,
        who=signed_in.name if signed_in else None,
        handoff=handoffs[-1] if handoffs else None,
        alarms=alarms,
    )
    return DeskConversation(
        conversation_id=conversation_id,
        state=conversation.state,
        summary=SummaryView.model_validate(summary),
        messages=[entry_view(message, senders.get(message.id)) for message in transcript],
    )


@router.get(
    "/conversations/{conversation_id}/events",
    summary="一次对话的实时事件（server-sent events）",
    response_class=EventSourceResponse,
    responses=documented(StaffTokenRefused, StaffNotAllowed, ConversationUnknown),
)
async def read_conversation_events(
    conversation_id: Readable,
    proof: StaffProved,
    gateway: Wired,
    last_event_id: Annotated[str, Header()] = "",
) -> EventSourceResponse:
    """As the citizen's events, with the account of each agent. Without Last-Event-ID: from now on."""
    after = await streams.position(gateway, conversation_id, last_event_id)
    events = streams.entries(gateway, proof, conversation_id, after=after)
    return EventSourceResponse(events, ping=_PING_SECONDS)


@router.post(
    "/conversations/{conversation_id}/take",
    summary="接手：从队列，或者直接从助手手里",
    responses=documented(StaffTokenRefused, ConversationUnknown, ConversationClosed, TakenByAnother),
)
async def take_conversation(conversation_id: str, staff: AtDesk, gateway: Wired) -> TakenView:
    handoff = await asyncio.to_thread(gateway.desk.talks.take, conversation_id, staff)
    _tell(gateway, conversation_id)
    return taken_view(handoff)


@router.post(
    "/conversations/{conversation_id}/messages",
    summary="对市民说一句话；存好才确认",
    responses=documented(StaffTokenRefused, ConversationUnknown, NotYourTalk, TextEmpty),
)
async def send_agent_message(
    conversation_id: str, body: AgentMessageRequest, staff: AtDesk, gateway: Wired
) -> AgentMessageStored:
    text = clean(body.text)
    if not text:
        raise TextEmpty
    sent = await asyncio.to_thread(
        gateway.desk.talks.send,
        conversation_id,
        staff,
        client_message_id=body.client_message_id,
        text=text,
    )
    _tell(gateway, conversation_id)
    message = sent.message
    return AgentMessageStored(
        message_id=message.id, sequence=message.sequence, created_at=message.created_at, text=message.text
    )


@router.post(
    "/conversations/{conversation_id}/messages/{message_id}/feedback",
    summary="反映助手的一条回答有误（每人每条记一次）",
    responses=documented(
        StaffTokenRefused, StaffNotAllowed, ConversationUnknown, AnswerUnknown, KnowledgeUnavailable
    ),
)
async def say_answer_is_wrong(
    body: AnswerFeedbackRequest,
    conversation_id: Readable,
    message_id: Annotated[str, Path(max_length=32)],
    staff: AtDesk,
    gateway: Wired,
) -> AnswerFeedbackStored:
    """`message_id`: of the answer, or of the question that it answers."""
    changed = await gateway.wrong_answers.tell(
        conversation_id, message_id, kind=body.kind, comment=clean(body.comment), account=staff.account
    )
    if changed:
        await asyncio.to_thread(gateway.desk.audit.record_feedback, staff, conversation_id, body.kind)
    return AnswerFeedbackStored(changed=changed)


@router.post(
    "/conversations/{conversation_id}/release",
    summary="交还：给助手，或者回到队列",
    responses=documented(StaffTokenRefused, ConversationUnknown, NotYourTalk),
)
async def release_conversation(
    conversation_id: str, body: ReleaseRequest, staff: AtDesk, gateway: Wired
) -> StateView:
    talks = gateway.desk.talks
    if body.to is Destination.QUEUE:
        await asyncio.to_thread(talks.requeue, conversation_id, staff, note=body.note)
        state = ConversationState.QUEUED
    else:
        await asyncio.to_thread(talks.hand_back, conversation_id, staff, note=body.note)
        gateway.bridge.resume(gateway.web_chat, conversation_id)
        state = ConversationState.BOT
    _tell(gateway, conversation_id)
    return StateView(conversation_id=conversation_id, state=state)


@router.post(
    "/conversations/{conversation_id}/close",
    summary="结束对话",
    responses=documented(StaffTokenRefused, ConversationUnknown, NotYourTalk),
)
async def close_conversation(
    conversation_id: str, body: CloseRequest, staff: AtDesk, gateway: Wired
) -> StateView:
    await asyncio.to_thread(gateway.desk.talks.close, conversation_id, staff, reason=body.reason)
    _tell(gateway, conversation_id)
    return StateView(conversation_id=conversation_id, state=ConversationState.CLOSED)


@router.get(
    "/actions",
    summary="工作人员做过什么（组长）",
    responses=documented(StaffTokenRefused, StaffNotAllowed),
)
async def read_actions(
    _: Supervising,
    gateway: Wired,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    conversation_id: Annotated[str | None, Query(max_length=32)] = None,
) -> StaffActions:
    found = await asyncio.to_thread(
        gateway.desk.audit.read, before=before, limit=limit, conversation_id=conversation_id
    )
    return StaffActions(actions=[StaffActionView.model_validate(action) for action in found])


def _tell(gateway: Gateway, conversation_id: str) -> None:
    """Every open page of the conversation, and every desk."""
    gateway.hub.ring(conversation_id)
    gateway.desk.ring()
