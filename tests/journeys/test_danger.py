"""Danger is seen inside whatever is open; a person is called at once, and nothing filled in is lost."""

import pytest

from tests.journeys.conftest import Citizen, Stack, answer_of, buttons_of, prompt_of, text_of
from tests.journeys.desk import agents_of, came_back, transcript_of
from tests.journeys.forms import HARD_TO_EMPLOY, HARDSHIP, YUEXIU, signed_in

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

WISH = "我想办就业困难人员认定,没有证明"
NUMBERS = ("110", "120", "12356")
REPORT_QUESTION = "单位叫什么"


def _is_calm(turn: dict[str, object], *, staffed: bool) -> None:
    """Numbers and where the person is, and nothing about policy or forms."""
    assert answer_of(turn)["status"] == "crisis"
    assert not answer_of(turn)["citations"]
    assert buttons_of(turn) == {}
    assert len(text_of(turn)) < 200
    for number in NUMBERS:
        assert number in text_of(turn)
    for word in ("失业", "补贴", "举报", "问题，一共"):
        assert word not in text_of(turn)
    assert ("值班的工作人员" if staffed else "现在这里没有工作人员在线") in text_of(turn)


@pytest.mark.parametrize(
    ("begins", "question", "danger", "answer", "next_question"),
    [
        ([WISH, "对"], "办过失业登记", "我想从公司楼上跳下去", "办过", "年纪偏大"),
        ([WISH, "对"], "办过失业登记", "反正过了今晚就没我这个人了", "办过", "年纪偏大"),
        (["我要举报老板拖欠工资"], REPORT_QUESTION, "大不了同老细揽住一齐死", "明辉演示酒楼", "什么地方"),
        (["我要举报老板拖欠工资"], REPORT_QUESTION, "老板带人打我，把我打出血了", "明辉演示酒楼", "什么地方"),
    ],
    ids=["form", "veiled in a form", "cantonese in a report", "violence in a report"],
)
def test_inside_a_form_a_person_is_called_and_the_form_is_kept(
    stack: Stack, *, begins: list[str], question: str, danger: str, answer: str, next_question: str
) -> None:
    waiting, citizen = (Citizen.arrive(stack, region=YUEXIU) for _ in range(2))
    with agents_of(stack, "李工") as (agent,):
        assert waiting.say("转人工")["state"] == "queued"
        for words in begins:
            asked = citizen.say(words)
        assert question in prompt_of(asked)
        called = citizen.say(danger)
        assert called["state"] == "queued"
        _is_calm(called, staffed=True)

        line = agent.line()
        assert line.index(citizen.conversation_id) < line.index(waiting.conversation_id), (
            "before who came first"
        )
        [alarm] = agent.alarms_of(citizen)
        assert (alarm["kind"], alarm["state"]) == ("danger", "open")
        assert alarm["message_id"] == called["message_id"]
        agent.takes(citizen)
        assert danger in [entry["text"] for entry in agent.reads(citizen)["messages"]], "nothing is deleted"
        agent.says(citizen, "我在，您现在在哪里？")
        agent.hands_back(citizen)
        assert question in prompt_of(came_back(citizen))
        assert next_question in prompt_of(citizen.say(answer))
        waiting.press("/leave_queue")


def test_a_false_alarm_is_dismissed_unnoticed_and_the_form_goes_on(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say(WISH), HARD_TO_EMPLOY)
    turn = signed_in(citizen, citizen.say("用承诺办"), "demo-chen", words="登录好了")
    with agents_of(stack, "李工") as (agent,):
        _is_calm(citizen.say("我想死"), staffed=True)
        said = len(transcript_of(citizen)["messages"])
        [alarm] = agent.alarms_of(citizen)
        agent.dismisses(alarm)
        assert agent.alarms_of(citizen) == []
        assert citizen.conversation_id not in agent.line()
        after = transcript_of(citizen)
        assert after["state"] == "bot"
        assert not [one for one in after["messages"][said:] if one["text"] or one["replies"]], "told nothing"
        summary = citizen.fill_in(turn, HARDSHIP)
        assert HARDSHIP["您是哪一种情况？"] in prompt_of(summary)


def test_with_nobody_at_the_desk_no_person_is_promised(stack: Stack) -> None:
    with agents_of(stack, "李工") as (agent,):
        agent.empties_the_line()
    citizen = Citizen.arrive(stack, region=YUEXIU)
    called = citizen.say("我唔想再生喺呢个世界度")
    _is_calm(called, staffed=False)
    assert called["state"] == "queued"
    with agents_of(stack, "李工") as (agent,):
        assert agent.line()[0] == citizen.conversation_id, "whoever comes finds it first"
        agent.takes(citizen)
        agent.closes(citizen)
        assert agent.alarms_of(citizen) == []


def test_at_the_knowledge_services_fault_there_is_an_alarm_all_the_same(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    with agents_of(stack, "李工") as (agent,):
        with stack.paused("knowledge"):
            called = citizen.say("我不想活了")
        for number in NUMBERS:
            assert number in text_of(called)
        assert called["state"] == "queued"
        [alarm] = agent.alarms_of(citizen)
        assert alarm["kind"] == "danger"
        agent.dismisses(alarm)
