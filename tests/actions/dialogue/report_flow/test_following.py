"""Filed reports looked at again: with number and code, with something to add, taken back."""

import re

import pytest

from actions.dialogue.report_flow.followed import code_in, report_number_in
from tests.actions.dialogue.report_flow.test_reporting import told
from tests.actions.dialogue.talk import Line, Talk

NUMBER = "JB20261123-000001"


def filed(talk: Talk) -> str:
    """The code that leads back."""
    told(talk)
    talk.say("没有")
    talk.say("匿名")
    match = re.search(r"查询码 (\d{5}-\d{5})", talk.say("没有错"))
    assert match is not None
    return match[1]


def test_where_it_stands_in_the_same_conversation(talk: Talk) -> None:
    filed(talk)
    text = talk.say("我的举报怎么样了", "ask_progress")
    assert "已收到" in text
    assert "接下来：" in text
    assert talk.topics == ["report"]


def test_elsewhere_only_with_number_and_code(talk: Talk, line: Line) -> None:
    code = filed(talk)
    other = Talk(line, conversation="c2")
    assert "请把举报编号发给我" in other.say("我的举报有结果了吗", "ask_progress")
    assert "查询码也发给我" in other.say(NUMBER)
    assert "编号或者查询码不对" in other.say("00000-00000")
    assert "宏达装饰公司" in other.say(code)


def test_number_and_code_at_once(talk: Talk, line: Line) -> None:
    code = filed(talk)
    other = Talk(line, conversation="c2")
    assert "已收到" in other.say(f"查举报 {NUMBER} 查询码{code}", "ask_progress")


def test_added_in_words_once(talk: Talk) -> None:
    filed(talk)
    assert "要补充什么" in talk.say("我要补充举报", "deliver_material")
    before = dict(talk.slots)
    assert "补上了" in talk.say("老板电话打不通了")
    talk.slots = before
    assert "补上了" in talk.say("老板电话打不通了")
    assert talk.say("查举报", "ask_progress").count("老板电话打不通了") == 1


def test_addition_that_comes_again_after_a_crash_is_told_again(talk: Talk) -> None:
    filed(talk)
    talk.press("补充")
    added = talk.say("老板电话打不通了", message="m7")
    assert talk.say("老板电话打不通了", message="m7") == added
    assert talk.say("查举报", "ask_progress").count("老板电话打不通了") == 1


def test_something_else_instead_of_a_number_leaves_it(talk: Talk) -> None:
    talk.say("查举报", "ask_progress")
    assert "没看明白编号" in talk.say("嗯那个")
    assert "什么名字" in talk.say("我要举报老板欠薪", "file_report")


def test_nothing_to_add_after_all(talk: Talk) -> None:
    filed(talk)
    talk.press("补充")
    assert "没有补充什么" in talk.press("就这些")


def test_question_while_adding_is_answered_and_asked_again(talk: Talk) -> None:
    filed(talk)
    talk.press("补充")
    talk.say("补充的材料什么时候看？", "ask_policy")
    assert talk.topics == ["knowledge", "report"]
    assert "补上了" in talk.say("工资条找到了")


@pytest.mark.parametrize("intent", ["withdraw_case", "file_report", "ask_progress"])
def test_taken_back_after_a_confirmation_whatever_it_is_heard_as(talk: Talk, intent: str) -> None:
    filed(talk)
    assert "真的要撤回" in talk.say("我要撤回举报", intent)
    assert "已经撤回了" in talk.say("撤回")
    assert "已撤回" in talk.say("查举报", "ask_progress")
    assert talk.buttons == []


def test_kept_when_the_confirmation_is_refused(talk: Talk) -> None:
    filed(talk)
    talk.press("撤回举报")
    assert "什么都没有改" in talk.press("不撤回")
    assert "已收到" in talk.say("查举报", "ask_progress")


def test_several_are_chosen_from(talk: Talk) -> None:
    filed(talk)
    filed(talk)
    assert "2. JB20261123-00000" in talk.say("查我的举报", "ask_progress")
    assert "接下来" in talk.say("1")


def test_cases_are_still_cases(talk: Talk) -> None:
    talk.say("我的办件", "ask_progress")
    assert talk.topics[0] == "progress"


def test_numbers_and_codes_as_people_write_them() -> None:
    assert report_number_in("编号是ＪＢ20261123 000001") == NUMBER
    assert report_number_in("YX20261123-000001") is None
    assert code_in(f"{NUMBER}，０３８１７ 55204") == "0381755204"
    assert code_in(NUMBER) is None
