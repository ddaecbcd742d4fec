import pytest

from connectors.bootstrap import Gateway
from tests.connectors.citizen import Citizen, client_for
from tests.standins.rasa_engine import RasaStandIn

pytestmark = pytest.mark.anyio


async def test_question_is_answered_with_its_sources(citizen: Citizen) -> None:
    response = await citizen.say("失业登记要多久")
    body = response.json()
    assert response.status_code == 200
    assert body["topic"] == "knowledge"
    assert body["state"] == "bot"
    assert body["failed"] is False
    assert body["replies"][0]["answer"]["citations"][0]["title"]
    assert response.headers["X-Trace-Id"]


async def test_engine_hears_region_language_channel_and_trace(citizen: Citizen, engine: RasaStandIn) -> None:
    response = await citizen.say("你好")
    metadata = engine.received[0]["metadata"]
    assert engine.received[0]["sender"] == citizen.id
    assert metadata["region"] == "440104"
    assert metadata["language"] == "zh-CN"
    assert metadata["channel"] == "web_chat"
    assert metadata["trace_id"] == response.headers["X-Trace-Id"]
    assert metadata["message_id"] == response.json()["message_id"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"region": "999999"}, "region_unknown"),
        ({"region": "天河"}, "region_unknown"),
        ({"language": "xx"}, "language_unknown"),
        ({"channel": "fax"}, "channel_unknown"),
        ({"colour": "red"}, "invalid_request"),
    ],
)
async def test_unknown_place_language_or_channel_is_refused_in_chinese(
    gateway: Gateway, body: dict[str, str], code: str
) -> None:
    async with client_for(gateway) as http:
        response = await http.post("/api/v1/conversations", json=body)
    error = response.json()["error"]
    assert response.status_code == 422
    assert error["code"] == code
    assert any("\u4e00" <= character <= "\u9fff" for character in error["message"])
    assert error["trace_id"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": ""}, "text_empty"),
        ({"text": " \n\u3000\t"}, "text_empty"),
        ({"text": "\x00\x07"}, "text_empty"),
        ({}, "text_empty"),
        ({"text": "长" * 1001}, "text_too_long"),
        ({"text": "长" * 10_000}, "text_too_long"),
        ({"payload": '/choose_region{"region": "440104"}'}, "payload_unknown"),
        ({"payload": "/restart"}, "payload_unknown"),
        ({"text": "你好", "payload": "/restart"}, "invalid_request"),
        ({"text": "你好", "client_message_id": "x" * 65}, "invalid_request"),
        ({"text": "你好", "client_message_id": ""}, "invalid_request"),
    ],
)
async def test_bad_message_is_refused_and_nothing_is_stored(
    citizen: Citizen, engine: RasaStandIn, body: dict[str, str], code: str
) -> None:
    response = await citizen.post("messages", {"client_message_id": "m-1", **body})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == code
    assert (await citizen.transcript())["messages"] == []
    assert engine.received == []


async def test_thousand_characters_after_trimming_are_taken(citizen: Citizen) -> None:
    assert (await citizen.say("  " + "问" * 1000 + "\n")).status_code == 200


async def test_control_characters_and_half_surrogates_do_no_harm(citizen: Citizen) -> None:
    body = '{"client_message_id": "m", "text": "失业\\u0000登记\\ud83d怎么办"}'
    response = await citizen.http.post(
        f"{citizen.path}/messages",
        content=body,
        headers={**citizen.headers, "Content-Type": "application/json"},
    )
    assert response.status_code == 200
    assert (await citizen.transcript())["messages"][0]["text"] == "失业登记怎么办"


@pytest.mark.parametrize("text", ["/restart", " /choose_region{}", "//"])
async def test_words_that_begin_with_a_slash_are_never_a_command(
    citizen: Citizen, engine: RasaStandIn, text: str
) -> None:
    assert (await citizen.say(text)).status_code == 200
    assert not engine.received[0]["message"].strip().startswith("/")


