"""What the gateway refuses, and the sentence it gives to the reader.

CivicError
└── ConnectorError
    ├── TextEmpty                nothing but white space was sent
    ├── TextTooLong              more than 1,000 characters
    ├── PayloadUnknown           a button that the last replies did not offer
    ├── RegionUnknown            not a district we know
    ├── LanguageUnknown          not a language we speak
    ├── ChannelUnknown           not a channel we serve
    ├── ConversationTokenRefused no token, an altered one, or somebody else's
    ├── ConversationUnknown      the conversation is not, or no longer, stored
    ├── ConversationClosed       the conversation has ended
    ├── ConversationBusy         the message before this one is still being answered
    ├── ReviewExists             this conversation has its review already
    └── TooManyRequests          over a rate limit; says when to come back
"""

from http import HTTPStatus

from chassis.errors import CivicError


class ConnectorError(CivicError):
    """Root of what the gateway refuses."""

    @property
    def headers(self) -> dict[str, str]:
        return {}


class TextEmpty(ConnectorError):
    code = "text_empty"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "还没有写内容。请写下您想问的事。"


class TextTooLong(ConnectorError):
    code = "text_too_long"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "内容太长了，一次最多 1000 个字。请分几次发送。"


class PayloadUnknown(ConnectorError):
    code = "payload_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这个按钮已经过时了。请用最新一条回复里的按钮，或者直接打字。"


class RegionUnknown(ConnectorError):
    code = "region_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "目前只有广州市越秀区和深圳市龙华区的资料。请从这两个区里选，或者先不选。"


class LanguageUnknown(ConnectorError):
    code = "language_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "暂不支持这种语言。请用中文。"


class ChannelUnknown(ConnectorError):
    code = "channel_unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "没有开通这个渠道。请从网页打开办事通。"


class ConversationTokenRefused(ConnectorError):
    code = "conversation_token_refused"
    status = HTTPStatus.UNAUTHORIZED
    message = "这次对话的凭证无效或已过期。请开始新的对话。"

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class ConversationUnknown(ConnectorError):
    code = "conversation_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这次对话。请开始新的对话。"


class ConversationClosed(ConnectorError):
    code = "conversation_closed"
    status = HTTPStatus.CONFLICT
    message = "这次对话已经结束。请开始新的对话。"


class ConversationBusy(ConnectorError):
    code = "conversation_busy"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "上一条还在处理。请稍等几秒再发。"

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "3"}


class ReviewExists(ConnectorError):
    code = "review_exists"
    status = HTTPStatus.CONFLICT
    message = "这次对话已经评价过了。谢谢您。"


class TooManyRequests(ConnectorError):
    code = "too_many_requests"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = "发送得太快了。请稍等一会儿再发。"

    def __init__(self, *, retry_after_seconds: int) -> None:
        super().__init__(f"retry after {retry_after_seconds} s")
        self.retry_after_seconds = retry_after_seconds

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.retry_after_seconds)}
