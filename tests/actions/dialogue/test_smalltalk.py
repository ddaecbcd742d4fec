"""Small talk is short, honest about what speaks, and leads back."""

import pytest

from actions.dialogue.smalltalk import Smalltalk
from bot.wire import ReplyType
from tests.actions.fakes import TEXTS, a_book, a_tracker, run_action


@pytest.mark.parametrize("intent", sorted(TEXTS.smalltalk))
def test_every_small_talk_intent_is_answered(intent: str) -> None:
    [reply], slots = run_action(Smalltalk(TEXTS, a_book()), a_tracker("……", intent=intent))
    assert (reply.type, reply.topic) == (ReplyType.TEXT, "smalltalk")
    assert reply.text == TEXTS.smalltalk[intent].text
    assert slots == {}


def test_greeting_offers_questions_to_press() -> None:
    [reply], _ = run_action(Smalltalk(TEXTS, a_book()), a_tracker("你好", intent="greet"))
    assert reply.buttons[0].payload.startswith('/ask_policy{"question": ')


def test_displeasure_offers_the_way_to_a_person() -> None:
    [reply], _ = run_action(Smalltalk(TEXTS, a_book()), a_tracker("没用", intent="express_displeasure"))
    assert reply.buttons[-1].payload == "/request_handoff"


def test_asked_who_it_is_it_says_it_is_a_program() -> None:
    [reply], _ = run_action(Smalltalk(TEXTS, a_book()), a_tracker("你是谁", intent="ask_identity"))
    assert "不是真人" in reply.text


def test_unknown_intent_gets_an_apology_not_silence() -> None:
    [reply], _ = run_action(Smalltalk(TEXTS, a_book()), a_tracker("?", intent="nosuch"))
    assert "12345" in reply.text
