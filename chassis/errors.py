"""The errors that a person may read.

CivicError                 code, HTTP status, a sentence for the reader
├── Unauthorised           no token, or one that is not ours
├── Forbidden              somebody known, who may not do this
├── NotReady               a part that is needed is not up yet
└── (each package has one root of its own below CivicError)
"""

from http import HTTPStatus


class CivicError(Exception):
    """An error with a stable code for programs and a Chinese sentence for people."""

    code = "internal"
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    message = "系统出了点问题，请稍后再试。急事请拨打 12345。"

    def __init__(self, detail: str = "", *, message: str | None = None) -> None:
        super().__init__(detail or message or self.message)
        if message is not None:
            self.message = message


class Unauthorised(CivicError):
    code = "unauthorised"
    status = HTTPStatus.UNAUTHORIZED
    message = "登录信息无效或已过期，请重新打开页面。"


class Forbidden(CivicError):
    code = "forbidden"
    status = HTTPStatus.FORBIDDEN
    message = "您没有做这件事的权限。"


class NotReady(CivicError):
    code = "not_ready"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "服务正在启动，请过一会儿再试。"
