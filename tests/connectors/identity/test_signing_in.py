"""From the button in the chat to the name in its header, over real HTTP at the local provider."""

import asyncio

import httpx
import pytest

from actions.wire.people import Person
from chassis.tokens import TokenSigner
from connectors.bootstrap import build
from connectors.models import IncomingMessage
from connectors.settings import GatewaySettings
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins import signing_in
from tests.standins.gateway import SIGNING_KEY
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn
from tests.standins.signing_in import SigningIn

CHEN = Person(subject="demo-chen", name="陈演示", identity_number="440104197805120005", phone="16000000001")


def _code(response: httpx.Response) -> str:
    return str(response.json()["error"]["code"])


def test_citizen_signs_in_and_is_known_to_the_back_office_once(
    citizen: SigningIn, neighbours: Neighbours
) -> None:
    completed = citizen.whole("demo-chen").json()
    assert completed["signed_in"]["name"] == "陈**"
    assert [Person.model_validate(person) for person in neighbours.people] == [CHEN]
    assert neighbours.keys[0].startswith("sign-in-")
    assert citizen.transcript().json()["signed_in"] == completed["signed_in"]


def test_engine_is_told_for_whom_a_turn_is_only_while_somebody_is_signed_in(
    citizen: SigningIn, engine: RasaStandIn
) -> None:
    citizen.say("m-1", text="我的办件")
    citizen.whole("demo-chen")
    citizen.say("m-2", text="我的办件")
    before, after = (received["metadata"] for received in engine.received)
    assert "citizen_token" not in before
    claims = TokenSigner(SIGNING_KEY).verify(after["citizen_token"])
    assert (claims["sub"], claims["kind"]) == ("demo-chen", "citizen")
    assert claims["exp"] - claims["iat"] == 600


def test_page_may_announce_a_sign_in_that_is_true(citizen: SigningIn, engine: RasaStandIn) -> None:
    refused = citizen.say("m-1", payload="/signed_in")
    assert (refused.status_code, _code(refused)) == (422, "payload_unknown")
    citizen.whole("demo-chen")
    assert citizen.say("m-2", payload="/signed_in").json()["replies"][0]["text"] == "好的，已经登录。"
    assert engine.received[0]["message"] == "/signed_in"
    assert citizen.transcript().json()["messages"][0]["text"] == "我已登录"


def test_database_holds_neither_name_nor_number_nor_anything_that_opens_a_door(
    citizen: SigningIn, settings: GatewaySettings
) -> None:
    sent = citizen.leave()
    state = signing_in.query_of(sent)["state"].partition(".")[2]
    secret = citizen.http.cookies["civicdesk_sign_in"]
    citizen.come_back(citizen.choose(sent, "demo-chen"))
    citizen.complete()
    stored = b"".join(path.read_bytes() for path in settings.var_dir.glob("conversations.db*"))
    assert b"demo-chen" in stored
    for private in (CHEN.name, CHEN.identity_number, CHEN.phone, state, secret, citizen.token):
        assert private.encode() not in stored


def test_token_from_before_the_sign_in_opens_nothing_any_more(citizen: SigningIn) -> None:
    old = SigningIn(citizen.http, citizen.conversation_id, citizen.token)
    citizen.whole("demo-chen")
    answers = [
        old.transcript(),
        old.say("m-1", text="我的办件"),
        old.open(),
        old.post("sign-out"),
        old.post("review", {"level": "满意"}),
        old.http.get(f"{old.path}/events", headers={"Authorization": f"Bearer {old.token}"}),
    ]
    assert {_code(answer) for answer in answers} == {"conversation_token_refused"}
    assert citizen.transcript().status_code == 200


def test_who_only_knows_the_old_token_cannot_take_the_new_one(
    citizen: SigningIn, other_http: httpx.Client
) -> None:
    elsewhere = SigningIn(other_http, citizen.conversation_id, citizen.token)
    citizen.come_back(citizen.choose(citizen.leave(), "demo-chen"))
    refused = elsewhere.complete()
    assert (refused.status_code, _code(refused)) == (409, "sign_in_missing")
    assert citizen.complete().status_code == 200
    assert _code(elsewhere.complete()) == "sign_in_missing"


def test_completion_whose_answer_got_lost_may_be_asked_for_again(citizen: SigningIn) -> None:
    old = SigningIn(citizen.http, citizen.conversation_id, citizen.token)
    first = citizen.whole("demo-chen").json()
    again = old.complete()
    assert again.json()["signed_in"] == first["signed_in"]
    assert old.transcript().status_code == 200