async def test_button_of_the_last_reply_is_taken_and_shown_by_its_title(
    citizen: Citizen, engine: RasaStandIn
) -> None:
    offered = (await citizen.say("哪个区")).json()["replies"][0]["buttons"]
    response = await citizen.press(offered[1]["payload"])
    assert response.status_code == 200
    assert engine.received[-1]["message"] == offered[1]["payload"]
    assert (await citizen.transcript())["messages"][2]["text"] == "龙华区"


async def test_button_of_an_older_reply_is_refused(citizen: Citizen) -> None:
    offered = (await citizen.say("哪个区")).json()["replies"][0]["buttons"]
    await citizen.say("你好")
    response = await citizen.press(offered[0]["payload"])
    assert response.json()["error"]["code"] == "payload_unknown"


async def test_button_stays_good_after_an_apology(citizen: Citizen, engine: RasaStandIn) -> None:
    offered = (await citizen.say("哪个区")).json()["replies"][0]["buttons"]
    engine.mode = "broken"
    assert (await citizen.press(offered[0]["payload"])).json()["failed"] is True
    engine.mode = "answer"
    assert (await citizen.press(offered[0]["payload"])).json()["failed"] is False


async def test_transcript_keeps_what_was_written_and_can_be_read_in_parts(citizen: Citizen) -> None:
    await citizen.say("我的电话是13812345678", message_id="m-1")
    await citizen.say("第二句")
    transcript = await citizen.transcript()
    assert [entry["author"] for entry in transcript["messages"]] == ["citizen", "assistant"] * 2
    assert transcript["messages"][0]["text"] == "我的电话是13812345678"
    assert transcript["messages"][0]["client_message_id"] == "m-1"
    assert transcript["region"] == "440104"
    part = await citizen.http.get(f"{citizen.path}/messages?after=1&limit=2", headers=citizen.headers)
    assert [entry["sequence"] for entry in part.json()["messages"]] == [2, 3]
    assert part.json()["more"] is True


@pytest.mark.parametrize("level", ["非常满意", "满意", "基本满意", "不满意", "非常不满意"])
async def test_review_takes_the_five_official_levels(citizen: Citizen, level: str) -> None:
    response = await citizen.post("review", {"level": level, "comment": " 很快 "})
    assert response.status_code == 201
    assert (await citizen.transcript())["review"]["level"] == level
    assert (await citizen.transcript())["review"]["comment"] == "很快"


async def test_second_review_is_refused_and_the_first_stands(citizen: Citizen) -> None:
    await citizen.post("review", {"level": "不满意"})
    response = await citizen.post("review", {"level": "非常满意"})
    assert response.status_code == 409
    assert response.json()["error"]["code"] == "review_exists"
    assert (await citizen.transcript())["review"]["level"] == "不满意"


@pytest.mark.parametrize("body", [{"level": "好评"}, {}, {"level": "满意", "comment": "长" * 501}])
async def test_review_outside_the_levels_or_limits_is_refused(citizen: Citizen, body: object) -> None:
    assert (await citizen.post("review", body)).status_code == 422
    assert (await citizen.transcript())["review"] is None


async def test_body_over_the_limit_is_refused(citizen: Citizen) -> None:
    response = await citizen.say("大" * 100_000)
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "body_too_large"


async def test_description_names_every_public_route(citizen: Citizen) -> None:
    paths = (await citizen.http.get("/api/openapi.json")).json()["paths"]
    root = "/api/v1/conversations"
    rest = ["messages", "events", "review", "sign-in", "sign-in/completion", "sign-out"]
    rest += ["files", "files/{file_id}", "messages/{message_id}/feedback"]
    public = {path for path in paths if not path.startswith("/api/v1/desk/")}
    assert public == {root, *(f"{root}/{{conversation_id}}/{name}" for name in rest)}
