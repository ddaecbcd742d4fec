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
    ├── AnswerUnknown            no answer of this conversation, or one that rests on no documents
    ├── ReviewExists             this conversation has its review already
    ├── TooManyRequests          over a rate limit; says when to come back
    ├── FileTooLarge             a file over the limit; nothing of it is kept
    ├── UploadBrokenOff          a file that stopped coming, or came too slowly
    ├── StaffTokenRefused        no staff token, an altered one, or one that has expired
    ├── StaffNotAllowed          for supervisors, or for whoever has the conversation in hand
    ├── TakenByAnother           another agent has the conversation already
    ├── NotYourTalk              it is not, or no longer, in the agent's hands
    ├── AlarmUnknown             no such alarm
    ├── AlarmSettled             another agent has dealt with the alarm already
    ├── ConsoleError             read by staff: `connectors/console/errors.py`
    ├── SignInOver               somebody was signed in here, and no longer is
    ├── SignInMissing            nobody has just signed in from this browser
    ├── SignInAddressUnknown     the page was opened under an address that we do not know as ours
    └── SignInFailed             read on a page of its own: the citizen has left the chat to sign in
        ├── TicketRefused        run out, used before, or taken to another browser
        ├── CallbackRefused      not what this browser began, used before, or too late
        ├── SignInCancelled      the citizen did not agree
        ├── ProviderUnavailable  the identity provider did not answer
        ├── ProviderRefused      it answered something that does not hold
        ├── IdentityIncomplete   it did not say who this is: name and identity number
        ├── ConversationTaken    another person has been signed in in this conversation
        └── RegistrationFailed   the back office did not take the person in
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


class AnswerUnknown(ConnectorError):
    code = "answer_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这条政策回答。请刷新页面再试。"


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


class StaffTokenRefused(ConnectorError):
    code = "staff_token_refused"
    status = HTTPStatus.UNAUTHORIZED
    message = "工作人员凭证无效或已过期。请重新领取。"

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class StaffNotAllowed(ConnectorError):
    code = "staff_not_allowed"
    status = HTTPStatus.FORBIDDEN
    message = "您的权限看不了这里。需要的话，请找值班组长。"


class TakenByAnother(ConnectorError):
    code = "taken_by_another"
    status = HTTPStatus.CONFLICT

    def __init__(self, name: str) -> None:
        super().__init__(f"taken by {name!r}", message=f"这次对话已经由{name}接了。请看下一个。")


class NotYourTalk(ConnectorError):
    code = "not_your_talk"
    status = HTTPStatus.CONFLICT
    message = "这次对话现在不在您手上，没有发送，也没有改动。请刷新看是谁在接。"


class AlarmUnknown(ConnectorError):
    code = "alarm_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这个警报。"


class AlarmSettled(ConnectorError):
    code = "alarm_settled"
    status = HTTPStatus.CONFLICT
    message = "这个警报别人已经处理了。请刷新。"


class FileTooLarge(ConnectorError):
    code = "file_too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    message = "这个文件太大了，收不了。请缩小后再传；照片可以截屏后传截图。"

    def __init__(self, *, megabytes: int) -> None:
        super().__init__(
            f"over {megabytes} MB",
            message=f"这个文件超过 {megabytes} MB，收不了。请缩小后再传；照片可以截屏后传截图。",
        )


class UploadBrokenOff(ConnectorError):
    code = "upload_broken_off"
    status = HTTPStatus.REQUEST_TIMEOUT
    message = "文件没有传完，没有保存。请换个网络好的地方再传，或者缩小后再传。"


class SignInOver(ConnectorError):
    code = "sign_in_over"
    status = HTTPStatus.UNAUTHORIZED
    message = "登录已经结束。为了保护您的信息，请重新登录再看这次对话，或者开始新的对话。"

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class SignInMissing(ConnectorError):
    code = "sign_in_missing"
    status = HTTPStatus.CONFLICT
    message = "登录没有完成。需要的话，请再点一次“登录”。"


class SignInAddressUnknown(ConnectorError):
    code = "sign_in_address_unknown"
    status = HTTPStatus.CONFLICT
    message = "用这个网址打开的页面还不能登录。请管理员设置对外网址（CIVICDESK_PUBLIC_URL）。"


class SignInFailed(ConnectorError):
    code = "sign_in_failed"
    status = HTTPStatus.BAD_GATEWAY
    message = "登录没有成功。请回到对话，再点一次“登录”。"


class TicketRefused(SignInFailed):
    code = "sign_in_ticket_refused"
    status = HTTPStatus.FORBIDDEN
    message = "这个登录链接已经过时，或者不是在这个浏览器里打开的。请回到对话，再点一次“登录”。"


class CallbackRefused(SignInFailed):
    code = "sign_in_callback_refused"
    status = HTTPStatus.FORBIDDEN
    message = "这次登录已经过时，或者不是从这里开始的。请回到对话，再点一次“登录”。"


class SignInCancelled(SignInFailed):
    code = "sign_in_cancelled"
    status = HTTPStatus.OK
    message = "您取消了登录，没有办任何事。不登录也可以问政策。"


class ProviderUnavailable(SignInFailed):
    code = "identity_provider_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "登录服务暂时连不上。请过几分钟再试。着急的话，可以打 12345 或 12333。"


class ProviderRefused(SignInFailed):
    code = "identity_provider_refused"
    message = "登录服务的答复有问题，没有登录成功。请回到对话，再点一次“登录”；还不行，请打 12345。"


class IdentityIncomplete(SignInFailed):
    code = "identity_incomplete"
    message = "登录服务没有给出您的姓名和身份证号，在这里还办不了事。请打 12345 问怎么办。"


class ConversationTaken(SignInFailed):
    code = "conversation_taken"
    status = HTTPStatus.CONFLICT
    message = "这次对话是另一位市民登录过的。请回到对话，点“新对话”，再登录。"


class RegistrationFailed(SignInFailed):
    code = "registration_failed"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "办事系统暂时连不上，没有登录成功。请过几分钟再试。着急的话，可以打 12345 或 12333。"
