"""HTTP clients between services: time-outs always, the trace id carried along."""

from typing import Any

import httpx

from chassis.logs import TRACE_HEADER, current_trace_id


async def _carry_trace_id(request: httpx.Request) -> None:
    request.headers.setdefault(TRACE_HEADER, current_trace_id())


def create_client(
    *,
    base_url: str,
    token: str = "",
    timeout_seconds: float = 5.0,
    connect_timeout_seconds: float = 1.0,
    max_connections: int = 100,
    transport: httpx.AsyncBaseTransport | None = None,
) -> httpx.AsyncClient:
    """A keep-alive client for one service. `transport` is for tests that call an app directly."""
    options: dict[str, Any] = {"transport": transport} if transport else {}
    return httpx.AsyncClient(
        base_url=base_url,
        headers={"Authorization": f"Bearer {token}"} if token else {},
        timeout=httpx.Timeout(timeout_seconds, connect=connect_timeout_seconds),
        limits=httpx.Limits(max_connections=max_connections, max_keepalive_connections=20),
        event_hooks={"request": [_carry_trace_id]},
        trust_env=False,
        **options,
    )
