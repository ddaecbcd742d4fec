"""A review is given step by step: what, which level, why, who may call. Nothing is guessed or pressed for."""

import json

import pytest

from actions.errors import BackofficeUnavailable
from actions.wire.reviews import ReviewLevel
from bot.wire import ReplyType
from knowledge_base.wire import Status
from tests.actions.dialogue.review_flow.reviewing import (
    CASE,
    LIN,
    VISIT,
    bad,
    book_of,
    of_the_conversation,
    titles,
)
from tests.actions.dialogue.talk import LONGHUA, Talk
from tests.actions.fake_reviews import CALLED_BY
from tests.actions.fakes import an_answer

LEVELS = [level.value for level in ReviewLevel]


def test_five_levels_are_offered_in_their_order_and_words(talk: Talk) -> None:
    of_the_conversation(talk)
    assert titles(talk)[:5] == LEVELS
    assert talk.replies[0].type is ReplyType.REVIEW
    assert "、".join(LEVELS) in talk.text


def test_blame_is_narrowed_to_two_levels_and_asked(talk: Talk) -> None:
    of_the_conversation(talk, "太慢了,差评")
    assert "是“不满意”，还是“非常不满意”" in talk.text
    assert [title for title in titles(talk) if title in LEVELS] == LEVELS[3:]
    assert book_of(talk).submitted == []


def test_praise_in_cantonese_is_narrowed_too(talk: Talk) -> None:
    of_the_conversation(talk, "好满意呀")
    assert [title for title in titles(talk) if title in LEVELS] == LEVELS[:2]


def test_stars_are_named_and_asked_back(talk: Talk) -> None:
    of_the_conversation(talk, "给五星")
    assert "是“非常满意”吗" in talk.text
    assert "是因为什么" in talk.say("对")


def test_narrowed_wrongly_all_five_can_be_had(talk: Talk) -> None:
    of_the_conversation(talk, "太慢了,差评")
    talk.press("都不是")
    assert titles(talk)[:5] == LEVELS


def test_whole_review_is_handed_in_as_it_was_said(talk: Talk) -> None:
    of_the_conversation(talk, "太慢了,差评")
    talk.press("非常不满意")
    assert "1. 太慢" in talk.text
    talk.say("1和3")
    talk.say("转了半天也没有结果")
    summary = talk.say("13800138000")
    for said in ("这次对话", "非常不满意", "太慢、问题没有解决", "转了半天也没有结果", "138****8000"):
        assert said in summary
    talk.press("提交评价")
    [submission] = book_of(talk).submitted
    assert (submission.level, submission.reasons) == ("非常不满意", ["slow", "not-solved"])
    assert (submission.comment, submission.phone, submission.anonymous) == (
        "转了半天也没有结果",
        "13800138000",
        False,
    )
    assert (submission.channel, submission.region) == ("web_chat", "440104")


def test_number_and_the_day_of_the_call_are_told_from_the_record(talk: Talk) -> None:
    text = bad(talk).press("提交评价")
    assert "整改单编号 ZG20261123-000001" in text
    assert CALLED_BY in text
    assert "11月28日以前可以改" in text
    assert talk.slots["flow"] is None


def test_record_that_cannot_be_read_promises_no_call(talk: Talk) -> None:
    bad(talk)
    book_of(talk).fixes = _Unreadable()
    text = talk.press("提交评价")
    assert "整改单编号 ZG20261123-000001" in text
    assert "打电话" not in text


class _Unreadable(dict):  # type: ignore[type-arg]
    """Takes records, and does not give them back."""

    def __getitem__(self, key: object) -> object:
        raise BackofficeUnavailable(repr(key))


def test_good_review_asks_for_no_phone(talk: Talk) -> None:
    of_the_conversation(talk)
    talk.press("非常满意")
    talk.say("办得快")
    assert "请您看一遍" in talk.say("没有了")
    assert "整改单" not in talk.press("提交评价")


