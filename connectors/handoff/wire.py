"""What goes over the desk's API."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from chassis.staff import Role
from connectors.handoff.models import (
    AlarmKind,
    AlarmState,
    Ending,
    HandoffState,
    PresenceStatus,
    Reason,
)
from connectors.models import ConversationState
from connectors.settings import MAX_AGENT_TEXT_CHARACTERS, MAX_NOTE_CHARACTERS
from connectors.wire import ClientMessageId, TranscriptEntry

Note = Annotated[str, Field(max_length=MAX_NOTE_CHARACTERS, description="只给工作人员看")]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _View(BaseModel):
    """Made from the noun of the same name."""

    model_config = ConfigDict(from_attributes=True)


class PresenceReport(_Request):
    status: PresenceStatus


class PresenceView(_View):
    account: str
    name: str
    status: PresenceStatus
    until: datetime = Field(description="在此之前要再报一次，否则算离线")


class AgentView(_View):
    """Without the time of the heartbeat, so that a board only changes when something happens."""

    account: str
    name: str
    status: PresenceStatus


class HandoffView(_View):
    id: str
    state: HandoffState
    reason: Reason
    note: str
    queued_at: datetime
    agent: str | None
    agent_name: str | None
    taken_at: datetime | None
    ended_at: datetime | None
    ending: Ending | None


class AlarmView(_View):
    id: str
    conversation_id: str
    kind: AlarmKind
    state: AlarmState
    message_id: str = Field(description="引起警报的那条消息")
    times: int
    raised_at: datetime
    handled_by: str | None
    handled_at: datetime | None
    note: str


class QueuedView(_View):
    place: int
    conversation_id: str
    reason: Reason
    note: str
    alarm: AlarmKind | None
    queued_at: datetime
    region: str | None
    channel: str
    last_text: str = Field(description="市民最后一句话，证件号和手机号已遮盖")


class TalkView(_View):
    conversation_id: str
    agent: str
    agent_name: str
    reason: Reason
    alarm: AlarmKind | None
    taken_at: datetime
    last_sequence: int
    waits: bool = Field(description="true：最后一句是市民说的")


class BoardView(_View):
    waiting: list[QueuedView] = Field(description="警报在前，再按轻重，再按先后")
    talks: list[TalkView]
    alarms: list[AlarmView] = Field(description="还没有了结的警报")
    agents: list[AgentView]


class SourceView(_View):
    title: str
    document_number: str | None
    section: list[str]
    quote: str
    validity: str
    url: str | None


class PointView(_View):
    message_id: str
    at: datetime
    asked: str
    topic: str
    outcome: str = Field(
        description="answered 已答、refused 没答上、asked_back 反问、guided 正在办、said 已回应、"
        "failed 没查成、unanswered 没有回"
    )
    answer: str
    sources: list[SourceView]


class SummaryView(_View):
    who: str | None = Field(description="登录的人，只显示姓；null 表示没有登录")
    region: str | None
    channel: str
    language: str
    since: datetime
    handoff: HandoffView | None
    alarms: list[AlarmView]
    points: list[PointView]
    earlier_points: int = Field(description="更早的还有几条，看对话记录")
    open: list[PointView] = Field(description="还没有了结的")


class DeskEntry(TranscriptEntry):
    account: str | None = Field(description="说这句话的工作人员")


class DeskConversation(BaseModel):
    conversation_id: str
    state: ConversationState
    summary: SummaryView
    messages: list[DeskEntry]


class TakenView(BaseModel):
    conversation_id: str
    state: ConversationState
    handoff: HandoffView


class AgentMessageRequest(_Request):
    client_message_id: ClientMessageId = Field(description="由客户端生成。重发时用同一个，只发一次")
    text: str = Field(
        min_length=1, max_length=MAX_AGENT_TEXT_CHARACTERS, description="去掉首尾空白后不能是空的"
    )


class AgentMessageStored(BaseModel):
    message_id: str
    sequence: int
    created_at: datetime
    text: str


class Destination(StrEnum):
    BOT = "bot"
    QUEUE = "queue"


class ReleaseRequest(_Request):
    to: Destination
    note: Note = ""


class CloseRequest(_Request):
    reason: Note = ""


class DismissalRequest(_Request):
    note: Note = ""


class StateView(BaseModel):
    conversation_id: str
    state: ConversationState


class StaffActionView(_View):
    id: int
    at: datetime
    account: str
    roles: list[Role]
    action: str
    conversation_id: str | None
    detail: str
    trace_id: str


class StaffActions(BaseModel):
    """The latest first."""

    actions: list[StaffActionView]
