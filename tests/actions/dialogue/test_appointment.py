"""A visit: booked step by step or at once, looked at, changed, cancelled."""

import pytest

from tests.actions.dialogue.talk import Line, Talk

CHEN, LIANG = "demo-chen", "demo-liang"


def booked(talk: Talk, words: str = "约明天下午三点六榕街") -> str:
    talk.citizen = CHEN
    talk.say(words, "book_appointment")
    return talk.say("对")


def test_step_by_step_in_words(talk: Talk) -> None:
    talk.citizen = CHEN
    assert "18. 矿泉街" in talk.say("我要预约", "book_appointment")
    assert "北京街人社综合窗口【演示数据】哪天方便" in talk.say("北京街")
    assert "11月24日（周二）几点去" in talk.say("明天")
    assert "1. 14:00到14:30" in talk.say("下午")
    assert "15:30到16:00" in talk.say("三点半")
    text = talk.say("好的", "acknowledge")
    assert "约好了" in text
    assert "您的号是 J01" in text
    assert talk.topics == ["appointment"]


def test_step_by_step_with_buttons(talk: Talk) -> None:
    talk.citizen = CHEN
    talk.say("预约", "book_appointment")
    talk.press("更多")
    talk.press("登峰街")
    talk.press("11月25日")
    talk.press("09:30")
    assert "约好了" in talk.press("对，就这样约")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("约明天下午三点六榕街", "11月24日（周二）15:00到15:30"),
        ("想約聽日上晝十點嘅北京街", "11月24日（周二）10:00到10:30"),
        ("预约下周一早上九点半登峰街", "11月30日（周一）09:30到10:00"),
    ],
)
def test_all_said_at_once(talk: Talk, words: str, told: str) -> None:
    talk.citizen = CHEN
    assert told in talk.say(words, "book_appointment")


def test_number_refers_to_what_is_shown(talk: Talk) -> None:
    talk.citizen = CHEN
    talk.say("约明天下午北京街", "book_appointment")
    assert "14:30到15:00" in talk.say("2")


def test_signed_in_only_for_the_booking(talk: Talk) -> None:
    talk.say("约明天下午三点六榕街", "book_appointment")
    assert talk.replies[0].card == {"kind": "sign_in"}
    assert "15:00到15:30" in talk.sign_in(CHEN)


def test_another_time_at_the_last_look(talk: Talk) -> None:
    talk.citizen = CHEN
    talk.say("约明天下午三点六榕街", "book_appointment")
    assert "16:00到16:30" in talk.say("改到四点")
    assert "11月25日（周三）几点去" in talk.say("还是后天")


def test_question_in_between_is_answered_and_the_booking_goes_on(talk: Talk) -> None:
    talk.say("约北京街", "book_appointment")
    talk.say("预约要钱吗", "ask_policy")
    assert talk.topics == ["knowledge", "appointment"]
    assert "几点去" in talk.say("明天")


def test_left_or_given_up_for_another_topic(talk: Talk) -> None:
    talk.say("约北京街", "book_appointment")
    assert "先不约了" in talk.say("算了")
    talk.say("约北京街", "book_appointment")
    talk.say("我要举报老板欠薪", "file_report")
    assert talk.slots["flow"]["kind"] == "report"


def test_waits_for_whoever_wants_a_person(talk: Talk) -> None:
    talk.say("约北京街", "book_appointment")
    talk.say("转人工", "request_handoff")
    assert talk.topics == ["handoff"]
    assert "哪天方便" in talk.say("/handed_back", "handed_back")


def test_back_asks_the_question_before(talk: Talk) -> None:
    talk.say("约明天北京街", "book_appointment")
    assert "哪天方便" in talk.say("上一步")


def test_weekend_has_no_places_and_another_day_is_offered(talk: Talk) -> None:
    text = talk.say("约北京街星期六", "book_appointment")
    assert "没有" in text
    assert "11月24日（周二），还有36个号" in text


def test_unknown_district_is_asked_for(talk: Talk) -> None:
    talk.region = None
    assert "哪个区的窗口" in talk.say("我要预约", "book_appointment")
    assert "民治街道" in talk.say("龙华", "choose_region", region="440309")


def test_last_place_taken_meanwhile_the_others_are_offered(talk: Talk, line: Line) -> None:
    for number, citizen in enumerate(("demo-lin", "demo-huang")):
        other = Talk(line, conversation=f"o{number}", citizen=citizen)
        other.say("约明天上午九点光塔街", "book_appointment")
        other.say("对")
    talk.citizen = CHEN
    talk.say("约明天上午九点光塔街", "book_appointment")
    last = Talk(line, conversation="o9", citizen=LIANG)
    last.say("约明天上午九点光塔街", "book_appointment")
    assert "约好了" in last.say("对")
    text = talk.say("对")
    assert "刚刚约满了" in text
    assert "09:30到10:00" in text
    assert "09:00到09:30" not in text


def test_confirmed_twice_is_booked_once(talk: Talk) -> None:
    talk.citizen = CHEN
    talk.say("约明天下午三点六榕街", "book_appointment")
    slots = dict(talk.slots)
    first = talk.say("对")
    talk.slots = slots
    assert talk.say("对") == first
    assert talk.say("我的预约", "ask_appointments").count("六榕街") == 1


def test_shown_with_the_number_that_is_called_out(talk: Talk) -> None:
    booked(talk)
    assert "11月24日（周二）15:00，六榕街人社综合窗口【演示数据】" in talk.say(
        "我约了几点", "ask_appointments"
    )


def test_changed_to_another_day(talk: Talk) -> None:
    booked(talk)
    talk.say("把预约改到周五", "ask_appointments")
    assert "原来约的11月24日15:00会换成这个时间" in talk.say("上午九点")
    assert "改好了" in talk.say("对")
    assert "11月27日（周五）09:00" in talk.say("我的预约", "ask_appointments")


def test_cancelled_after_a_confirmation(talk: Talk) -> None:
    booked(talk)
    assert "真的要取消11月24日" in talk.say("取消预约", "ask_appointments")
    assert "取消好了" in talk.press("取消这个号")
    assert "现在没有约号" in talk.say("我的预约", "ask_appointments")


def test_of_several_one_is_chosen(talk: Talk) -> None:
    booked(talk)
    booked(talk, "约周五上午九点六榕街")
    assert "要取消哪一个" in talk.say("去不了了，取消预约", "ask_appointments")
    assert "真的要取消11月27日" in talk.say("2")
    assert "什么都没有改" in talk.say("不")


def test_ones_own_bookings_are_shown_to_who_is_signed_in(talk: Talk) -> None:
    booked(talk)
    talk.citizen = None
    talk.say("我的预约", "ask_appointments")
    assert talk.replies[0].card == {"kind": "sign_in"}
    assert "六榕街" in talk.sign_in(CHEN)


def test_back_office_down_it_is_said(talk: Talk) -> None:
    talk.line.down = True
    talk.say("我要预约", "book_appointment")
    assert talk.replies[0].failed
