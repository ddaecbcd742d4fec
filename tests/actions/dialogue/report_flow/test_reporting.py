"""A report taken in, fact by fact, and filed once."""

import pytest

from actions.errors import BackofficeUnavailable
from actions.wire.reports import Breach
from bot.wire import HandoffReason, ReplyType
from knowledge_base.wire import Status
from tests.actions.dialogue.talk import Line, Talk
from tests.actions.fakes import FakeReportDesk, a_file, an_answer

WAGES = "我们工地十几个人三个月没发工资,老板跑了,在越秀东风东路"
ONE = "老板欠我3个月工资，一共2万块，就我一个人"


@pytest.fixture
def desk() -> FakeReportDesk:
    return FakeReportDesk()


@pytest.fixture
def heard(desk: FakeReportDesk) -> Talk:
    """With a double of the back office, which has no windows."""
    return Talk(Line(None), desk=desk)  # type: ignore[arg-type]


def told(talk: Talk, words: str = ONE) -> Talk:
    """Down to the evidence: one person's wages, at a place on a street."""
    talk.say(words, "file_report")
    talk.say("宏达装饰公司")
    talk.say("东风东路8号")
    talk.say("大东街")
    return talk


def test_only_what_was_not_said_is_asked_one_at_a_time(talk: Talk) -> None:
    text = talk.say(WAGES, "file_report")
    assert "欠薪的举报排在最前面处理" in text
    assert "至少10人（您说的是“十几个人”）" in text
    assert "地点：越秀东风东路" in text
    assert "打 110" in text
    assert text.endswith("比如包工头的姓名、工地的名字。")
    assert "哪个街道" in talk.say("宏达建筑工程队")
    assert "一共欠多少钱" in talk.say("不知道")
    assert "聚在那里" in talk.say("大概二十万")
    assert "凭证" in talk.say("没有")
    assert "匿名" in talk.say("没有")
    summary = talk.say("1")
    for line in (
        "单位：宏达建筑工程队",
        "街道：不清楚",
        "欠的钱：200000元",
        "有没有聚集：没有",
        "举报人：匿名",
    ):
        assert line in summary


def test_filed_with_number_code_where_it_went_and_what_is_next(talk: Talk) -> None:
    told(talk)
    talk.say("没有")
    talk.press("匿名")
    text = talk.press("没有错")
    assert "举报编号 JB20261123-000001" in text
    assert "查询码 " in text
    assert "大东街" in text
    assert "【演示数据】" in text
    assert "欠薪走绿色通道" in text
    assert "接下来：" in text


def test_risk_is_not_shown_and_one_person_calls_nobody(talk: Talk) -> None:
    told(talk)
    talk.say("没有")
    talk.say("匿名")
    text = talk.say("没有错")
    assert "风险" not in text
    assert talk.replies[0].handoff is None


def test_collective_report_calls_a_person_with_what_it_is_about(talk: Talk) -> None:
    talk.say(WAGES, "file_report")
    for words in ("宏达建筑工程队", "不知道", "二十万", "没有", "没有", "匿名"):
        talk.say(words)
    talk.say("没有错")
    asked = talk.replies[0].handoff
    assert asked is not None
    assert asked.reason is HandoffReason.WARNING
    assert "宏达建筑工程队" in asked.summary


def test_named_with_name_and_number(heard: Talk, desk: FakeReportDesk) -> None:
    told(heard)
    heard.say("没有")
    assert "什么名字" in heard.press("留名字和电话")
    assert "手机号" in heard.say("我叫陈大勇")
    assert "11位" in heard.say("1380013800")
    assert "陈大勇，138****8000" in heard.say("13800138000")
    assert "查询码" not in heard.say("好的，报上去")
    [filed] = desk.submissions
    assert (filed.name, filed.phone) == ("陈大勇", "13800138000")


def test_anonymous_keeps_neither_name_nor_number(heard: Talk, desk: FakeReportDesk) -> None:
    told(heard, f"我要匿名举报，{ONE}")
    assert "举报人：匿名" in heard.say("没有")
    heard.say("对")
    assert (desk.submissions[0].name, desk.submissions[0].phone) == (None, None)


def test_files_sent_are_listed_and_become_evidence(heard: Talk, desk: FakeReportDesk) -> None:
    desk.sent = [a_file("上星期.png", minutes=-600), a_file("调解申请.docx", made=True)]
    assert "工资条" in told(heard).text
    desk.sent += [a_file("工资条.png"), a_file("转账.png", minutes=1)]
    assert "收到了2个文件：工资条.png、转账.png" in heard.say("/file_sent", "file_sent")
    assert "匿名" in heard.say("传好了")
    assert "凭证：2个文件" in heard.say("匿名")
    heard.say("没有错")
    assert desk.submissions[0].evidence == [a_file("工资条.png").id, a_file("转账.png").id]


