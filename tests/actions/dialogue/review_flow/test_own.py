"""What became of a review, changing it while that is allowed, and rating the fix."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.clock import FixedClock
from tests.actions.dialogue.review_flow.reviewing import CASE, LIN, bad, book_of, handed_in, titles
from tests.actions.dialogue.talk import MONDAY, Talk
from tests.actions.fake_reviews import CALLED_BY

REPLY = "已经改好取号机，向您道歉。"


def replied(talk: Talk) -> str:
    review = handed_in(talk)
    book_of(talk).reply(review, REPLY)
    return review


def second(talk: Talk) -> str:
    """A case reviewed badly as well, by somebody signed in; its id."""
    talk.citizen = LIN
    book_of(talk).theirs = [CASE]
    talk.say("/give_review", "give_review", number=CASE.about)
    for words in ("不满意", "1", "没有了", "匿名", "提交"):
        talk.say(words)
    return list(book_of(talk).stored)[-1]


def test_state_and_what_comes_next_are_told_from_the_record(talk: Talk) -> None:
    handed_in(talk)
    text = talk.say("我的差评处理得怎么样了", "ask_reviews")
    for told in ("您11月23日评的是“非常不满意”", "ZG20261123-000001", "已转办", CALLED_BY):
        assert told in text
    assert "给处理打分" not in titles(talk)


def test_reply_is_told_and_the_fix_can_be_rated(talk: Talk) -> None:
    replied(talk)
    assert REPLY in talk.say("我的差评有人管吗", "ask_reviews")
    text = talk.press("给处理打分")
    assert "满意、基本满意、不满意" in text
    assert titles(talk)[:3] == ["满意", "基本满意", "不满意"]
    assert "您给“这次对话”的处理打的是“基本满意”" in talk.press("基本满意")
    assert [given.rating for given in book_of(talk).ratings] == ["基本满意"]


def test_rating_that_is_not_among_the_three_is_asked_for_again(talk: Talk) -> None:
    replied(talk)
    talk.say("处理得好，我很满意", "rate_fix")
    assert "您觉得处理得怎么样" in talk.text
    assert "请从三个里选一个" in talk.say("非常满意")
    assert "打的是“满意”" in talk.say("满意吧")


def test_who_is_not_satisfied_is_asked_for_a_word_that_may_be_left_out(talk: Talk) -> None:
    replied(talk)
    talk.say("我要给整改打分", "rate_fix")
    assert "还有哪里没处理好" in talk.say("唔满意")
    talk.say("机器还是坏的")
    [given] = book_of(talk).ratings
    assert (given.rating, given.comment) == ("不满意", "机器还是坏的")


@pytest.mark.parametrize("words", ["没有了", "不用了"])
def test_word_left_out_is_none(talk: Talk, words: str) -> None:
    replied(talk)
    talk.say("我要给整改打分", "rate_fix")
    talk.press("不满意")
    talk.say(words)
    assert [given.comment for given in book_of(talk).ratings] == [""]


def test_nothing_to_rate_before_the_reply_is_said_with_the_state(talk: Talk) -> None:
    handed_in(talk)
    text = talk.say("给处理结果打分", "rate_fix")
    assert "现在没有等您打分的" in text
    assert "已转办" in text


def test_what_is_only_promised_yet_is_not_rated(talk: Talk) -> None:
    review = replied(talk)
    fixes = book_of(talk).fixes
    fixes[review] = fixes[review].model_copy(update={"fix_owed": True})
    assert "现在没有等您打分的" in talk.say("给处理结果打分", "rate_fix")
    assert "给处理打分" not in titles(talk)


def test_rated_once(talk: Talk) -> None:
    replied(talk)
    talk.say("我要给整改打分", "rate_fix")
    talk.press("满意")
    assert "现在没有等您打分的" in talk.say("我要给整改打分", "rate_fix")
    assert "您给处理打的是“满意”" in talk.text


def test_rating_is_left_with_one_word(talk: Talk) -> None:
    replied(talk)
    talk.say("我要给整改打分", "rate_fix")
    assert "先不打分" in talk.say("算了")
    assert book_of(talk).ratings == []


def test_lost_answer_rates_once(talk: Talk) -> None:
    replied(talk)
    talk.say("我要给整改打分", "rate_fix")
    book_of(talk).lost = 1
    talk.say("满意", message="m1")
    assert talk.replies[0].failed
    assert "打的是“满意”" in talk.say("满意", message="m1")
    assert len(book_of(talk).ratings) == 1


def test_fix_that_has_moved_on_is_shown_anew(talk: Talk) -> None:
    review = replied(talk)
    talk.say("我要给整改打分", "rate_fix")
    book_of(talk).reply(review, "又改了一次。")
    assert "又改了一次。" in talk.press("满意")
    assert "打的是“满意”" in talk.press("满意")


def test_several_replies_are_rated_one_by_one(talk: Talk) -> None:
    first = replied(talk)
    other = second(talk)
    book_of(talk).reply(other, "材料减了。")
    text = talk.say("我要给处理打分", "rate_fix")
    assert "1. 这次对话（11月23日）\n2. 就业困难人员认定（11月23日）" in text
    assert "材料减了。" in talk.say("2")
    talk.press("满意")
    assert "“这次对话”处理过了" in talk.say("还要给另一条打分", "rate_fix")
    assert first in book_of(talk).fixes


def test_change_begins_at_the_level_and_says_what_it_was(talk: Talk) -> None:
    handed_in(talk)
    assert "您原来评的是“非常不满意”" in talk.say("我要改评价", "change_review")
    talk.press("基本满意")
    talk.say("2")
    talk.press("还是原来的话")
    assert "评价改好了：这次对话，现在是“基本满意”" in talk.press("提交评价")
    [change] = book_of(talk).changes
    assert (change.level, change.reasons, change.comment) == ("基本满意", ["kind"], "转了半天也没有结果")


def test_level_named_with_the_wish_is_taken(talk: Talk) -> None:
    handed_in(talk)
    assert "记下了：满意" in talk.say("把差评改成满意", "change_review")


def test_change_is_left_as_it_was(talk: Talk) -> None:
    handed_in(talk)
    talk.say("我要改评价", "change_review")
    assert "还是原来的评价" in talk.press("不改了")
    assert book_of(talk).changes == []


def test_several_reviews_one_is_chosen_to_be_changed(talk: Talk) -> None:
    handed_in(talk)
    second(talk)
    talk.say("我要改评价", "change_review")
    assert "您原来评的是“不满意”" in talk.say("就业困难人员认定")


def test_too_late_to_change_is_said_with_the_day(talk: Talk) -> None:
    handed_in(talk)
    late = replace(talk, clock=FixedClock(MONDAY.moment + timedelta(days=6)))
    assert "11月28日以前可以改，现在已经过了" in late.say("我要改评价", "change_review")


def test_changed_elsewhere_in_the_meantime_nothing_is_overwritten(talk: Talk) -> None:
    review = handed_in(talk)
    talk.say("改成满意", "change_review")
    talk.say("1")
    talk.say("没有了")
    book = book_of(talk)
    book.stored[review] = book.stored[review].model_copy(update={"version": 2})
    assert "刚才已经有改动" in talk.press("提交评价")
    assert book.changes == []


def test_without_any_review_one_is_asked_to_sign_in_first(talk: Talk) -> None:
    assert "请先登录" in talk.say("我的差评处理得怎么样了", "ask_reviews")
    assert "还没有看到您登录成功" in talk.press("我已经登录")
    assert "您还没有评价过" in talk.sign_in(LIN)


def test_back_office_down_it_is_said(talk: Talk) -> None:
    bad(talk)
    book_of(talk).down = True
    talk.slots = {}
    talk.say("我的差评呢", "ask_reviews")
    assert talk.replies[0].failed
