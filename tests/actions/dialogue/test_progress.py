"""One's own cases: where they stand, and what can be done about them."""

from tests.actions.dialogue.service_flow.filling import (
    CHEN,
    LIANG,
    answer_questions,
    begin,
    carry_on,
    choose_promise,
    fill_in,
)
from tests.actions.dialogue.talk import Talk

NUMBER = "YX20261123-000001"


def filed(talk: Talk, *, promising: bool = True) -> Talk:
    """The recognition of hardship, filed by Chen."""
    talk.citizen = CHEN
    answer_questions(begin(talk))
    if promising:
        choose_promise(talk)
        fill_in(talk)
        talk.press("没有错")
        talk.say("我承诺")
    else:
        talk.press("一次看完")
        talk.press("交证明办")
        talk.say("1")
        fill_in(talk)
        talk.press("没有错")
    return talk


def filed_with_a_paper_missing(talk: Talk) -> Talk:
    """The unemployment benefit: its papers follow."""
    talk.citizen = LIANG
    begin(talk, "我要办失业保险金申领")
    for words in ("对", "是", "满了", "对", "好", "先欠着", "先欠着"):
        talk.say(words)
    carry_on(talk, promise=False)
    return talk


def test_shown_with_a_day_and_what_to_do(talk: Talk) -> None:
    text = filed(talk).say("我的办件", "ask_progress")
    assert NUMBER in text
    assert "办理中。最晚12月7日办好" in text
    assert "您不用做什么" in text
    assert talk.topics == ["progress"]


def test_found_by_its_number_however_it_is_written(talk: Talk) -> None:
    filed(talk)
    assert "最晚12月7日办好" in talk.say("查下 yx20261123 000001 到哪一步了", "ask_progress")


def test_nobody_elses_case_is_shown(talk: Talk) -> None:
    filed(talk)
    talk.citizen = LIANG
    assert "没有找到这个办件" in talk.say(f"查{NUMBER}", "ask_progress")
    assert "您名下还没有办件" in talk.say("我的办件", "ask_progress")


def test_not_signed_in_one_is_asked_to_and_then_shown(talk: Talk) -> None:
    filed(talk)
    talk.citizen = None
    talk.say(f"查{NUMBER}", "ask_progress")
    assert talk.replies[0].card == {"kind": "sign_in"}
    assert "还没有看到您登录成功" in talk.press("我已经登录")
    assert "最晚12月7日办好" in talk.sign_in(CHEN)


def test_not_signed_in_one_is_told_where_else_to_look(talk: Talk) -> None:
    text = talk.say("查进度", "ask_progress")
    assert "请先登录" in text
    assert "在别的平台、窗口交的" in text
    assert "12345" in text


def test_withdrawn_after_a_confirmation(talk: Talk) -> None:
    filed(talk)
    assert "真的要撤回“就业困难人员认定”" in talk.say("我要撤回申请", "withdraw_case")
    assert "已经撤回了" in talk.press("撤回")
    assert "没有可以撤回的办件" in talk.say("我要撤回申请", "withdraw_case")


def test_question_about_withdrawing_withdraws_nothing(talk: Talk) -> None:
    filed(talk)
    talk.say("我要撤回申请", "withdraw_case")
    talk.say("撤回会怎么样", "ask_policy")
    assert talk.topics == ["knowledge", "progress"]
    assert "什么都没有改" in talk.say("不，先不用")
    assert "办理中" in talk.say("我的办件", "ask_progress")


def test_promise_taken_back_asks_for_the_proof(talk: Talk) -> None:
    filed(talk)
    assert "收回“就业困难人员认定”" in talk.say("我要撤回承诺", "withdraw_case")
    assert "要补交“困难情况的证明”" in talk.say("系")


def test_without_a_promise_there_is_none_to_take_back(talk: Talk) -> None:
    filed(talk, promising=False)
    assert "没有可以收回承诺的办件" in talk.say("收回承诺", "withdraw_case")


def test_several_cases_are_listed_and_one_is_chosen(talk: Talk) -> None:
    filed(talk)
    carry_on(begin(talk, "我要办就业登记"), promise=False)
    text = talk.say("我的办件", "ask_progress")
    assert "您的办件（2个）" in text
    assert "经过：" in talk.say("1")


def test_missing_paper_is_named_with_its_day_and_noted_when_delivered(talk: Talk) -> None:
    filed_with_a_paper_missing(talk)
    assert "要补交“解除或者终止劳动合同的证明”" in talk.say("我的办件", "ask_progress")
    assert "都交到窗口或者网上了吗" in talk.say("我补交材料", "deliver_material")
    assert "材料补交了" in talk.say("都交了")


def test_nothing_to_deliver_is_said(talk: Talk) -> None:
    filed(talk)
    assert "没有要补交的材料" in talk.say("补交材料", "deliver_material")


def test_back_office_down_it_is_said(talk: Talk) -> None:
    talk.citizen = CHEN
    talk.line.down = True
    talk.say("我的办件", "ask_progress")
    assert talk.replies[0].failed
