"""What the console refuses, and the sentence that staff read.

ConnectorError
└── ConsoleError             read by staff, on a page of the console
    ├── NotSignedIn          no session, or one that is over or was ended
    ├── PasswordChangeDue    the first password was given by somebody else
    ├── PasswordRefused      account and password do not belong together
    ├── PasswordUnfit        too short, too common, or the one before
    ├── TooManyTries         wrong passwords; says how long to wait
    ├── FormRefused          a form without the token of this session
    ├── AccountExists        the name is taken
    ├── AccountUnknown       no such account
    ├── AccountUnfit         no name, no role, or letters that no account has
    ├── AccountChanged       another person was quicker
    ├── OwnAccount           nobody takes the keys from themselves
    ├── LastAdmin            nobody would be left who keeps the accounts
    ├── StaffSignInFailed    the office's own sign-in did not come about
    ├── KnowledgeUnavailable the knowledge service does not answer
    └── KnowledgeRefused     it refused, and says why
"""

from http import HTTPStatus

from connectors.errors import ConnectorError


class ConsoleError(ConnectorError):
    """Read by staff, on a page of the console."""


class NotSignedIn(ConsoleError):
    code = "not_signed_in"
    status = HTTPStatus.UNAUTHORIZED
    message = "请先登录。"


class PasswordChangeDue(ConsoleError):
    code = "password_change_due"
    status = HTTPStatus.FORBIDDEN
    message = "请先换成您自己的密码。"


class PasswordRefused(ConsoleError):
    code = "password_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "账号或密码不对。请再试一次；忘了密码，请找管理员。"


class PasswordUnfit(ConsoleError):
    code = "password_unfit"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "这个密码不能用。"


class TooManyTries(ConsoleError):
    code = "too_many_tries"
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, *, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(f"{seconds} s", message=f"试错的次数太多了。请等 {minutes} 分钟再试，或者找管理员。")
        self.seconds = seconds

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.seconds)}


class FormRefused(ConsoleError):
    code = "form_refused"
    status = HTTPStatus.FORBIDDEN
    message = "这个表单已经过时，没有保存。请回到上一页，刷新后再试。"


class AccountExists(ConsoleError):
    code = "account_exists"
    status = HTTPStatus.CONFLICT
    message = "这个账号已经有人用了。请换一个。"


class AccountUnknown(ConsoleError):
    code = "account_unknown"
    status = HTTPStatus.NOT_FOUND
    message = "没有找到这个账号。"


class AccountUnfit(ConsoleError):
    code = "account_unfit"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = "账号只能用字母、数字和 _ . @ -，最多 64 个；姓名要写，角色至少选一个。"


class AccountChanged(ConsoleError):
    code = "account_changed"
    status = HTTPStatus.CONFLICT
    message = "别人刚刚改过这个账号，您的改动没有保存。请刷新后再改。"


class OwnAccount(ConsoleError):
    code = "own_account"
    status = HTTPStatus.CONFLICT
    message = "不能停用自己的账号，也不能去掉自己的管理员角色。请另一位管理员来做。"


class LastAdmin(ConsoleError):
    code = "last_admin"
    status = HTTPStatus.CONFLICT
    message = "这是最后一位管理员，没有改动。请先让另一个账号当管理员。"


class StaffSignInFailed(ConsoleError):
    code = "staff_sign_in_failed"
    status = HTTPStatus.FORBIDDEN
    message = "单位登录没有成功。请再点一次“用单位账号登录”。"


class KnowledgeUnavailable(ConsoleError):
    code = "knowledge_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "知识服务暂时没有回应，没有做成。请过一会儿再试。"


class KnowledgeRefused(ConsoleError):
    """`status`, `code` and `message` are the knowledge service's own."""

    code = "knowledge_refused"

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(f"{status.value} {code}", message=message)
        self.status = status
        self.code = code