@pytest.mark.parametrize("words", ["不评了", "算了", "唔评喇", "不想评", "下次再说吧", "退出"])
def test_one_word_and_it_is_left_at_any_step(talk: Talk, words: str) -> None:
    for step in range(5):
        talk.slots = {}
        of_the_conversation(talk, "太慢了,差评")
        for answer in ["非常不满意", "1", "转了半天", "匿名"][:step]:
            talk.say(answer)
        assert "什么都没有提交" in talk.say(words), step
        assert talk.slots["flow"] is None
    assert book_of(talk).submitted == []


@pytest.mark.parametrize("words", ["不用了", "唔使", "不了，谢谢"])
def test_no_is_enough_where_the_level_is_asked_for(talk: Talk, words: str) -> None:
    assert "什么都没有提交" in of_the_conversation(talk).say(words)


def test_once_left_nobody_is_invited_again(talk: Talk) -> None:
    of_the_conversation(talk).press("不评了")
    talk.say("谢谢", "thank")
    assert titles(talk) == []


def test_reasons_are_pressed_one_by_one_and_taken_back(talk: Talk) -> None:
    of_the_conversation(talk)
    talk.press("不满意")
    talk.press("太慢")
    talk.press("态度不好")
    assert "已经选了：太慢、态度不好" in talk.text
    talk.press("✓ 太慢")
    talk.press("选好了")
    talk.press("没有了")
    assert "原因：态度不好" in talk.press("匿名")


def test_page_gets_the_reasons_as_a_list_to_tick(talk: Talk) -> None:
    of_the_conversation(talk).press("不满意")
    assert talk.replies[0].card == {"kind": "choices", "options": ["太慢", "态度不好", "问题没有解决"]}


def test_reason_in_own_words_becomes_the_comment(talk: Talk) -> None:
    of_the_conversation(talk).press("不满意")
    talk.say("排了一上午的队还说系统坏了")
    assert "您说的话：排了一上午的队还说系统坏了" in talk.say("匿名")


def test_first_words_can_be_the_comment(talk: Talk) -> None:
    of_the_conversation(talk, "排队排了两个小时，差评")
    talk.press("不满意")
    talk.press("跳过")
    talk.press("就写前面说的")
    assert "您说的话：排队排了两个小时，差评" in talk.say("匿名")


def test_mere_wish_is_not_offered_as_a_comment(talk: Talk) -> None:
    of_the_conversation(talk, "我要给差评").press("不满意")
    talk.press("跳过")
    assert "就写前面说的" not in titles(talk)


def test_complaint_with_a_question_mark_is_a_comment(talk: Talk) -> None:
    of_the_conversation(talk).press("不满意")
    talk.say("1")
    talk.say("凭什么要我跑三趟？", "ask_policy")
    assert "您说的话：凭什么要我跑三趟？" in talk.say("匿名")


def test_comment_that_is_too_long_is_refused_with_the_limit(talk: Talk) -> None:
    of_the_conversation(talk).press("满意")
    talk.say("1")
    assert "最多500个字，您写了501个字" in talk.say("慢" * 501)


@pytest.mark.parametrize("words", ["匿名", "唔使打俾我", "不留电话"])
def test_anonymous_leaves_no_number(talk: Talk, words: str) -> None:
    of_the_conversation(talk).press("不满意")
    talk.say("1")
    talk.say("没有了")
    assert "匿名，没有人打给您" in talk.say(words)
    talk.press("提交评价")
    [submission] = book_of(talk).submitted
    assert (submission.anonymous, submission.phone) == (True, None)


def test_wrong_number_is_asked_for_again(talk: Talk) -> None:
    of_the_conversation(talk).press("不满意")
    talk.say("1")
    talk.say("没有了")
    talk.press("留手机号")
    assert "手机号是11位" in talk.say("1380013")
    assert "138****8000" in talk.say("打我手机 138 0013 8000")


def test_anything_can_be_changed_before_it_is_handed_in(talk: Talk) -> None:
    bad(talk)
    assert "是因为什么" in talk.say("改成不满意")
    assert "评价：不满意" in talk.say("2")
    assert "请写您的手机号" in (talk.say("改电话") and talk.press("留手机号"))
    assert "138****8000" in talk.say("13800138000")
    talk.say("改一下说的话")
    assert "您说的话：态度太差" in talk.say("态度太差")


