"""Calls over HTTP that survive a back office which is slow, restarts, or breaks off in the middle.

Reads may be repeated, and so may writes: each try of a write carries the same Idempotency-Key, and the back
office does the work once. What it refuses in its own words is raised as the error of that code; everything
else, after the last try, is `BackofficeUnavailable`. A write may have been done then: asking again with the
same key tells.
"""

import asyncio
import hashlib
import json
import random
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from time import monotonic
from typing import TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from actions.errors import BackofficeError, BackofficeUnavailable
from actions.wire.base import Wire
from actions.wire.files import FileDownload
from chassis.logs import get_logger

PREFIX = "/backoffice/v1"
_Reply = TypeVar("_Reply", bound=Wire)
_Parsed = TypeVar("_Parsed", bound=BaseModel)


@dataclass(frozen=True)
class Caller:
    """On whose behalf: a signed-in citizen, a conversation before the sign-in, a member of staff.

    `report_code`, in digits, opens the one report that it belongs to.
    """

    citizen_token: str | None = field(default=None, repr=False)
    conversation_id: str | None = field(default=None, repr=False)
    staff: str | None = None
    report_code: str | None = field(default=None, repr=False)

    @property
    def headers(self) -> dict[str, str]:
        given = {
            "X-Citizen-Token": self.citizen_token,
            "X-Conversation": self.conversation_id,
            "X-Staff": self.staff,
            "X-Report-Code": self.report_code,
        }
        return {name: value for name, value in given.items() if value}


OURSELVES = Caller()
"""The service itself: for what concerns nobody in person."""


@dataclass(frozen=True)
class Patience:
    """How long to try. An action has 12 s for all that it does; see `actions/dialogue/settings.py`."""

    tries: int = 3
    try_seconds: float = 1.5
    total_seconds: float = 3.0
    first_pause_seconds: float = 0.1

    def pauses(self) -> Iterator[float]:
        """Between the tries: each twice as long as the one before, less up to a half at random.

        Those who failed together do not come back together.
        """
        for number in range(self.tries - 1):
            yield self.first_pause_seconds * 2**number * random.uniform(0.5, 1.0)


class Fleeting(Exception):
    """A failure that may be over at the next try."""


def key_of(*intent: str) -> str:
    """The Idempotency-Key of an intent, such as conversation, message and what is wanted.

    The same intent has the same key, whoever makes it and however often, so it is done once.
    """
    return hashlib.sha256(json.dumps(intent).encode()).hexdigest()


def at(*parts: str) -> str:
    """The path of a resource. What comes from people is quoted."""
    return "/".join([PREFIX, *(quote(part, safe="") for part in parts)])


@dataclass(frozen=True)
class BackofficeCalls:
    """`now` and `pause` are for tests."""

    http: httpx.AsyncClient
    patience: Patience = Patience()
    now: Callable[[], float] = monotonic
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def read(
        self,
        path: str,
        reply: type[_Reply],
        *,
        caller: Caller = OURSELVES,
        query: Mapping[str, str | None] | None = None,
    ) -> _Reply:
        """Raises: BackofficeError."""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        request = self.http.build_request("GET", path, params=given, headers=caller.headers)
        return _parsed(await self._send(request), reply)

    async def download(self, path: str, *, caller: Caller) -> FileDownload:
        """Raises: BackofficeError."""
        response = await self._send(self.http.build_request("GET", path, headers=caller.headers))
        return FileDownload(
            content=response.content,
            media_type=response.headers.get("Content-Type", ""),
            disposition=response.headers.get("Content-Disposition", "attachment"),
        )

    async def write(
        self,
        method: str,
        path: str,
        reply: type[_Reply],
        *,
        key: str,
        body: Wire | None = None,
        caller: Caller = OURSELVES,
        version: int | None = None,
    ) -> _Reply:
        """`key` belongs to what is wanted, not to this call; see `key_of`.

        Raises:
            BackofficeError.
        """
        headers = _write_headers(caller, key)
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if body is not None:
            headers["Content-Type"] = "application/json"
        content = body.model_dump_json() if body is not None else None
        request = self.http.build_request(method, path, content=content, headers=headers)
        return _parsed(await self._send(request), reply)

    async def upload(
        self,
        path: str,
        reply: type[_Reply],
        content: bytes,
        *,
        name: str,
        media_type: str,
        caller: Caller,
        key: str,
    ) -> _Reply:
        """Raises: BackofficeError."""
        headers = {
            **_write_headers(caller, key),
            "Content-Type": media_type,
            "X-File-Name": quote(name, safe=""),
        }
        request = self.http.build_request("POST", path, content=content, headers=headers)
        return _parsed(await self._send(request), reply)

    async def _send(self, request: httpx.Request) -> httpx.Response:
        """Try until it works, is refused, or takes too long altogether."""
        ends = self.now() + self.patience.total_seconds
        pauses = self.patience.pauses()
        while True:
            try:
                return await self._once(request, seconds=ends - self.now())
            except Fleeting as failure:
                pause = next(pauses, None)
                if pause is None or self.now() + pause >= ends:
                    raise BackofficeUnavailable(str(failure)) from failure
                get_logger().warning("backoffice_asked_again", method=request.method, reason=str(failure))
                await self.pause(pause)

    async def _once(self, request: httpx.Request, *, seconds: float) -> httpx.Response:
        try:
            async with asyncio.timeout(min(seconds, self.patience.try_seconds)):
                response = await self.http.send(request)
        except (httpx.RequestError, TimeoutError) as error:
            raise Fleeting(f"back office did not answer: {error!r}") from error
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Fleeting(f"back office answered {response.status_code}")
        if not response.is_success:
            raise _refusal(response)
        return response


def _write_headers(caller: Caller, key: str) -> dict[str, str]:
    return {**caller.headers, "Idempotency-Key": key}


class _Said(BaseModel):
    code: str
    message: str
    trace_id: str


class _Refusal(BaseModel):
    error: _Said


def _parsed(response: httpx.Response, model: type[_Parsed]) -> _Parsed:
    try:
        return model.model_validate_json(response.content)
    except ValidationError as error:
        fields = [".".join(map(str, problem["loc"])) for problem in error.errors()]
        raise BackofficeUnavailable(
            f"back office answered {response.status_code} with something else: {fields}"
        ) from error


def _refusal(response: httpx.Response) -> BackofficeError:
    """The error that the back office names, in its words; of a code that is not ours, unavailable."""
    said = _parsed(response, _Refusal).error
    detail = f"back office refused with {response.status_code} {said.code}, trace {said.trace_id}"
    kind = _ERRORS.get(said.code)
    return kind(detail, message=said.message) if kind else BackofficeUnavailable(detail)


def _kinds(root: type[BackofficeError]) -> Iterator[type[BackofficeError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _kinds(kind)


_ERRORS = {kind.code: kind for kind in _kinds(BackofficeError)}
