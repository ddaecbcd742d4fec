import pytest

from connectors.bootstrap import build
from connectors.errors import TooManyRequests
from connectors.limits import RateLimiter, is_loopback
from connectors.settings import GatewaySettings
from tests.connectors.citizen import Citizen, client_for
from tests.standins.gateway import build_gateway


def test_bucket_empties_and_fills_again() -> None:
    now = [0.0]
    limiter = RateLimiter(per_minute=3, now_seconds=lambda: now[0])
    for _ in range(3):
        limiter.check("a")
    with pytest.raises(TooManyRequests) as refused:
        limiter.check("a")
    assert refused.value.headers == {"Retry-After": "20"}
    limiter.check("b")
    now[0] = 20.0
    limiter.check("a")
    with pytest.raises(TooManyRequests):
        limiter.check("a")


@pytest.mark.parametrize(
    ("address", "local"),
    [("127.0.0.1", True), ("::1", True), ("203.0.113.7", False), ("unknown", False)],
)
def test_only_this_machine_counts_as_loopback(address: str, local: bool) -> None:
    assert is_loopback(address) is local


@pytest.mark.anyio
async def test_conversation_over_its_limit_is_told_when_to_come_back(settings: GatewaySettings) -> None:
    gateway = build_gateway(settings.model_copy(update={"messages_per_conversation_per_minute": 2}))
    async with client_for(gateway) as http:
        citizen = await Citizen(http).open()
        answers = [await citizen.say("你好") for _ in range(3)]
        other = await Citizen(http).open()
        assert (await other.say("你好")).status_code == 200
    await gateway.close()
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) == 30
    assert answers[2].json()["error"]["code"] == "too_many_requests"


@pytest.mark.anyio
async def test_address_over_its_limit_is_refused_and_others_are_not(settings: GatewaySettings) -> None:
    gateway = build_gateway(settings.model_copy(update={"requests_per_address_per_minute": 2}))
    async with client_for(gateway, address="203.0.113.7") as http:
        statuses = [(await http.post("/api/v1/conversations", json={})).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]
    for address in ("203.0.113.8", "127.0.0.1"):
        async with client_for(gateway, address=address) as http:
            assert (await http.post("/api/v1/conversations", json={})).status_code == 201
    await gateway.close()


@pytest.mark.anyio
async def test_limit_for_this_machine_can_be_switched_on(settings: GatewaySettings) -> None:
    gateway = build(
        settings.model_copy(update={"requests_per_address_per_minute": 1, "limit_loopback": True})
    )
    build_gateway(settings)
    async with client_for(gateway) as http:
        statuses = [(await http.post("/api/v1/conversations", json={})).status_code for _ in range(2)]
    await gateway.close()
    assert statuses == [201, 429]
