"""What somebody gets without applying."""

from tests.actions.dialogue.talk import Talk

CHEN, HUANG = "demo-chen", "demo-huang"


def test_found_with_the_reasons_and_taken(talk: Talk) -> None:
    talk.citizen = HUANG
    text = talk.say("我有什么可以领的", "ask_benefits")
    assert "价格临时补贴申领【演示数据】。您正在领失业保险金" in text
    assert talk.topics == ["benefit"]
    assert "给您办上了，办件编号 YX20261123-" in talk.say("1")
    assert "已经在发给您了" in talk.say("我有什么可以领的", "ask_benefits")


def test_taken_by_button(talk: Talk) -> None:
    talk.citizen = HUANG
    talk.say("我能领什么", "ask_benefits")
    assert "给您办上了" in talk.press("领：价格临时补贴申领")


def test_signed_in_only(talk: Talk) -> None:
    talk.say("我有什么可以领的", "ask_benefits")
    assert talk.replies[0].card == {"kind": "sign_in"}
    assert "还没有看到您登录成功" in talk.press("我已经登录")
    assert "价格临时补贴" in talk.sign_in(HUANG)


def test_nothing_found_is_said(talk: Talk) -> None:
    talk.citizen = CHEN
    assert "没有查到不用申请就能领的" in talk.say("我有什么可以领的", "ask_benefits")


def test_question_about_a_benefit_takes_nothing(talk: Talk) -> None:
    talk.citizen = HUANG
    talk.say("我有什么可以领的", "ask_benefits")
    talk.say("价格临时补贴申领多少钱", "ask_policy")
    assert talk.topics == ["knowledge"]


def test_back_office_down_it_is_said(talk: Talk) -> None:
    talk.citizen = HUANG
    talk.line.down = True
    talk.say("我有什么可以领的", "ask_benefits")
    assert talk.replies[0].failed