def test_file_sent_early_waits_and_a_late_one_is_listed_again(heard: Talk, desk: FakeReportDesk) -> None:
    heard.say(ONE, "file_report")
    desk.sent = [a_file("工资条.png")]
    early = heard.say("/file_sent", "file_sent")
    assert "等一下问到凭证" in early
    assert "什么名字" in early
    for words in ("宏达公司", "东风东路8号", "大东街"):
        heard.say(words)
    assert "收到了1个文件" in heard.text
    heard.say("传好了")
    heard.say("匿名")
    desk.sent.append(a_file("合同.png"))
    assert "收到了2个文件" in heard.say("/file_sent", "file_sent")
    heard.say("传好了")
    heard.say("没有错")
    assert len(desk.submissions[0].evidence) == 2


def test_story_with_question_words_is_a_story(talk: Talk) -> None:
    talk.say("公司一直不签合同", "file_report")
    for words in ("宏达公司", "东风东路8号", "不知道", "3个人"):
        talk.say(words)
    told_ = "从去年三月进厂，问老板什么时候签，他总是说等一等，后来连工牌也收走了"
    assert "凭证" in talk.say(told_, "ask_policy")
    assert told_ in talk.slots["flow"]["told"]


@pytest.mark.parametrize(
    ("opening", "breach", "asked"),
    [
        (
            "公司一直不签合同",
            Breach.NO_CONTRACT,
            ["什么名字", "什么地方", "哪个街道", "多少人", "发生了什么"],
        ),
        (
            "单位不给我买社保",
            Breach.UNPAID_SOCIAL_INSURANCE,
            ["什么名字", "什么地方", "哪个街道", "多少人", "几个月"],
        ),
        ("天天逼我们加班", Breach.OVERTIME, ["什么名字", "什么地方", "哪个街道", "多少人", "发生了什么"]),
        ("被黑中介骗了", Breach.BLACK_AGENCY, ["什么名字", "什么地方", "哪个街道", "多少人", "发生了什么"]),
        ("那里用童工", Breach.CHILD_LABOUR, ["什么名字", "什么地方", "哪个街道", "多少人", "发生了什么"]),
    ],
)
def test_each_breach_asks_its_own_facts(talk: Talk, opening: str, breach: Breach, asked: list[str]) -> None:
    answers = ["宏达公司门店", "东风东路8号", "不知道", "3个人", "两个月前开始的"]
    said = [talk.say(opening, "file_report"), *(talk.say(words) for words in answers)]
    assert [question in text for question, text in zip(asked, said, strict=False)] == [True] * 5
    assert talk.slots["flow"]["breach"] == breach
    assert "绿色通道" not in "".join(said)


def test_child_labour_is_filed_as_of_minors(heard: Talk, desk: FakeReportDesk) -> None:
    heard.say("富华电子厂用童工", "file_report")
    for words in ("观澜大道1号", "不知道", "5", "都在流水线上", "没有", "匿名", "没有错"):
        heard.say(words)
    assert desk.submissions[0].facts.minors


def test_without_anything_said_the_kind_is_asked_first(talk: Talk) -> None:
    assert "6. 使用童工" in talk.say("我要举报", "file_report")
    assert "排在最前面" not in talk.text
    assert "什么名字" in talk.say("1")


def test_district_is_asked_where_nobody_knows_it(talk: Talk) -> None:
    talk.region = None
    assert "哪个区" in talk.say("老板欠薪，我要举报", "file_report")
    assert "只登记下面两个区" in talk.say("那边")
    assert "什么名字" in talk.press("龙华区")


def test_other_district_is_sent_to_its_own_people(talk: Talk) -> None:
    text = talk.say("天河的老板欠薪，我要举报", "file_report")
    assert "天河" in text
    assert "12345" in text
    assert not talk.slots.get("flow")


def test_employer_nobody_knows_is_named_by_the_place(heard: Talk, desk: FakeReportDesk) -> None:
    heard.say(ONE, "file_report")
    for words in ("不知道", "东风东路的烂尾楼", "唔知", "没有", "匿名", "没有错"):
        heard.say(words)
    assert desk.submissions[0].facts.employer == "名称不详（东风东路的烂尾楼）"


