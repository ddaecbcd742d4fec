"""Who calls, and with which key: what every route asks of a request's headers.

The service token is checked for all routes together. A route then takes what it needs as a parameter:

- `Citizen`: the subject of a signed-in person; refused without a valid token.
- `Visitor`: the same, or None where no token came. A wrong token is refused, never ignored.
- `InConversation`: the secret id of the conversation, or None.
- `Staff`: the account of a member of staff; refused without one.
- `StaffIfAny`: the same, or None.
- `Call`: the write with its Idempotency-Key.
- `IfMatch`: the version that the caller read last, or None.

A route documents its refusals with `chassis.web.documented`; every write adds `WRITE_REFUSALS`.
"""

import hashlib
import json
import re
from typing import Annotated

from fastapi import Depends, Header, Query, Request

from actions.backoffice.citizens import Citizens
from actions.backoffice.writes import WriteCall
from actions.errors import BackofficeError, CitizenUnknown, KeyMissing, KeyReused, NotAllowed

_KEY = r"^[A-Za-z0-9_-]{1,64}$"
_ACCOUNT = r"^[A-Za-z0-9._@-]{1,64}$"
_VERSION = r'^"[1-9]\d{0,8}"$'

BIGGEST_INTEGER = 2**31 - 1
"""What fits into an integer column on every database."""

WRITE_REFUSALS: tuple[type[BackofficeError], ...] = (CitizenUnknown, KeyMissing, KeyReused)

Region = Annotated[str | None, Query(description="行政区划代码（GB/T 2260），例如 440104")]

Token = Annotated[
    str | None, Header(alias="X-Citizen-Token", max_length=4096, description="登录后签发的令牌")
]
InConversation = Annotated[
    str | None, Header(alias="X-Conversation", pattern=_KEY, description="会话的编号，登录前凭它读写草稿")
]
StaffIfAny = Annotated[str | None, Header(alias="X-Staff", pattern=_ACCOUNT, description="经办人员的账号")]
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="每个写入一个，重试时不变；1 到 64 个字母、数字、-、_"),
]
Match = Annotated[
    str | None, Header(alias="If-Match", pattern=_VERSION, description='最近读到的版本，例如 "3"')
]


def visitor(request: Request, token: Token = None) -> str | None:
    citizens: Citizens = request.app.state.citizens
    return citizens.subject(token) if token else None


def citizen(subject: Annotated[str | None, Depends(visitor)]) -> str:
    if subject is None:
        raise CitizenUnknown("no citizen token")
    return subject


def staff(account: StaffIfAny = None) -> str:
    if account is None:
        raise NotAllowed("no staff account")
    return account


def version_matched(match: Match = None) -> int | None:
    return int(match.strip('"')) if match else None


Visitor = Annotated[str | None, Depends(visitor)]
Citizen = Annotated[str, Depends(citizen)]
Staff = Annotated[str, Depends(staff)]
IfMatch = Annotated[int | None, Depends(version_matched)]


async def write_call(
    *,
    request: Request,
    subject: Visitor,
    match: IfMatch,
    key: Key = None,
    conversation: InConversation = None,
    account: StaffIfAny = None,
) -> WriteCall:
    """Raises: KeyMissing."""
    if key is None or not re.fullmatch(_KEY, key):
        raise KeyMissing(repr((key or "")[:80]))
    body = hashlib.sha256(await request.body()).hexdigest()
    content = [request.url.query, match, subject, conversation, account, body]
    return WriteCall(
        key=key,
        route=f"{request.method} {request.url.path}",
        digest=hashlib.sha256(json.dumps(content).encode()).hexdigest(),
        actor=_actor(subject=subject, conversation=conversation, account=account),
    )


def _actor(*, subject: str | None, conversation: str | None, account: str | None) -> str:
    if account:
        return f"staff:{account}"
    if subject:
        return f"person:{subject}"
    return f"conversation:{conversation}" if conversation else "system"


Call = Annotated[WriteCall, Depends(write_call)]
