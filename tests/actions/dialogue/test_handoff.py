"""Who asks for a person gets one while people are there, else the truth, a callback and the numbers."""

from datetime import datetime

import pytest

from actions.dialogue.handoff import TellHotlines
from actions.errors import BackofficeUnavailable
from actions.wire.contacts import Contact
from bot.wire import HandoffReason, ReplyType
from chassis.clock import OFFICE_ZONE, FixedClock
from tests.actions.dialogue.talk import YUEXIU, Line, Talk
from tests.actions.fakes import HOTLINE, TEXTS, FakeContacts, FakeReportDesk, a_book, a_tracker, run_action

PHONE = "13800138000"
PROMISES = ("请稍等", "正在为您转接", "马上为您", "马上回电", "会给您回电")


def clock(moment: str) -> FixedClock:
    return FixedClock(datetime.fromisoformat(moment).replace(tzinfo=OFFICE_ZONE))


@pytest.fixture
def desk() -> FakeReportDesk:
    return FakeReportDesk()


@pytest.fixture
def evening(desk: FakeReportDesk) -> Talk:
    return Talk(Line(None), desk=desk, clock=clock("2026-11-23T20:00"))  # type: ignore[arg-type]


def test_while_people_are_there_one_is_called(talk: Talk) -> None:
    talk.say("失业登记要几天", "ask_policy")
    text = talk.say("找个活人", "request_handoff")
    [reply] = talk.replies
    assert (reply.type, reply.topic) == (ReplyType.HANDOFF, "handoff")
    assert reply.handoff is not None
    assert reply.handoff.reason is HandoffReason.ASKED
    assert "失业登记要几天" in reply.handoff.summary
    assert "12345" in text


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23T20:00", "11月24日（周二）09:00"),
        ("2026-11-23T12:30", "今天14:00"),
        ("2026-11-21T10:00", "11月23日（周一）09:00"),
        ("2026-10-01T10:00", "10月8日（周四）09:00"),
    ],
)
def test_while_nobody_is_there_it_says_until_when(line: Line, moment: str, opens: str) -> None:
    talk = Talk(line, clock=clock(moment))
    text = talk.say("转人工", "request_handoff")
    assert talk.replies[0].handoff is None
    assert f"人工{opens}上班" in text
    assert "12345" in text
    assert not any(promise in text for promise in PROMISES)


def test_year_without_holidays_known_is_said(desk: FakeReportDesk) -> None:
    talk = Talk(Line(None), desk=desk, clock=clock("2031-01-06T20:00"))  # type: ignore[arg-type]
    assert "2031年的放假安排还没有公布" in talk.say("转人工", "request_handoff")


def test_callback_is_noted_with_a_number_of_its_own(evening: Talk, desk: FakeReportDesk) -> None:
    evening.say("转人工", "request_handoff")
    assert "138****8000" in evening.say(f"我的电话是{PHONE}")
    text = evening.say("社保补缴的事，我弄不明白怎么办？")
    assert "HD20261123-000001" in text
    assert "11月24日（周二）09:00" in text
    assert not any(promise in text for promise in PROMISES)
    [request] = desk.callback_requests
    assert (request.phone, request.words, request.region) == (
        PHONE,
        "社保补缴的事，我弄不明白怎么办？",
        YUEXIU,
    )


def test_number_is_checked(evening: Talk) -> None:
    evening.say("转人工", "request_handoff")
    evening.press("留手机号")
    assert "11位" in evening.say("1380013")
    assert "11位" in evening.say("就是我的号码")
    assert "138****8000" in evening.say("１３８ ００１３ ８０００")


def test_message_without_a_number_promises_no_call(evening: Talk, desk: FakeReportDesk) -> None:
    evening.say("转人工", "request_handoff")
    assert "没有人能给您回电" in evening.press("只留言")
    assert "还没有看到内容" in evening.say("没有")
    assert "不会有人打给您" in evening.say("窗口几点开门没人接电话")
    assert desk.callback_requests[0].phone is None


def test_not_wanted_after_all(evening: Talk, desk: FakeReportDesk) -> None:
    evening.say("转人工", "request_handoff")
    assert "没有登记" in evening.press("先不用了")
    assert desk.callback_requests == []


def test_something_else_is_answered_instead(evening: Talk) -> None:
    evening.say("转人工", "request_handoff")
    evening.say("失业登记要几天？", "ask_policy")
    assert evening.topics == ["knowledge"]
    assert not evening.slots["flow"]


def test_question_before_the_number_is_answered_and_the_number_asked_again(evening: Talk) -> None:
    evening.say("转人工", "request_handoff")
    evening.press("留手机号")
    evening.say("失业登记要几天？", "ask_policy")
    assert evening.topics == ["knowledge", "handoff"]
    assert "138****8000" in evening.say(PHONE)