def test_question_in_the_middle_is_answered_and_the_report_goes_on(talk: Talk) -> None:
    talk.say(ONE, "file_report")
    talk.say("匿名举报会不会被老板知道？", "ask_policy")
    assert talk.topics == ["knowledge", "report"]
    assert "什么名字" in talk.replies[-1].text
    assert "什么地方" in talk.say("宏达公司")


def test_back_change_and_look_again(talk: Talk) -> None:
    told(talk)
    assert "一共欠多少钱" in talk.say("上一步")
    talk.say("2万")
    talk.say("没有")
    talk.say("匿名")
    assert "多少人" in talk.say("改人数")
    assert "人数：2人" in talk.say("两个人")
    assert "欠的钱：30000元" in talk.say("不对，是3万块")
    assert "可以改的有" in talk.press("要改")
    assert "什么名字" in talk.say("改单位")


def test_given_up_says_that_nothing_was_filed(talk: Talk) -> None:
    told(talk)
    assert "没有报上去" in talk.say("算了，不举报了", "leave_flow")
    assert not talk.slots.get("flow")


def test_another_wish_leaves_it_and_says_so(talk: Talk) -> None:
    told(talk)
    text = talk.say("我要办失业登记", "apply_for_service")
    assert "还没有报上去" in text
    assert talk.topics[-1] == "commitment"


def test_danger_in_the_middle_comes_first_and_the_report_stays(talk: Talk) -> None:
    told(talk)
    talk.knowledge.raises = Status.CRISIS
    talk.knowledge.says = an_answer(status=Status.CRISIS, text="请拨打 110。")
    assert "110" in talk.say("拿不到钱我就不活了")
    talk.knowledge.raises = None
    assert "匿名" in talk.say("没有")


def test_person_asked_for_in_the_middle_keeps_the_report(talk: Talk) -> None:
    told(talk)
    talk.say("转人工", "request_handoff")
    assert talk.replies[0].type is ReplyType.HANDOFF
    assert "凭证" in talk.say("/handed_back", "handed_back")


def test_lost_answer_files_once(talk: Talk) -> None:
    told(talk)
    talk.say("没有")
    talk.say("匿名")
    talk.line.lost = 2
    assert "没有重复交" in talk.say("没有错")
    assert "JB20261123-000001" in talk.say("没有错")
    assert "JB20261123-000002" not in talk.say("查举报", "ask_progress")


def test_pressed_twice_files_once(talk: Talk) -> None:
    told(talk)
    talk.say("没有")
    talk.say("匿名")
    before = dict(talk.slots)
    talk.press("没有错")
    talk.slots = before
    assert "JB20261123-000001" in talk.say("没有错")


def test_message_that_comes_again_after_a_crash_answers_no_other_question(talk: Talk) -> None:
    talk.say("我要举报", "file_report", message="m1")
    asked = talk.say("2", message="m2")
    assert "什么名字" in asked
    assert "什么名字" in talk.say("2", message="m2")
    assert talk.slots["flow"]["employer"] is None


def test_number_and_code_are_told_again_if_the_last_message_comes_again(talk: Talk) -> None:
    told(talk)
    talk.say("没有")
    talk.say("匿名")
    filed = talk.say("没有错", message="m9")
    assert "查询码" in filed
    assert talk.say("没有错", message="m9") == filed
    talk.say("失业登记要几天", "ask_policy")
    assert talk.topics == ["knowledge"]
    assert not talk.slots["flow"]


def test_changed_after_a_lost_answer_tells_what_was_filed(talk: Talk) -> None:
    told(talk)
    talk.say("没有")
    talk.say("匿名")
    talk.line.lost = 2
    talk.say("没有错")
    talk.say("不对，是3万块")
    text = talk.say("没有错")
    assert "刚才已经报上去了" in text
    assert "JB20261123-000001" in text


def test_back_office_down_keeps_what_was_said(heard: Talk, desk: FakeReportDesk) -> None:
    told(heard)
    heard.say("没有")
    heard.say("匿名")
    desk.fails = BackofficeUnavailable("down")
    heard.say("没有错")
    assert heard.replies[0].failed
    desk.fails = None
    assert "报上去了" in heard.say("没有错")
    assert len(desk.submissions) == 1


def test_file_that_nothing_waits_for_may_be_for_a_report(talk: Talk) -> None:
    assert "要用它来举报吗" in talk.say("/file_sent", "file_sent")
    assert "哪一种" in talk.press("用来举报")
