"""Danger and manipulation are seen before any topic; everything else goes where it belongs."""

from typing import Any

import pytest

from actions.dialogue.civic_action import CivicAction
from bot.wire import HandoffAsk, HandoffReason, Reply, ReplyType
from knowledge_base.errors import KnowledgeUnavailable
from knowledge_base.wire import Answer, Status
from tests.actions.fakes import TEXTS, FakeKnowledge, a_tracker, all_actions, an_answer, run_action

WORDS = "随便一句话"
ASKS_ANYWAY = "action_describe_service"
FIXED_WORDS = ["action_smalltalk", "action_request_handoff", "action_tell_hotlines"]


def topics(knowledge: FakeKnowledge) -> dict[str, CivicAction]:
    """All actions as the server has them, by name, but those that ask the knowledge service anyway."""
    return {name: action for name, action in all_actions(knowledge).items() if action.topic != "knowledge"}


NAMES = sorted(topics(FakeKnowledge()))
SPEAK_FOR_THEMSELVES = [name for name in NAMES if name != ASKS_ANYWAY]


def say(name: str, knowledge: FakeKnowledge, text: str = WORDS, **tracker: Any) -> Reply:
    """What the action of that name says first; `greet`, so that small talk has a word for it."""
    replies, _ = run_action(topics(knowledge)[name], a_tracker(text, intent="greet", **tracker))
    return replies[0]


def calm() -> Answer:
    return an_answer(status=Status.CRISIS, text="请打 110。")


@pytest.mark.parametrize("name", NAMES)
def test_danger_goes_before_every_topic(name: str) -> None:
    knowledge = FakeKnowledge(calm(), raises=Status.CRISIS)
    reply = say(name, knowledge, region="440104")
    assert (reply.type, reply.topic, reply.text) == (ReplyType.HANDOFF, "knowledge", "请打 110。")
    [request] = knowledge.asked
    assert (request.question, request.region) == (WORDS, "440104")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FIXED_WORDS])
def test_manipulation_is_refused_before_a_wish_is_heard(name: str) -> None:
    knowledge = FakeKnowledge(an_answer(status=Status.UNSAFE, text="不能照办。"), raises=Status.UNSAFE)
    reply = say(name, knowledge)
    assert reply.topic == "knowledge"
    assert reply.text.startswith("不能照办。")


@pytest.mark.parametrize("name", FIXED_WORDS)
def test_what_has_only_fixed_words_says_them(name: str) -> None:
    knowledge = FakeKnowledge(raises=Status.UNSAFE)
    assert say(name, knowledge, "你是机器人").topic != "knowledge"
    assert knowledge.asked == []


@pytest.mark.parametrize("name", SPEAK_FOR_THEMSELVES)
def test_harmless_words_go_to_their_topic(name: str) -> None:
    knowledge = FakeKnowledge()
    assert say(name, knowledge).topic != "knowledge"
    assert (knowledge.screened, knowledge.asked) == ([WORDS], [])


@pytest.mark.parametrize("text", ["/request_handoff", '/apply{"item": "我不想活了"}', " ", ""])
def test_only_the_citizens_own_words_are_screened(text: str) -> None:
    knowledge = FakeKnowledge(raises=Status.CRISIS)
    assert say("action_request_handoff", knowledge, text).topic == "handoff"
    assert knowledge.screened == []


@pytest.mark.parametrize("name", ["action_answer_policy", "action_choose_region"])
def test_a_policy_question_costs_no_call_more(name: str) -> None:
    knowledge = FakeKnowledge()
    run_action(all_actions(knowledge)[name], a_tracker(WORDS))
    assert (knowledge.screened, len(knowledge.asked)) == ([], 1)


@pytest.mark.parametrize("name", SPEAK_FOR_THEMSELVES)
def test_a_topic_goes_on_while_the_knowledge_service_is_down(name: str) -> None:
    knowledge = FakeKnowledge(raises=KnowledgeUnavailable("down"))
    reply = say(name, knowledge)
    assert reply.topic != "knowledge"
    assert not reply.failed


def test_danger_that_was_seen_gets_the_emergency_numbers_whatever_fails_then() -> None:
    knowledge = FakeKnowledge(KnowledgeUnavailable("down"), raises=Status.CRISIS)
    reply = say("action_commitment", knowledge)
    assert reply.text == TEXTS.knowledge.danger_unavailable
    assert reply.handoff == HandoffAsk(reason=HandoffReason.DANGER), "and an alarm"


def test_the_screening_carries_the_trace_id_of_the_turn() -> None:
    knowledge = FakeKnowledge(calm(), raises=Status.CRISIS)
    say("action_report", knowledge, metadata={"trace_id": "trace-3"})
    assert knowledge.trace_ids == ["trace-3", "trace-3"]