def test_asked_again_and_again_it_says_the_same_and_notes_nothing(
    evening: Talk, desk: FakeReportDesk
) -> None:
    first = evening.say("转人工", "request_handoff")
    assert evening.say("转人工转人工", "request_handoff") == first
    assert evening.press("留手机号")
    assert desk.callback_requests == []


def test_what_was_open_goes_on_after_the_callback(evening: Talk) -> None:
    evening.say("老板欠薪", "file_report")
    evening.say("宏达公司")
    evening.say("转人工", "request_handoff")
    evening.say(PHONE)
    text = evening.press("跳过")
    assert "登记好了" in text
    assert "什么地方" in text
    assert "哪个街道" in evening.say("东风东路8号")


def test_back_office_down_nothing_is_said_to_be_noted(evening: Talk, desk: FakeReportDesk) -> None:
    evening.say("转人工", "request_handoff")
    evening.say(PHONE)
    desk.fails = BackofficeUnavailable("down")
    text = evening.say("社保的事")
    assert "登记好了" not in text
    assert "12345" in text
    desk.fails = None
    assert "HD20261123-000001" in evening.say("社保的事")


def test_same_message_again_is_noted_once(evening: Talk, desk: FakeReportDesk) -> None:
    evening.say("转人工", "request_handoff")
    evening.say(PHONE)
    before = dict(evening.slots)
    evening.say("社保的事")
    evening.slots = before
    assert "HD20261123-000001" in evening.say("社保的事")
    assert len(desk.callback_requests) == 1


def test_message_that_comes_again_after_a_crash_is_told_the_same_number(
    evening: Talk, desk: FakeReportDesk
) -> None:
    evening.say("转人工", "request_handoff")
    asked = evening.say(PHONE, message="m1")
    assert evening.say(PHONE, message="m1") == asked
    noted = evening.say("社保的事", message="m2")
    assert evening.say("社保的事", message="m2") == noted
    assert len(desk.callback_requests) == 1
    evening.say("失业登记要几天", "ask_policy")
    assert evening.topics == ["knowledge"]


def test_real_back_office_notes_it(line: Line) -> None:
    talk = Talk(line, clock=clock("2026-11-23T20:00"))
    talk.say("查举报", "ask_progress")
    talk.say("转人工", "request_handoff")
    talk.say(PHONE)
    assert "登记好了，编号 " in talk.press("跳过")


def test_handed_back_asks_again_what_was_open(talk: Talk) -> None:
    talk.say("老板欠薪", "file_report")
    question = talk.replies[0].text.splitlines()[-1]
    talk.say("转人工", "request_handoff")
    assert question in talk.say("/handed_back", "handed_back")
    assert "我回来了" in talk.replies[0].text


@pytest.mark.parametrize(
    ("payload", "said"), [("handed_back", "我回来了"), ("leave_queue", "不用等工作人员了")]
)
def test_nothing_open_it_says_just_that(talk: Talk, payload: str, said: str) -> None:
    assert said in talk.say(f"/{payload}", payload)
    assert len(talk.replies) == 1


def test_handed_back_into_a_form_asks_its_question(talk: Talk) -> None:
    talk.say("我要办失业登记", "apply_for_service")
    question = talk.replies[-1].text.splitlines()[-1]
    assert question in talk.say("/handed_back", "handed_back")


def test_contacts_of_the_conversations_region_are_asked_for() -> None:
    contacts = FakeContacts()
    run_action(TellHotlines(TEXTS, a_book(contacts)), a_tracker("电话", region="440104"))
    assert contacts.asked == ["440104"]


def test_back_office_down_the_two_hotlines_are_still_named() -> None:
    book = a_book(FakeContacts(BackofficeUnavailable("down")))
    [reply], _ = run_action(TellHotlines(TEXTS, book), a_tracker("电话多少", intent="ask_hotline"))
    assert "12345" in reply.text
    assert "12333" in reply.text


def test_contact_shows_hours_note_and_that_it_is_demo_data() -> None:
    contact = Contact(name="越秀窗口", phone="020-0000", hours="工作日 9:00-17:00", note="社保", demo=True)
    assert TEXTS.handoff.line(contact) == "越秀窗口:020-0000,工作日 9:00-17:00(社保)【演示数据】"


def test_contact_without_a_number_is_not_shown_as_one() -> None:
    app = Contact(name="穗好办", note="广州市的网上办事平台")
    assert TEXTS.handoff.line(app) == "穗好办(广州市的网上办事平台)"
    assert TEXTS.handoff.hotlines([HOTLINE, app]) == "12345(政务服务便民热线)"
