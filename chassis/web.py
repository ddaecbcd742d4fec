"""The frame of every FastAPI service: trace ids, errors people can read, health, metrics, limits."""

import hmac
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.errors import CivicError, Unauthorised
from chassis.logs import TRACE_HEADER, bind_trace_id, current_trace_id, get_logger, new_trace_id
from chassis.settings import ServiceSettings

Readiness = Callable[[], Awaitable[dict[str, bool]]]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

TRACE_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
FIELD_NAME = re.compile(r"[\w.\-]{1,80}")
FIELDS_NAMED = 5
INVALID = ("invalid_request", "请求的格式不对，请检查：")
HTTP_MESSAGES = {
    HTTPStatus.BAD_REQUEST: ("bad_request", "发送的内容读不懂，请检查格式。"),
    HTTPStatus.NOT_FOUND: ("not_found", "没有找到这个地址。"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", "这个地址不支持这种操作。"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("body_too_large", "发送的内容太大了。"),
}


class ErrorDetail(BaseModel):
    """`code` is for programs and stays as it is; `message` is for people; `trace_id` finds it in the logs."""

    code: str
    message: str
    trace_id: str


class ErrorBody(BaseModel):
    """What every refusal looks like."""

    error: ErrorDetail


def documented(*errors: type[CivicError]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route behind a service token: the errors named, and those of every route."""
    said = defaultdict[int, list[tuple[str, str]]](list)
    for status in (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
        said[status].append(HTTP_MESSAGES[status])
    said[HTTPStatus.UNPROCESSABLE_ENTITY].append(INVALID)
    refusals: list[type[CivicError]] = [Unauthorised, *errors]
    for error in refusals:
        said[error.status].append((error.code, error.message))
    return {
        int(status): {
            "model": ErrorBody,
            "description": "\n\n".join(f"`{code}`：{message}" for code, message in answers),
        }
        for status, answers in sorted(said.items())
    }


def error_body(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "trace_id": current_trace_id()}}


def create_app(
    *,
    title: str,
    version: str,
    readiness: Readiness,
    lifespan: Lifespan | None = None,
    docs_url: str | None = None,
    max_body_bytes: int = 1_000_000,
    larger_bodies: Mapping[str, int] | None = None,
) -> FastAPI:
    """A FastAPI application with `/healthz`, `/readyz`, `/metrics` and our error format.

    `larger_bodies`: how many bytes the body may have at other paths, by a pattern of the whole path.
    """
    app = FastAPI(title=title, version=version, lifespan=lifespan, docs_url=docs_url, redoc_url=None)
    registry = CollectorRegistry()
    seconds = Histogram(
        "civicdesk_request_seconds", "Time of a request.", ["route", "method", "status"], registry=registry
    )
    app.state.metrics = registry
    limits = BodyLimits.of(max_body_bytes, larger_bodies or {})
    app.add_middleware(_Frame, body_limits=limits, seconds=seconds)
    _add_error_handlers(app)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz(response: Response) -> dict[str, Any]:
        checks = await readiness()
        ready = all(checks.values())
        response.status_code = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        return {"ready": ready, "checks": checks}

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return app


def _add_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(CivicError)
    async def civic(_: Request, error: CivicError) -> JSONResponse:
        get_logger().warning("request_refused", code=error.code, detail=str(error))
        return JSONResponse(error_body(error.code, error.message), status_code=error.status)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fields = [".".join(str(part) for part in item["loc"][1:]) for item in error.errors()]
        named = [field for field in dict.fromkeys(fields) if FIELD_NAME.fullmatch(field)][:FIELDS_NAMED]
        code, message = INVALID
        return JSONResponse(
            error_body(code, f"{message}{'、'.join(named) or '正文'}。"),
            status_code=HTTPStatus.UNPROCESSABLE_ENTITY,
        )

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        code, message = HTTP_MESSAGES.get(HTTPStatus(error.status_code), ("http_error", str(error.detail)))
        return JSONResponse(error_body(code, message), status_code=error.status_code, headers=error.headers)

    @app.exception_handler(Exception)
    async def unexpected(_: Request, error: Exception) -> JSONResponse:
        get_logger().error("unexpected_error", exc_info=error)
        return JSONResponse(
            error_body(CivicError.code, CivicError.message),
            status_code=CivicError.status,
            headers={TRACE_HEADER: current_trace_id()},  # sent from outside the frame that adds it
        )


@dataclass(frozen=True)
class BodyLimits:
    """How many bytes a body may have: the first path that fits says it, or else `usual`."""

    usual: int
    by_path: tuple[tuple[re.Pattern[str], int], ...] = ()

    @classmethod
    def of(cls, usual: int, by_path: Mapping[str, int]) -> "BodyLimits":
        return cls(usual, tuple((re.compile(pattern), most) for pattern, most in by_path.items()))

    def at(self, path: str) -> int:
        return next((most for pattern, most in self.by_path if pattern.fullmatch(path)), self.usual)


class _Frame:
    """Binds the trace id, times the request, and refuses bodies over the limit while they arrive.

    One that says beforehand that it is over the limit is not read at all.
    """

    def __init__(self, app: ASGIApp, *, body_limits: BodyLimits, seconds: Histogram) -> None:
        self.app = app
        self.body_limits = body_limits
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(TRACE_HEADER.lower().encode(), b"").decode("latin-1")
        bind_trace_id(given if TRACE_ID.fullmatch(given) else new_trace_id())
        started = perf_counter()
        status = HTTPStatus.INTERNAL_SERVER_ERROR.value
        most_bytes = self.body_limits.at(scope["path"])
        announced = headers.get(b"content-length", b"")
        announced_bytes = int(announced) if announced.isdigit() else 0
        received = 0

        async def bounded() -> Message:
            nonlocal received
            if announced_bytes > most_bytes:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            message = await receive()
            received += len(message.get("body", b""))
            if received > most_bytes:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        async def traced(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", []).append(
                    (TRACE_HEADER.lower().encode(), current_trace_id().encode("latin-1"))
                )
            await send(message)

        try:
            await self.app(scope, bounded, traced)
        finally:
            found = getattr(scope.get("route"), "path", None)
            route = f"{scope.get('root_path', '')}{found}" if found else "other"
            self.seconds.labels(route, scope["method"], str(status)).observe(perf_counter() - started)


def require_service_token(settings: ServiceSettings) -> Callable[[Request], Awaitable[None]]:
    """A dependency that lets only our own services in."""
    expected = f"Bearer {settings.service_token.get_secret_value()}".encode()

    async def check(request: Request) -> None:
        given = request.headers.get("Authorization", "").encode()
        if len(expected) <= len("Bearer ") or not hmac.compare_digest(given, expected):
            raise Unauthorised("service token missing or wrong")

    return check


def serve(app: FastAPI, *, host: str, port: int) -> None:
    """Run until told to stop."""
    uvicorn.run(
        app, host=host, port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=10
    )
