import pytest

from chassis.tokens import TokenSigner
from connectors.bootstrap import Gateway
from tests.connectors.citizen import Citizen
from tests.standins.gateway import SIGNING_KEY

pytestmark = pytest.mark.anyio


async def _status_with(citizen: Citizen, authorization: str | None) -> list[int]:
    headers = {"Authorization": authorization} if authorization is not None else {}
    body = {"client_message_id": "m", "text": "你好"}
    responses = [
        await citizen.http.post(f"{citizen.path}/messages", json=body, headers=headers),
        await citizen.http.get(f"{citizen.path}/messages", headers=headers),
        await citizen.http.get(f"{citizen.path}/events", headers=headers),
        await citizen.http.post(f"{citizen.path}/review", json={"level": "满意"}, headers=headers),
    ]
    assert all(response.json()["error"]["code"] == "conversation_token_refused" for response in responses)
    assert all(response.headers["WWW-Authenticate"] == "Bearer" for response in responses)
    return [response.status_code for response in responses]


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic eDp5", "Bearer a.b.c"])
async def test_no_token_or_a_wrong_one_opens_nothing(citizen: Citizen, authorization: str | None) -> None:
    assert await _status_with(citizen, authorization) == [401] * 4


async def test_altered_token_opens_nothing(citizen: Citizen) -> None:
    head, _, signature = citizen.token.rpartition(".")
    altered = f"{head}.{signature[::-1]}"
    assert await _status_with(citizen, f"Bearer {altered}") == [401] * 4


async def test_token_of_another_conversation_opens_nothing(citizen: Citizen) -> None:
    other = await Citizen(citizen.http).open()
    assert await _status_with(citizen, f"Bearer {other.token}") == [401] * 4


async def test_token_for_another_purpose_or_past_its_time_opens_nothing(citizen: Citizen) -> None:
    signer = TokenSigner(SIGNING_KEY)
    purpose = signer.sign({"sub": citizen.id, "kind": "file"}, lifetime_seconds=86_400)
    expired = signer.sign({"sub": citizen.id, "kind": "conversation"}, lifetime_seconds=-10)
    assert await _status_with(citizen, f"Bearer {purpose}") == [401] * 4
    assert await _status_with(citizen, f"Bearer {expired}") == [401] * 4


async def test_good_token_for_a_conversation_that_is_gone_says_so(citizen: Citizen, gateway: Gateway) -> None:
    citizen.id = "0" * 32
    citizen.token = gateway.web_chat.issue_token(citizen.id)
    answers = [await citizen.say("你好"), await citizen.post("review", {"level": "满意"})]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json()["error"]["code"] == "conversation_unknown"
