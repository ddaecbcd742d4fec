"""The reply that actions dispatch and the gateway reads."""

import pytest
from pydantic import ValidationError

from bot.wire import Button, Reply, ReplyType


def test_reply_survives_the_way_over_the_wire() -> None:
    reply = Reply(
        type=ReplyType.ANSWER,
        text="2个工作日。",
        buttons=[Button(title="越秀区", payload='/choose_region{"region": "440104"}')],
        answer={"status": "answered"},
        topic="knowledge",
    )
    assert Reply.model_validate_json(reply.model_dump_json()) == reply


@pytest.mark.parametrize("payload", ["", "你好", "choose_region", "/Choose", '/choose_region{"region"'])
def test_button_payload_must_be_an_intent(payload: str) -> None:
    with pytest.raises(ValidationError):
        Button(title="越秀区", payload=payload)


def test_reply_of_unknown_type_is_refused() -> None:
    with pytest.raises(ValidationError):
        Reply.model_validate({"type": "video", "text": "", "topic": "knowledge"})
