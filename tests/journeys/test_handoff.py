"""A person who joins: asked for or offered, waited for, spoken with, and gone again."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.conftest import Citizen, Stack, buttons_of, prompt_of, text_of
from tests.journeys.desk import (
    Agent,
    agents_of,
    came_back,
    is_forwarded,
    seen_on_a_page,
    transcript_of,
    waiting_of,
)
from tests.journeys.forms import HARD_TO_EMPLOY, YUEXIU

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

WISH = "我想办就业困难人员认定,没有证明"
NEVER = "00:00-00:01"
OFFER = "请工作人员"
PHONE = "13800138000"


def _asked_for(citizen: Citizen, words: str) -> str:
    """What is said to whoever wants a person."""
    told = citizen.say(words)
    assert (told["state"], told["topic"]) == ("queued", "handoff"), text_of(told)
    return text_of(told)


@pytest.mark.parametrize(
    ("wish", "person", "answers", "back"),
    [
        (WISH, "转人工", {"没有工作": "对"}, "办过"),
        ("我想申请就业困难认定,啲证明冇晒", "搵真人", {"没有工作": "啱"}, "办咗"),
    ],
    ids=["mandarin", "cantonese"],
)
def test_from_the_wish_for_a_person_through_the_talk_back_into_the_form(
    stack: Stack, *, wish: str, person: str, answers: dict[str, str], back: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    open_ = citizen.fill_in(citizen.say(wish), answers)
    assert "办过失业登记" in prompt_of(open_)
    with agents_of(stack, "李工") as (agent,):
        agent.empties_the_line()
        told = _asked_for(citizen, person)
        assert "排在第 1 位" in told
        assert "有工作人员空着" in told, "somebody is there, and that is what is said"
        assert waiting_of(citizen) == {"place": 1, "agents": 1, "minutes": 0}
        behind = Citizen.arrive(stack, region=YUEXIU)
        assert "排在第 2 位" in _asked_for(behind, "转人工")
        behind.press("/leave_queue")

        agent.takes(citizen)
        seen = agent.reads(citizen)
        assert seen["state"] == "agent"
        assert next(entry["text"] for entry in seen["messages"] if entry["author"] == "citizen") == wish
        assert is_forwarded(citizen.post({"text": "失业登记要带什么"})), "the assistant is silent"
        assert agent.reads(citizen)["messages"][-1]["text"] == "失业登记要带什么"
        agent.says(citizen, "您好，带身份证就行。", message_id="first")
        agent.says(citizen, "您好，带身份证就行。", message_id="first")
        assert seen_on_a_page(citizen, event="agent_message", words="带身份证就行")
        said = [one for one in transcript_of(citizen)["messages"] if one["author"] == "agent"]
        assert [one["text"] for one in said] == ["您好，带身份证就行。"], "once, however often it is sent"

        agent.hands_back(citizen)
        assert "办过失业登记" in prompt_of(came_back(citizen)), "asked where it was"
        assert "年纪偏大" in prompt_of(citizen.say(back))


def test_of_two_agents_at_once_one_takes_it_and_the_other_is_told_who(stack: Stack) -> None:
    with agents_of(stack, "李工", "黄工") as agents, ThreadPoolExecutor(2) as threads:
        for _ in range(5):
            citizen = Citizen.arrive(stack, region=YUEXIU)
            _asked_for(citizen, "转人工")
            taken = list(threads.map(Agent.try_to_take, agents, [citizen, citizen]))
            assert sorted(response.status_code for response in taken) == [200, 409]
            [winner] = [agent for agent, one in zip(agents, taken, strict=True) if one.status_code == 200]
            [refused] = [one.json() for one in taken if one.status_code == 409]
            assert refused["error"]["code"] == "taken_by_another"
            assert winner.name in refused["error"]["message"]
            winner.closes(citizen)


def test_who_no_longer_waits_leaves_the_line_by_button_or_by_word(stack: Stack) -> None:
    with agents_of(stack, "李工") as (agent,):
        by_button, by_word = (Citizen.arrive(stack, region=YUEXIU) for _ in range(2))
        told = by_button.say("转人工")
        _asked_for(by_word, "搵真人")
        assert {by_button.conversation_id, by_word.conversation_id} <= set(agent.line())
        assert by_button.tap(told, "不等了")["state"] == "bot"
        assert by_word.say("唔等喇")["state"] == "bot"
        assert not {by_button.conversation_id, by_word.conversation_id} & set(agent.line())
        assert waiting_of(by_word) is None
        assert by_word.say("失业登记要多久")["topic"] == "knowledge"


def test_the_assistant_answers_whoever_waits(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    assert "现在没有工作人员在线" in _asked_for(citizen, "我要找人工"), "nobody is there, and that is said"
    answered = citizen.say("工伤事实清楚的几天认定")
    assert (answered["state"], answered["topic"]) == ("queued", "knowledge")
    assert "10个工作日" in text_of(answered)
    citizen.press("/leave_queue")


@pytest.mark.parametrize(
    "questions", [("今天广州天气怎么样", "推荐一只股票"), ("聽日會唔會落雨", "邊隻股票好")]
)
def test_a_person_is_offered_after_two_refusals_and_once(stack: Stack, questions: tuple[str, str]) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    first, second = questions
    assert OFFER not in buttons_of(citizen.say(first))
    offered = citizen.say(second)
    assert "要不要请工作人员" in prompt_of(offered)
    assert OFFER not in buttons_of(citizen.say(first)), "not again at once"
    assert citizen.tap(citizen.say(second) | offered, OFFER)["state"] == "queued"
    citizen.press("/leave_queue")


def test_a_person_is_offered_after_two_failures(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    with stack.paused("knowledge"):
        assert OFFER not in buttons_of(citizen.say("失业登记要多久"))
        offered = citizen.say("工伤几天认定")
    assert offered["failed"]
    assert "连着两次没有查成" in prompt_of(offered)
    assert citizen.tap(offered, OFFER)["state"] == "queued"
    citizen.press("/leave_queue")


def test_outside_office_hours_a_number_is_noted_and_the_form_goes_on(stack: Stack) -> None:
    with stack.desk_open(NEVER):
        citizen = Citizen.arrive(stack, region=YUEXIU)
        citizen.fill_in(citizen.say(WISH), {"没有工作": HARD_TO_EMPLOY["没有工作"]})
        closed = citizen.say("搵真人")
        assert closed["state"] == "bot", "nobody is promised"
        assert "下班时间" in text_of(closed)
        assert "12345" in text_of(closed)
        asked = citizen.say(PHONE)
        assert "138****8000" in prompt_of(asked)
        noted = citizen.say("想问补贴几时发")
        assert "登记好了，编号 " in text_of(noted)
        assert PHONE not in text_of(noted)
        assert "办过失业登记" in prompt_of(noted), "what was open goes on"
