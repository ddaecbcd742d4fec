"""The client against a real HTTP server that answers as Rasa does, well and badly."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.client import DialogueClient, DialogueMessage, as_words
from bot.errors import DialogueFailed, DialogueUnavailable
from bot.wire import Reply, ReplyType
from chassis.http import create_client
from tests.bot.engine_standin import EngineStandIn, engine_standin

GREETING: dict[str, Any] = Reply(type=ReplyType.TEXT, text="您好", topic="smalltalk").model_dump()


@pytest.fixture
def engine() -> Iterator[EngineStandIn]:
    with engine_standin() as standin:
        yield standin


def send(engine: EngineStandIn, message: DialogueMessage, *, timeout_seconds: float = 5.0) -> list[Reply]:
    async def run() -> list[Reply]:
        async with create_client(base_url=engine.address, timeout_seconds=timeout_seconds) as http:
            return await DialogueClient(http, token="secret").send(message)

    return asyncio.run(run())


def test_replies_come_in_order_and_typed(engine: EngineStandIn) -> None:
    engine.says(GREETING, {**GREETING, "text": "请问"})
    replies = send(engine, DialogueMessage(conversation_id="c1", text="你好"))
    assert [reply.text for reply in replies] == ["您好", "请问"]


def test_message_carries_conversation_metadata_and_token(engine: EngineStandIn) -> None:
    engine.says(GREETING)
    send(
        engine,
        DialogueMessage(
            conversation_id="c1",
            text=" 你好 ",
            region="440104",
            language="yue",
            channel="web_chat",
            trace_id="t9",
            message_id="m7",
        ),
    )
    assert engine.received == [
        {
            "sender": "c1",
            "message": "你好",
            "metadata": {
                "region": "440104",
                "language": "yue",
                "channel": "web_chat",
                "trace_id": "t9",
                "message_id": "m7",
            },
        }
    ]
    assert engine.paths == ["/webhooks/rest/webhook?token=secret"]


def test_citizen_token_goes_along_where_there_is_one_and_is_not_shown(engine: EngineStandIn) -> None:
    engine.says(GREETING)
    message = DialogueMessage(conversation_id="c1", text="你好", citizen_token="for-one-person")
    send(engine, message)
    assert engine.received[0]["metadata"]["citizen_token"] == "for-one-person"
    assert "for-one-person" not in repr(message)


def test_payload_stands_for_the_text_of_its_button(engine: EngineStandIn) -> None:
    engine.says(GREETING)
    send(
        engine,
        DialogueMessage(conversation_id="c1", text="越秀区", payload='/choose_region{"region": "440104"}'),
    )
    assert engine.received[0]["message"] == '/choose_region{"region": "440104"}'


@pytest.mark.parametrize("text", ["/request_handoff", "  /restart", '\n/choose_region{"region": "440104"}'])
def test_typed_words_never_become_an_intent(text: str) -> None:
    assert not as_words(text).strip().startswith("/")


def test_ordinary_words_stay_as_they_are() -> None:
    assert as_words("1/2的补贴") == "1/2的补贴"


def test_silence_of_a_failed_action_is_a_failure(engine: EngineStandIn) -> None:
    with pytest.raises(DialogueFailed, match="action failed"):
        send(engine, DialogueMessage(conversation_id="c1", text="你好"))


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"{}x",
        b"null",
        b'{"a": 1}',
        b'[{"recipient_id": "c1", "text": "plain"}]',
        b'[{"custom": {"type": "text"}}]',
    ],
)
def test_anything_but_replies_is_a_failure(engine: EngineStandIn, body: bytes) -> None:
    engine.body = body
    with pytest.raises(DialogueFailed):
        send(engine, DialogueMessage(conversation_id="c1", text="你好"))


def test_error_status_is_a_failure(engine: EngineStandIn) -> None:
    engine.status = 401
    with pytest.raises(DialogueFailed, match="401"):
        send(engine, DialogueMessage(conversation_id="c1", text="你好"))


def test_slow_engine_is_unavailable(engine: EngineStandIn) -> None:
    engine.says(GREETING)
    engine.delay_seconds = 0.5
    with pytest.raises(DialogueUnavailable):
        send(engine, DialogueMessage(conversation_id="c1", text="你好"), timeout_seconds=0.05)


def test_absent_engine_is_unavailable(engine: EngineStandIn) -> None:
    engine.address = "http://127.0.0.1:9"
    with pytest.raises(DialogueUnavailable):
        send(engine, DialogueMessage(conversation_id="c1", text="你好"))