def test_one_step_back_and_on_again(talk: Talk) -> None:
    of_the_conversation(talk).press("不满意")
    talk.say("1")
    assert "是因为什么" in talk.say("上一步")
    assert "还有什么要说的" in talk.say("2")


def test_question_in_between_is_answered_and_the_review_goes_on(talk: Talk) -> None:
    of_the_conversation(talk).press("不满意")
    talk.say("差评多久有人处理？", "ask_policy")
    assert talk.topics == ["knowledge", "review"]
    assert "还有什么要说的" in talk.say("1")


def test_question_before_any_level_leaves_it(talk: Talk) -> None:
    of_the_conversation(talk)
    talk.say("失业金怎么领？", "ask_policy")
    assert talk.topics == ["knowledge"]
    assert talk.slots["flow"] is None


def test_another_wish_leaves_it_and_says_that_nothing_was_handed_in(talk: Talk) -> None:
    bad(talk)
    talk.say("我要举报老板欠薪", "file_report")
    assert "刚才的评价没有提交" in talk.text
    assert book_of(talk).submitted == []


def test_not_understood_twice_it_lets_go(talk: Talk) -> None:
    of_the_conversation(talk)
    assert "请从五个里选一个" in talk.say("咦")
    talk.say("咦咦")
    assert talk.topics == ["knowledge"]


def test_person_in_between_keeps_the_review_open(talk: Talk) -> None:
    bad(talk)
    talk.say("转人工", "request_handoff")
    assert "handoff" in talk.topics
    assert "请您看一遍" in talk.say("/handed_back", "handed_back")


def test_danger_inside_a_review_goes_first_and_loses_nothing(talk: Talk) -> None:
    bad(talk)
    talk.knowledge.says, talk.knowledge.raises = (
        an_answer(status=Status.CRISIS, text="请打 110。"),
        Status.CRISIS,
    )
    assert talk.say("再这样我就不活了") == "请打 110。"
    talk.knowledge.raises = None
    assert "评价提交了" in talk.say("提交")


def test_signed_in_with_several_matters_one_chooses(talk: Talk) -> None:
    talk.citizen = LIN
    book_of(talk).theirs = [CASE, VISIT]
    assert "1. 就业困难人员认定\n2. 北京街窗口，11月20日\n3. 这次对话" in talk.say("我要评价", "give_review")
    assert "您评价的是：就业困难人员认定" in talk.say("1")


def test_window_that_is_spoken_of_is_the_visit(talk: Talk) -> None:
    talk.citizen = LIN
    book_of(talk).theirs = [CASE, VISIT]
    assert "您评价的是：北京街窗口，11月20日" in talk.say("我要给窗口打差评", "give_review")
    assert "1. 就业困难人员认定" in talk.press("要评的不是这个")


def test_ones_own_matters_come_after_the_sign_in_with_what_was_heard(talk: Talk) -> None:
    book_of(talk).theirs = [CASE]
    talk.say("太慢了,差评", "give_review")
    talk.press("办过的事、去过的窗口")
    assert talk.replies[0].card == {"kind": "sign_in"}
    assert "还没有看到您登录成功" in talk.press("我已经登录")
    talk.sign_in(LIN)
    talk.press("就业困难人员认定")
    assert "是“不满意”，还是“非常不满意”" in talk.text


def test_opinion_about_nothing_here_is_sent_on_and_not_called_noted(talk: Talk) -> None:
    talk.region = LONGHUA
    talk.say("自助机坏了，反映一下", "give_review")
    text = talk.press("都不是")
    assert "没有记下来" in text
    assert "12345" in text
    assert "转人工" in titles(talk)
    assert not any("越秀" in title for title in titles(talk))


def test_matter_is_reviewed_once_and_then_changed(talk: Talk) -> None:
    bad(talk).press("提交评价")
    assert "“这次对话”您已经评过了，评的是“非常不满意”" in talk.say("我要评价", "give_review")
    assert "您原来评的是“非常不满意”" in talk.press("改这条评价")


def test_case_that_is_not_over_is_not_reviewed(talk: Talk) -> None:
    talk.citizen = LIN
    assert "现在不能评" in talk.say("/give_review", "give_review", number="YX20261123-000009")


