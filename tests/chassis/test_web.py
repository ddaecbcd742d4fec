"""The frame of every service: trace ids, readable errors, health, metrics, limits."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict

from chassis.errors import CivicError, NotReady
from chassis.logs import TRACE_HEADER, current_trace_id
from chassis.settings import ServiceSettings
from chassis.web import create_app, documented, require_service_token
from tests.standins.loopback import served

LIMIT_BYTES = 2_000
SERVICE_TOKEN = "t0ken"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Order(BaseModel):
    text: str


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Refused(CivicError):
    code = "refused_for_a_reason"
    status = 409  # type: ignore[assignment]
    message = "这件事现在办不了，请改天再来。"


def _app(
    *, readiness: Callable[[], Awaitable[dict[str, bool]]] | None = None, token: str = SERVICE_TOKEN
) -> FastAPI:
    async def all_well() -> dict[str, bool]:
        return {"database": True}

    app = create_app(title="test", version="0", readiness=readiness or all_well, max_body_bytes=LIMIT_BYTES)
    settings = ServiceSettings.model_validate({"service_token": token})

    @app.post("/orders")
    async def order(order: Order) -> dict[str, str]:
        return {"text": order.text, "trace_id": current_trace_id()}

    @app.post("/strict")
    async def strict(_: Strict) -> None:
        return None

    @app.get("/refused")
    async def refused() -> None:
        raise Refused("internal detail")

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("password=hunter2")

    @app.get("/inside", dependencies=[Depends(require_service_token(settings))])
    async def inside() -> dict[str, bool]:
        return {"in": True}

    return app


def _client(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://service")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with _client(_app()) as client:
        yield client


def _error(response: httpx.Response, *, status: int) -> dict[str, Any]:
    """The error of a response, checked for what every error must have."""
    assert response.status_code == status
    error: dict[str, Any] = response.json()["error"]
    assert set(error) == {"code", "message", "trace_id"}
    assert CHINESE.search(error["message"])
    assert error["trace_id"]
    return error


@pytest.mark.anyio
async def test_a_trace_id_is_taken_over(client: httpx.AsyncClient) -> None:
    response = await client.post("/orders", json={"text": "a"}, headers={TRACE_HEADER: "turn-42"})
    assert response.headers[TRACE_HEADER] == "turn-42"
    assert response.json()["trace_id"] == "turn-42"


@pytest.mark.anyio
@pytest.mark.parametrize("given", [None, "", "with blank", "x" * 65, "line;break", 'quote"', "../../etc"])
async def test_a_missing_or_malformed_trace_id_is_replaced(
    client: httpx.AsyncClient, given: str | None
) -> None:
    headers = {} if given is None else {TRACE_HEADER: given}
    response = await client.post("/orders", json={"text": "a"}, headers=headers)
    found = response.headers[TRACE_HEADER]
    assert found != given
    assert re.fullmatch(r"[A-Za-z0-9-]{1,64}", found)


@pytest.mark.anyio
async def test_two_requests_do_not_share_a_trace_id(client: httpx.AsyncClient) -> None:
    first, second = await client.get("/healthz"), await client.get("/healthz")
    assert first.headers[TRACE_HEADER] != second.headers[TRACE_HEADER]


@pytest.mark.anyio
async def test_alive_says_nothing_of_readiness() -> None:
    async def nothing_works() -> dict[str, bool]:
        return {"database": False}

    async with _client(_app(readiness=nothing_works)) as client:
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/readyz")).status_code == 503


@pytest.mark.anyio
async def test_readiness_names_what_is_missing() -> None:
    async def no_index() -> dict[str, bool]:
        return {"database": True, "index": False}

    async with _client(_app(readiness=no_index)) as client:
        response = await client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "checks": {"database": True, "index": False}}


@pytest.mark.anyio
async def test_ready_when_every_check_holds(client: httpx.AsyncClient) -> None:
    response = await client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "checks": {"database": True}}


@pytest.mark.anyio
async def test_metrics_count_requests_by_route_and_status(client: httpx.AsyncClient) -> None:
    for _ in range(3):
        await client.get("/refused")
    metrics = (await client.get("/metrics")).text
    counted = re.search(r'civicdesk_request_seconds_count\{[^}]*route="/refused"[^}]*\} (\S+)', metrics)
    assert counted is not None
    assert float(counted[1]) == 3
    assert 'status="409"' in counted[0]


@pytest.mark.anyio
async def test_unknown_addresses_do_not_swell_the_metrics(client: httpx.AsyncClient) -> None:
    for number in range(5):
        await client.get(f"/no/such/{number}")
    metrics = (await client.get("/metrics")).text
    assert "/no/such/" not in metrics


@pytest.mark.anyio
async def test_an_unknown_address_is_said_in_chinese(client: httpx.AsyncClient) -> None:
    assert _error(await client.get("/nowhere"), status=404)["code"] == "not_found"


@pytest.mark.anyio
async def test_a_wrong_method_is_said_in_chinese(client: httpx.AsyncClient) -> None:
    assert _error(await client.delete("/orders"), status=405)["code"] == "method_not_allowed"


@pytest.mark.anyio
async def test_a_wrong_field_is_named(client: httpx.AsyncClient) -> None:
    error = _error(await client.post("/orders", json={"text": 5}), status=422)
    assert error["code"] == "invalid_request"
    assert "text" in error["message"]


@pytest.mark.anyio
async def test_names_of_fields_that_are_none_are_not_repeated(client: httpx.AsyncClient) -> None:
    names = ["<script>", "x" * 100, *(f"field{number}" for number in range(10))]
    response = await client.post("/strict", json=dict.fromkeys(names, 1))
    message = _error(response, status=422)["message"]
    assert "field0" in message
    assert not any(name in message for name in ("script", "xxx", "field9"))


@pytest.mark.anyio
async def test_a_name_that_cannot_be_written_out_is_refused_too(client: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    response = await client.post("/strict", content=rb'{"\ud800": 1}', headers=headers)
    assert _error(response, status=422)["code"] == "invalid_request"


@pytest.mark.anyio
async def test_a_body_in_no_encoding_is_refused_in_chinese(client: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    response = await client.post("/orders", content=b'{"text": "\xff"}', headers=headers)
    assert _error(response, status=400)["code"] == "bad_request"


def test_the_refusals_of_a_route_are_documented() -> None:
    answers = documented(Refused, NotReady)
    assert sorted(answers) == [400, 401, 409, 413, 422, 503]
    assert "`refused_for_a_reason`：这件事现在办不了" in answers[409]["description"]


@pytest.mark.anyio
async def test_a_body_that_is_not_json_is_refused(client: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    _error(await client.post("/orders", content=b"{broken", headers=headers), status=422)


@pytest.mark.anyio
async def test_our_own_errors_keep_code_status_and_sentence(client: httpx.AsyncClient) -> None:
    error = _error(await client.get("/refused"), status=409)
    assert error["code"] == "refused_for_a_reason"
    assert error["message"] == Refused.message


@pytest.mark.anyio
async def test_an_unexpected_error_shows_nothing_of_its_cause(client: httpx.AsyncClient) -> None:
    response = await client.get("/broken", headers={TRACE_HEADER: "turn-500"})
    error = _error(response, status=500)
    assert error["code"] == "internal"
    assert error["trace_id"] == response.headers[TRACE_HEADER] == "turn-500"
    assert "hunter2" not in response.text
    assert "12345" in error["message"]


@pytest.mark.anyio
async def test_a_body_over_the_limit_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.post("/orders", json={"text": "长" * LIMIT_BYTES})
    assert _error(response, status=413)["code"] == "body_too_large"


@pytest.mark.anyio
async def test_a_body_under_the_limit_is_taken(client: httpx.AsyncClient) -> None:
    response = await client.post("/orders", json={"text": "x" * (LIMIT_BYTES - 100)})
    assert response.status_code == 200


@pytest.mark.anyio
async def test_a_chunked_body_over_the_limit_is_refused_over_real_http() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"text": "'
        for _ in range(8):
            yield b"x" * 1_000
        yield b'"}'

    with served(_app()) as port:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            headers = {"Content-Type": "application/json"}
            response = await client.post("/orders", content=chunks(), headers=headers)
            assert _error(response, status=413)["code"] == "body_too_large"
            assert (await client.get("/healthz")).status_code == 200


@pytest.mark.anyio
async def test_our_own_services_are_let_in(client: httpx.AsyncClient) -> None:
    response = await client.get("/inside", headers={"Authorization": "Bearer t0ken"})
    assert response.status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize(
    "given", ["", "Bearer ", "Bearer wrong", "bearer t0ken", "t0ken", "Bearer t0ke", "Bearer t0ken2"]
)
async def test_a_missing_or_wrong_service_token_is_refused(client: httpx.AsyncClient, given: str) -> None:
    response = await client.get("/inside", headers={"Authorization": given} if given else {})
    assert _error(response, status=401)["code"] == "unauthorised"


@pytest.mark.anyio
@pytest.mark.parametrize("given", ["", "Bearer", "Bearer "])
async def test_a_service_without_token_lets_nobody_in(given: str) -> None:
    async with _client(_app(token="")) as client:
        response = await client.get("/inside", headers={"Authorization": given} if given else {})
        _error(response, status=401)
