"""An occasion: recognised, its items chosen, filled in once, filed together."""

import pytest

from tests.actions.dialogue.service_flow.filling import carry_on
from tests.actions.dialogue.talk import LONGHUA, Talk

HUANG = "demo-huang"


def offered(talk: Talk, words: str = "我失业了") -> str:
    return talk.say(words, "start_life_event")


def test_items_are_offered_by_number(talk: Talk) -> None:
    text = offered(talk)
    assert "1. 失业登记" in text
    assert "7. 就业困难人员认定" in text
    assert "不用申请，直接去办就行：职业介绍" in text
    assert talk.topics == ["life_event"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("公司要招人", "企业招用员工"),
        ("老人过世了要办什么", "退休人员过世"),
        ("我要退休了", "职工退休"),
        ("想开个店", "创业"),
    ],
)
def test_occasion_is_recognised(talk: Talk, words: str, title: str) -> None:
    assert offered(talk, words).startswith(f"{title}：")


@pytest.mark.parametrize("words", ["1、3", "失业登记和失业保险金申领", "第一个同第三个"])
def test_some_are_chosen(talk: Talk, words: str) -> None:
    offered(talk)
    assert "我们来办：失业登记、失业保险金申领" in talk.say(words)
    assert "同样的内容只问一次" in talk.text
    assert talk.topics == ["life_event", "life_event"]


def test_all_are_chosen(talk: Talk) -> None:
    offered(talk)
    assert "就业困难人员认定" in talk.press("全部")


def test_one_is_chosen_by_button(talk: Talk) -> None:
    offered(talk)
    assert "我们来办：失业登记" in talk.press("失业登记")


def test_number_out_of_reach_is_asked_again(talk: Talk) -> None:
    offered(talk)
    assert "没看明白您要哪几项" in talk.say("9")
    assert "我们来办：失业登记" in talk.say("1")


def test_question_about_the_package_is_answered_and_the_choice_stays(talk: Talk) -> None:
    offered(talk)
    talk.say("失业登记要几天", "ask_policy")
    assert talk.topics == ["knowledge", "life_event"]
    assert "我们来办：失业登记" in talk.say("1")


def test_item_whose_condition_is_not_met_is_left_out(talk: Talk) -> None:
    offered(talk)
    talk.say("1、3")
    for words in ("对", "对", "对", "是"):
        talk.say(words)
    assert "缴费还不满1年的" in talk.say("没满")
    text = talk.press("去掉这一项")
    assert "去掉“失业保险金申领”" in text
    assert "办之前，有几点要告诉您" in text


def test_three_of_the_package_become_three_cases_under_one_number(talk: Talk) -> None:
    talk.citizen = HUANG
    offered(talk)
    talk.say("2、4、6")
    text = carry_on(talk, promise=True)
    assert text.count("办件编号 YX") == 3
    assert "这几项一起的编号是 YX20261123-" in text


def test_two_items_named_at_once_are_one_package(talk: Talk) -> None:
    text = talk.say("我要办失业登记和就业创业证", "apply_for_service")
    assert "我们来办：失业登记、《就业创业证》申领" in text
    assert talk.topics == ["life_event", "life_event"]


def test_package_without_an_occasion_asks_which(talk: Talk) -> None:
    assert "4. 失业" in talk.say("帮我打包办", "start_life_event")
    assert "1. 失业登记" in talk.say("失业")


def test_district_without_packages_is_told_where_they_are_taken(talk: Talk) -> None:
    talk.region = LONGHUA
    assert "我这里还不能替您一次办齐" in offered(talk)


def test_unknown_district_is_told_whose_items_these_are(talk: Talk) -> None:
    talk.region = None
    assert offered(talk).startswith("这是广州市越秀区的事项。")
