"""What goes over the public API."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from actions.wire.reviews import ReviewLevel
from bot.wire import Reply
from connectors.handoff.models import Wait
from connectors.identity.models import SignIn
from connectors.models import Author, ConversationState, Message, Review, Turn, TurnStatus
from connectors.settings import DEFAULT_LANGUAGE, MAX_COMMENT_CHARACTERS
from knowledge_base.desk_wire.asked import FeedbackKind

ClientMessageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:@-]{1,64}$")]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ConversationRequest(_Request):
    channel: str = "web_chat"
    region: str | None = Field(default=None, description="行政区划代码（GB/T 2260），例如 440104")
    language: str = DEFAULT_LANGUAGE


class ConversationOpened(BaseModel):
    conversation_id: str
    token: str


class MessageRequest(_Request):
    """Either words or the payload of a button of the last replies."""

    client_message_id: ClientMessageId = Field(description="由客户端生成。重发时用同一个，得到同一个回复")
    text: str | None = Field(default=None, description="去掉首尾空白后 1 到 1000 个字")
    payload: str | None = Field(default=None, max_length=4000)

    @model_validator(mode="after")
    def not_both(self) -> "MessageRequest":
        if self.text and self.payload:
            raise ValueError("text or payload, not both")
        return self


class MessageAnswered(BaseModel):
    message_id: str
    state: ConversationState
    topic: str
    replies: list[Reply]
    failed: bool = Field(description="true：没有查成功，可以用同一个 client_message_id 再试")

    @staticmethod
    def of(turn: Turn) -> "MessageAnswered":
        answer = turn.answer
        return MessageAnswered(
            message_id=turn.message.id,
            state=turn.state,
            topic=answer.topic if answer else "",
            replies=list(answer.replies) if answer else [],
            failed=answer.failed if answer else False,
        )


class TranscriptEntry(BaseModel):
    sequence: int
    message_id: str
    author: Author
    created_at: datetime
    text: str
    client_message_id: str | None
    status: TurnStatus | None
    answers: str | None
    topic: str
    replies: list[Reply]
    failed: bool
    state: ConversationState | None

    @staticmethod
    def of(message: Message) -> "TranscriptEntry":
        return TranscriptEntry(
            sequence=message.sequence,
            message_id=message.id,
            author=message.author,
            created_at=message.created_at,
            text=message.text,
            client_message_id=message.client_message_id,
            status=message.status,
            answers=message.answers_id,
            topic=message.topic,
            replies=list(message.replies),
            failed=message.failed,
            state=message.state,
        )


class ReviewRequest(_Request):
    level: ReviewLevel
    comment: str = Field(default="", max_length=MAX_COMMENT_CHARACTERS)


class ReviewStored(BaseModel):
    level: ReviewLevel
    comment: str
    created_at: datetime

    @staticmethod
    def of(review: Review) -> "ReviewStored":
        return ReviewStored(level=review.level, comment=review.comment, created_at=review.created_at)


class AnswerFeedbackRequest(_Request):
    """What is wrong with an answer."""

    kind: FeedbackKind
    comment: str = Field(default="", max_length=MAX_COMMENT_CHARACTERS)


class AnswerFeedbackStored(BaseModel):
    changed: bool = Field(description="false：这条回答以前已经反映过，以第一次说的为准")


class SignInOpened(BaseModel):
    url: str = Field(description="在同一个浏览器里打开，只能用一次")
    expires_at: datetime


class SignedIn(BaseModel):
    name: str = Field(description="只显示姓，例如 陈**")
    until: datetime

    @staticmethod
    def of(sign_in: SignIn) -> "SignedIn":
        return SignedIn(name=sign_in.name, until=sign_in.until)


class SignInCompleted(BaseModel):
    token: str = Field(description="这次对话的新凭证，旧的从此无效")
    signed_in: SignedIn


class Waiting(BaseModel):
    """What is known of the wait for a person."""

    place: int
    agents: int = Field(description="在线的工作人员人数；0 表示现在没有人在线")
    minutes: int | None = Field(description="估计还要等几分钟；0 表示有人空着；null 表示说不准")

    @staticmethod
    def of(wait: Wait) -> "Waiting":
        return Waiting(place=wait.place, agents=wait.agents, minutes=wait.minutes)


class Transcript(BaseModel):
    conversation_id: str
    state: ConversationState
    region: str | None
    language: str
    messages: list[TranscriptEntry]
    more: bool = Field(description="true：后面还有，用最后一条的 sequence 作 after 再取")
    review: ReviewStored | None
    signed_in: SignedIn | None
    waiting: Waiting | None = Field(description="排队等工作人员时才有")