def test_reviewed_elsewhere_in_the_meantime_it_is_said(talk: Talk) -> None:
    bad(talk)
    other = Talk(talk.line, desk=talk.desk, turns=100)
    bad(other).press("提交评价")
    assert "您已经评过了" in talk.press("提交评价")
    assert len(book_of(talk).submitted) == 1


def test_photos_that_came_since_the_beginning_are_of_the_review(talk: Talk) -> None:
    book = book_of(talk)
    book.send_file("以前的.jpg")
    of_the_conversation(talk).press("不满意")
    talk.say("1")
    assert "也可以传照片" in talk.text
    book.send_file("窗口.jpg")
    assert "一共1张" in talk.say("/file_sent", "file_sent")
    assert "一共1张" in talk.say("/file_sent", "file_sent")
    book.send_file("说明.pdf", "application/pdf")
    talk.say("没有了")
    assert "照片：1张" in talk.say("匿名")
    talk.press("提交评价")
    assert book.submitted[0].photos == [book.files[1].id]


def test_more_photos_than_three_are_left_out_and_it_is_said(talk: Talk) -> None:
    of_the_conversation(talk).press("不满意")
    for number in range(4):
        book_of(talk).send_file(f"{number}.jpg")
    assert "一共3张。最多3张" in talk.say("/file_sent", "file_sent")


def test_photo_that_is_gone_does_not_hold_the_review_up(talk: Talk) -> None:
    of_the_conversation(talk).press("满意")
    book_of(talk).send_file("窗口.jpg")
    talk.say("/file_sent", "file_sent")
    talk.say("1")
    talk.say("没有了")
    book_of(talk).files.clear()
    assert "照片已经找不到了" in talk.press("提交评价")
    assert "评价提交了" in talk.press("提交评价")


def test_channel_without_files_offers_no_photos(talk: Talk) -> None:
    talk.channel = "sms"
    of_the_conversation(talk).press("不满意")
    assert "照片" not in talk.say("1")


def test_button_of_an_earlier_review_answers_nothing(talk: Talk) -> None:
    bad(talk)
    [submit] = [button for button in talk.buttons if button.title == "提交评价"]
    talk.press("不评了")
    bad(talk)
    talk.say(submit.payload, "answer_step", step="confirm@c1-2", value="yes")
    assert book_of(talk).submitted == []


def test_same_message_again_is_not_the_answer_to_the_next_question(talk: Talk) -> None:
    of_the_conversation(talk).press("不满意")
    talk.say("1", message="m1")
    assert "还有什么要说的" in talk.say("1", message="m1")


def test_back_office_down_the_same_words_do_it_later(talk: Talk) -> None:
    bad(talk)
    book_of(talk).down = True
    talk.say("提交")
    assert talk.replies[0].failed
    book_of(talk).down = False
    assert "评价提交了" in talk.say("提交")


def test_answer_that_was_lost_stores_no_second_review(talk: Talk) -> None:
    bad(talk)
    book_of(talk).lost = 1
    talk.say("提交", message="m1")
    assert talk.replies[0].failed
    assert "评价提交了" in talk.say("提交", message="m1")
    assert len(book_of(talk).submitted) == 1


def test_changed_after_a_lost_answer_the_stored_one_is_told_of(talk: Talk) -> None:
    bad(talk)
    book_of(talk).lost = 1
    talk.say("提交")
    talk.say("改成不满意")
    talk.say("1")
    assert "您已经评过了，评的是“非常不满意”" in talk.press("提交评价")
    assert len(book_of(talk).submitted) == 1


def test_everything_needed_stands_in_the_slot_as_json(talk: Talk) -> None:
    """As after a restart of every process between two messages."""
    talk.say("太慢了,差评", "give_review")
    for words in ("这次对话", "非常不满意", "1和3", "转了半天", "13800138000", "提交"):
        talk.slots = json.loads(json.dumps(talk.slots))
        talk.say(words)
    [submission] = book_of(talk).submitted
    assert (submission.reasons, submission.phone) == (["slow", "not-solved"], "13800138000")