def test_completion_is_not_there_for_long(citizen: SigningIn, clock: MovableClock) -> None:
    citizen.come_back(citizen.choose(citizen.leave(), "demo-chen"))
    clock.move(seconds=301)
    assert _code(citizen.complete()) == "sign_in_missing"
    assert citizen.transcript().json()["signed_in"] is None


@pytest.mark.parametrize("proved", [None, "0" * 32])
def test_message_sent_before_the_sign_in_is_never_answered_for_the_person(
    citizen: SigningIn,
    settings: GatewaySettings,
    clock: MovableClock,
    engine: RasaStandIn,
    proved: str | None,
) -> None:
    """It may have been let in with the old token and have waited its turn meanwhile."""

    async def answer_late() -> None:
        gateway = build(settings, clock=clock)
        incoming = IncomingMessage("m-1", text="我的办件", sign_in_id=proved)
        await gateway.bridge.take(gateway.web_chat, citizen.conversation_id, incoming)
        await gateway.close()

    citizen.whole("demo-chen")
    asyncio.run(answer_late())
    assert "citizen_token" not in engine.received[0]["metadata"]


def test_open_stream_of_an_old_token_hears_nothing_private(citizen: SigningIn) -> None:
    headers = {"Authorization": f"Bearer {citizen.token}"}
    patience = httpx.Timeout(10, read=0.5)
    with citizen.http.stream("GET", f"{citizen.path}/events", headers=headers, timeout=patience) as stream:
        lines = stream.iter_lines()
        citizen.say("m-1", text="你好")
        assert next(line for line in lines if line.startswith("data:"))
        citizen.whole("demo-chen")
        citizen.say("m-2", text="机密")
        heard: list[str] = []
        with pytest.raises(httpx.ReadTimeout):
            heard.extend(lines)
    assert "机密" not in "".join(heard)


def test_after_the_sign_out_only_signing_in_again_opens_the_conversation(
    citizen: SigningIn, engine: RasaStandIn
) -> None:
    citizen.whole("demo-chen")
    citizen.say("m-1", text="我的办件")
    assert citizen.post("sign-out").status_code == 204
    assert citizen.post("sign-out").status_code == 204
    refused = [citizen.transcript(), citizen.say("m-2", text="我的办件"), citizen.say("m-1", text="我的办件")]
    assert [(answer.status_code, _code(answer)) for answer in refused] == [(401, "sign_in_over")] * 3
    assert len(engine.received) == 1
    citizen.whole("demo-chen")
    assert len(citizen.transcript().json()["messages"]) == 2


def test_sign_in_ends_with_its_time(
    citizen: SigningIn, clock: MovableClock, settings: GatewaySettings
) -> None:
    citizen.whole("demo-chen")
    clock.move(seconds=settings.sign_in_minutes * 60 - 1)
    assert citizen.transcript().status_code == 200
    clock.move(seconds=1)
    assert _code(citizen.transcript()) == "sign_in_over"
    citizen.whole("demo-chen")
    assert citizen.transcript().status_code == 200


def test_another_person_does_not_get_into_the_conversation(
    citizen: SigningIn, neighbours: Neighbours
) -> None:
    citizen.whole("demo-chen")
    citizen.post("sign-out")
    refused = citizen.come_back(citizen.choose(citizen.leave(), "demo-liang"))
    assert refused.status_code == 409
    assert "另一位市民" in refused.text
    assert _code(citizen.complete()) == "sign_in_missing"
    assert [person["subject"] for person in neighbours.people] == ["demo-chen"]


def test_page_opened_under_the_machines_other_name_comes_back_to_it(address: str) -> None:
    name = address.replace("127.0.0.1", "localhost")
    with signing_in.browser(name) as http:
        citizen = signing_in.begin(http)
        chosen = citizen.choose(citizen.leave(), "demo-chen")
        assert chosen.headers["location"].startswith(f"{name}/sign-in/callback?")
        assert citizen.come_back(chosen).status_code == 303
        assert citizen.complete().status_code == 200


def test_same_person_in_two_conversations_stays_one_subject(
    citizen: SigningIn, other_http: httpx.Client, engine: RasaStandIn
) -> None:
    other = signing_in.begin(other_http)
    citizen.whole("demo-chen")
    other.whole("demo-chen")
    citizen.say("m-1", text="我的办件")
    other.say("m-1", text="我的办件")
    tokens = [received["metadata"]["citizen_token"] for received in engine.received]
    assert {TokenSigner(SIGNING_KEY).verify(token)["sub"] for token in tokens} == {"demo-chen"}
