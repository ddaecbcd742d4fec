"""Clients between services: the trace id carried along, time-outs always."""

import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from chassis.http import create_client
from chassis.logs import TRACE_HEADER, bind_trace_id


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Recorder(httpx.AsyncBaseTransport):
    """Answers everything and keeps what it was sent."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.anyio
async def test_trace_id_and_token_are_carried_along() -> None:
    recorder = Recorder()
    bind_trace_id("trace-of-the-turn")
    async with create_client(base_url="http://service", token="secret", transport=recorder) as client:
        await client.get("/a")
        bind_trace_id("trace-of-the-next-turn")
        await client.get("/b")
        await client.get("/c", headers={TRACE_HEADER: "given-by-hand"})
    sent = [request.headers[TRACE_HEADER] for request in recorder.requests]
    assert sent == ["trace-of-the-turn", "trace-of-the-next-turn", "given-by-hand"]
    assert recorder.requests[0].headers["Authorization"] == "Bearer secret"


@pytest.mark.anyio
async def test_without_a_token_no_authorisation_is_sent() -> None:
    recorder = Recorder()
    async with create_client(base_url="http://service", transport=recorder) as client:
        await client.get("/a")
    assert "Authorization" not in recorder.requests[0].headers


@pytest.mark.anyio
async def test_a_service_that_does_not_answer_is_given_up(silent_port: int) -> None:
    started = time.monotonic()
    async with create_client(base_url=f"http://127.0.0.1:{silent_port}", timeout_seconds=0.2) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.get("/")
    assert time.monotonic() - started < 3


def test_no_time_out_is_ever_left_open() -> None:
    timeout = create_client(base_url="http://service").timeout
    assert None not in (timeout.connect, timeout.read, timeout.write, timeout.pool)
