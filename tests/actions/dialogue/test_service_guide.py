"""Before applying: what to bring, where, by which day, from the catalogue beside the documents."""

import pytest

from bot.wire import ReplyType
from knowledge_base.wire import Status
from tests.actions.dialogue.talk import LONGHUA, Talk
from tests.actions.fakes import an_answer


@pytest.fixture
def silent(talk: Talk) -> Talk:
    """The documents hold nothing on it."""
    talk.knowledge.says = an_answer(status=Status.NOT_IN_DOCUMENTS, text="文件里没有。")
    return talk


def test_what_to_bring_is_told_beside_what_the_documents_answer(talk: Talk) -> None:
    talk.say("失业登记要带什么", "ask_policy")
    assert [reply.type for reply in talk.replies] == [ReplyType.ANSWER, ReplyType.TEXT]
    assert talk.topics == ["knowledge", "commitment"]
    assert "解除或者终止劳动合同的证明【演示数据】" in talk.replies[1].text


def test_what_the_documents_do_not_hold_is_told_from_the_catalogue_alone(silent: Talk) -> None:
    silent.say("失业登记要带什么", "ask_policy")
    assert silent.topics == ["commitment"]


def test_how_long_is_left_to_the_documents_with_the_way_in(talk: Talk) -> None:
    talk.say("失业登记要几天", "ask_policy")
    [reply] = talk.replies
    assert reply.text == "2个工作日办好。"
    assert reply.buttons[-1].title == "现在办：失业登记"


def test_by_which_day_is_a_day(talk: Talk) -> None:
    assert "11月25日前办好" in talk.say("失业登记哪天能办好", "ask_policy")


def test_short_question_is_about_the_item_spoken_of(silent: Talk) -> None:
    silent.say("失业登记要带什么", "ask_policy")
    assert "您满16岁" in silent.say("我符合条件吗", "ask_policy")
    assert "街道政务服务中心窗口" in silent.say("在哪办", "ask_policy")
    assert "穗好办" in silent.say("网上能办吗", "ask_policy")
    assert "11月25日前" in silent.say("多久办好，哪天前", "ask_policy")


def test_another_question_ends_what_was_spoken_of(silent: Talk) -> None:
    silent.say("失业登记要带什么", "ask_policy")
    silent.say("劳动仲裁怎么收费", "ask_policy")
    silent.say("在哪办", "ask_policy")
    assert silent.topics == ["knowledge"]


def test_button_asks_the_documents_in_whole_words(talk: Talk) -> None:
    talk.say("失业登记要带什么", "ask_policy")
    talk.press("我符合条件吗")
    assert talk.knowledge.asked[-1].question == "办失业登记要什么条件"
    assert "您现在没有工作" in talk.text


def test_from_the_description_into_the_form(talk: Talk) -> None:
    talk.say("失业登记要带什么", "ask_policy")
    assert "您满16岁" in talk.press("现在办")


def test_just_do_it_means_the_item_spoken_of(talk: Talk) -> None:
    talk.say("失业登记要带什么", "ask_policy")
    assert "我们来办：失业登记" in talk.say("那现在帮我办吧", "apply_for_service")


def test_in_the_middle_of_a_form_it_is_told_without_a_way_out(talk: Talk) -> None:
    talk.say("我要办就业登记", "apply_for_service")
    talk.say("失业登记要带什么", "ask_policy")
    assert talk.topics == ["knowledge", "commitment", "commitment"]
    assert "现在办" not in "".join(button.title for button in talk.buttons)


def test_short_question_in_a_form_is_about_its_item(silent: Talk) -> None:
    silent.say("我要办失业登记", "apply_for_service")
    assert "解除或者终止劳动合同的证明" in silent.say("要带什么", "ask_policy")
    assert "接着办“失业登记”" in silent.text


@pytest.mark.parametrize("status", [Status.CRISIS, Status.UNSAFE, Status.PERSONAL_CASE])
def test_what_is_no_question_about_an_item_is_left_alone(talk: Talk, status: Status) -> None:
    talk.knowledge.says = an_answer(status=status, text="……12345")
    talk.say("失业登记要带什么", "ask_policy")
    assert talk.topics == ["knowledge"]


def test_other_district_does_not_get_our_items(silent: Talk) -> None:
    silent.region = LONGHUA
    silent.say("失业登记要带什么", "ask_policy")
    assert silent.topics == ["knowledge"]


def test_back_office_down_the_documents_answer(talk: Talk) -> None:
    talk.line.down = True
    talk.say("失业登记要带什么", "ask_policy")
    assert talk.topics == ["knowledge"]


def test_item_that_is_not_applied_for_says_so(talk: Talk) -> None:
    text = talk.say("我想办职业介绍", "apply_for_service")
    assert "不用申请，可以直接去办" in text
    assert talk.slots["flow"] is None


def test_wish_for_what_nobody_knows_is_sent_where_it_is_done(talk: Talk) -> None:
    text = talk.say("我要申请租金补贴", "apply_for_service")
    assert "还不能替您申请" in text
    assert "12345" in text
    assert "4. 失业" in talk.press("看看这里能办的事")


def test_other_district_is_sent_where_it_is_done(talk: Talk) -> None:
    talk.region = LONGHUA
    text = talk.say("我要办失业登记", "apply_for_service")
    assert "还不能替您申请" in text
    assert "穗好办" not in text
