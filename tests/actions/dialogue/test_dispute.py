"""The way through a labour dispute: the next step, until when, what to bring, all of it with its source."""

import re
from datetime import date

import pytest

from actions.dialogue.dispute_flow.grounds import LAW, Grounds
from knowledge_base.wire import Status
from tests.actions.dialogue.grounded import GroundedKnowledge, shipped
from tests.actions.dialogue.talk import LONGHUA, MONDAY, YUEXIU, Line, Talk

STATUTE = "labour-dispute-law"


@pytest.fixture
def knowledge() -> GroundedKnowledge:
    return GroundedKnowledge()


@pytest.fixture
def talk(line: Line, knowledge: GroundedKnowledge) -> Talk:
    return Talk(line, knowledge=knowledge)


def cited(talk: Talk) -> set[str]:
    return {
        citation["document_id"]
        for reply in talk.replies
        if reply.answer
        for citation in reply.answer["citations"]
    }


def told(
    talk: Talk, *, matter: str, tried: str = "谈过", people: str = "就我一个", day: str | None = None
) -> str:
    """Someone who has left, but for whom no day is given."""
    talk.say("我要维权", "ask_dispute")
    talk.press(matter)
    talk.press(tried)
    text = talk.press(people)
    if "还在这家单位做" in text:
        text = talk.press("已经走了" if day else "还在做")
    return talk.say(day) if day else text


def test_arrears_still_employed_no_year_runs_and_the_lane_is_named(talk: Talk) -> None:
    text = talk.say("老板欠我三个月工资，我想要回来", "ask_dispute")
    assert "您说的是“欠工资”" in text
    assert "试过什么办法" in text
    assert "一共有多少人" in talk.press("谈过")
    assert "还在这家单位做" in talk.say("1")
    text = talk.say("仲喺度做紧")
    assert "下一步：找人调解" in text
    assert "不受一年的限制" in text
    assert "优先受理、优先开庭" in text
    assert cited(talk) == {STATUTE, "yuexiu-hrss-14fyp"}
    assert talk.topics == ["dispute", "dispute"]


def test_the_year_is_counted_from_the_day_that_is_told(talk: Talk) -> None:
    text = told(talk, matter="被辞退", tried="还没跟单位谈", day="2026年3月5日")
    assert "下一步：先跟单位谈" in text
    assert "最后一天是2027年3月5日，还有102天" in text
    assert "从2026年3月5日算起一年" in text


def test_the_day_in_time_is_told_with_the_statute(talk: Talk) -> None:
    told(talk, matter="被辞退", day="2026年3月5日")
    answer = talk.replies[-1].answer
    assert answer is not None
    [segment] = [segment for segment in answer["segments"] if "2027年3月5日" in segment["text"]]
    [number] = segment["citations"]
    citation = answer["citations"][number - 1]
    assert (citation["n"], citation["document_id"], citation["section"][-1]) == (
        number,
        STATUTE,
        "第二十七条",
    )
    assert citation["validity"] == "in_force"


def test_wages_of_who_has_left_run_from_that_day(talk: Talk) -> None:
    text = told(talk, matter="欠工资", day="2026年10月1日")
    assert "最后一天是2027年10月1日" in text
    assert "不受一年的限制" not in text.replace("还在单位做的时候", "")


def test_a_leap_day_is_counted_by_the_calendar(talk: Talk) -> None:
    told(talk, matter="被辞退", day="2024年2月29日")
    assert "2025年2月28日" in talk.press("没有追过")


def test_a_day_in_the_past_is_said_plainly_and_never_as_a_lost_right(talk: Talk) -> None:
    asked = told(talk, matter="没签合同", day="2024年3月5日")
    assert "最后一次向单位要" in asked
    text = talk.press("没有追过")
    assert "最后一天是2025年3月5日，这一天已经过了" in text
    assert "能不能重新算" in text
    assert "仲裁委员会" in text
    assert "重新算起" in text or "期限从那时起重新算" in text
    assert not re.search(r"丧失|失去|没有权利|不能再|来不及|无效|没用", text)


def test_a_claim_within_the_year_begins_it_anew(talk: Talk) -> None:
    told(talk, matter="没签合同", day="2025年3月5日")
    text = talk.say("2026年2月1日向单位要过")
    assert "最后一天是2027年2月1日" in text
    assert "您在2026年2月1日追过" in text


def test_with_little_time_nobody_is_sent_to_talk_first(talk: Talk) -> None:
    text = told(talk, matter="被辞退", tried="还没跟单位谈", day="2025年12月10日")
    assert "下一步：申请劳动仲裁" in text
    assert "时间要紧" in text
    assert "还有17天" in text


def test_the_last_day_itself_is_said(talk: Talk) -> None:
    text = told(talk, matter="被辞退", day="2025年11月23日")
    assert "今天（2026年11月23日）就是最后一天" in text


def test_a_day_not_remembered_gets_the_rule(talk: Talk) -> None:
    talk.say("我要维权", "ask_dispute")
    for title in ("没买社保", "谈过", "就我一个"):
        talk.press(title)
    text = talk.say("唔记得喇")
    assert "一般是一年" in text
    assert "最后一天" not in text


def test_many_people_take_the_collective_lane_of_their_district(talk: Talk) -> None:
    talk.region = LONGHUA
    text = told(talk, matter="欠工资", tried="调解过", people="十个人以上")
    assert "下一步：申请劳动仲裁" in text
    assert "推选代表" in text
    assert "快立、快调、快审、快结" in text
    assert cited(talk) == {STATUTE, "longhua-hr-14fyp"}
    assert "已经失效" in text
    answer = talk.replies[0].answer
    assert answer is not None
    assert {"expired", "plan_not_rule"} <= set(answer["warnings"])


def test_an_award_leads_to_the_court_without_asking_for_days(talk: Talk) -> None:
    talk.say("我要维权", "ask_dispute")
    talk.press("欠工资")
    talk.press("仲裁过了")
    text = talk.press("就我一个")
    assert "下一步：去法院起诉" in text
    assert "十五天内" in text
    assert "仲裁裁决书" in text
    assert "申请仲裁的期限" not in text
    assert "越秀区的规划里没有写这一步" in text
    assert "写调解申请书" not in [button.title for button in talk.buttons]


def test_a_broken_agreement_to_pay_may_be_enforced(talk: Talk) -> None:
    assert "支付令" in told(talk, matter="欠工资", tried="不照办")


def test_what_the_first_words_say_is_not_asked_again(talk: Talk) -> None:
    text = talk.say("我们二十个人被欠薪，调解过没成", "ask_dispute")
    assert "您现在还在这家单位做吗" in text


def test_three_people_are_not_the_third_choice(talk: Talk) -> None:
    talk.say("被欠薪了我想维权", "ask_dispute")
    talk.press("谈过")
    talk.say("3")
    assert "推选代表" not in talk.press("还在做")


def test_the_district_is_asked_where_it_is_not_known(talk: Talk) -> None:
    talk.region = None
    assert "在哪个区" in told(talk, matter="加班费")
    assert "越秀区的规划是这样写的" in talk.say("越秀", region=YUEXIU)


def test_a_question_in_between_is_answered_and_the_step_asked_again(talk: Talk) -> None:
    talk.say("我要维权", "ask_dispute")
    text = talk.say("仲裁要钱吗？", "ask_policy")
    assert talk.topics == ["knowledge", "dispute"]
    assert text.endswith("7. 别的事")
    assert "试过什么办法" in talk.say("1")


def test_handed_back_the_open_question_comes_again(talk: Talk) -> None:
    talk.say("我要维权", "ask_dispute")
    talk.press("欠工资")
    assert "试过什么办法" in talk.say("/answer_step", "answer_step")


def test_danger_comes_before_the_step(talk: Talk, knowledge: GroundedKnowledge) -> None:
    talk.say("我要维权", "ask_dispute")
    knowledge.raises = Status.CRISIS
    talk.say("拿不到钱我就去跳楼", "nlu_fallback")
    assert talk.topics == ["knowledge"]
    knowledge.raises = None
    assert "试过什么办法" in talk.say("欠工资")


@pytest.mark.parametrize("words", ["先不弄了", "不办了", "退出"])
def test_left_in_words(talk: Talk, words: str) -> None:
    talk.say("我要维权", "ask_dispute")
    assert "先不弄了" in talk.say(words, "leave_flow")
    assert talk.slots["flow"] is None


def test_left_by_button(talk: Talk) -> None:
    talk.say("我要维权", "ask_dispute")
    talk.press("先不弄了")
    assert talk.slots["flow"] is None


def test_one_step_back(talk: Talk) -> None:
    talk.say("我要维权", "ask_dispute")
    talk.press("欠工资")
    assert "哪种事" in talk.say("上一步")


def test_another_wish_leaves_the_guide(talk: Talk) -> None:
    talk.say("我要维权", "ask_dispute")
    talk.say("看看我的办件", "ask_progress")
    assert talk.topics[0] == "progress"


def test_an_impossible_day_is_asked_again(talk: Talk) -> None:
    assert "还没有到" in told(talk, matter="被辞退", day="2027年3月5日")
    assert "没看出是哪一天" in talk.say("好久以前啦")
    assert "最后一天" in talk.say("上个月5号")


def test_who_will_leave_later_is_employed_now(talk: Talk) -> None:
    assert "不受一年的限制" in told(talk, matter="欠工资", day="2027年1月31日")


def test_a_button_of_an_earlier_question_answers_nothing(talk: Talk) -> None:
    talk.say("我要维权", "ask_dispute")
    payload = next(button.payload for button in talk.buttons if button.title == "加班费没给")
    talk.press("欠工资")
    talk.say(payload, "answer_step", step="dispute:matter", value="overtime")
    assert talk.slots["flow"]["matter"] == "wages"


def test_without_the_knowledge_service_nothing_is_told_and_nothing_lost(
    talk: Talk, knowledge: GroundedKnowledge
) -> None:
    talk.say("被欠薪了我想维权", "ask_dispute")
    talk.press("谈过")
    talk.press("就我一个")
    knowledge.down = True
    text = talk.say("还在做")
    assert talk.replies[0].failed
    assert "12345" in text
    assert "一年" not in text
    knowledge.down = False
    assert "不受一年的限制" in talk.say("还在做")


def test_no_day_is_told_without_its_ground(talk: Talk, knowledge: GroundedKnowledge) -> None:
    knowledge.withdrawn = {f"{STATUTE}:labour-dispute.limitation"}
    text = told(talk, matter="被辞退", day="2026年3月5日")
    assert "2027年3月5日" not in text
    assert "我不给您算日子" in text


def test_who_wants_to_report_instead_finds_the_way(talk: Talk) -> None:
    told(talk, matter="欠工资")
    assert {"写调解申请书", "举报单位", "换一件事", "转人工"} == {button.title for button in talk.buttons}
    talk.press("举报单位")
    assert talk.topics[0] == "report"


def test_a_question_after_the_advice_keeps_it_for_the_draft(talk: Talk) -> None:
    told(talk, matter="欠工资")
    talk.say("仲裁要多久", "ask_policy")
    assert talk.topics == ["knowledge"]
    assert "单位的全名" in talk.say("帮我写调解申请书", "draft_mediation")
    assert talk.slots["flow"]["matter"] == "wages"


def test_every_ground_is_published_and_of_its_own_place() -> None:
    grounds = Grounds.load()
    regions = {LAW: "100000", YUEXIU: YUEXIU, LONGHUA: LONGHUA}
    assert set(grounds.by_place) == set(regions)
    for place, purposes in grounds.by_place.items():
        ids = [id_ for named in purposes.values() for id_ in named]
        points = shipped().tell(ids).points
        assert [point.id for point in points] == list(dict.fromkeys(ids))
        assert {point.citation.region for point in points} == {regions[place]}


def test_the_statute_is_in_force_on_the_day_of_the_tests() -> None:
    assert MONDAY.today() == date(2026, 11, 23)
    ids = Grounds.load().ids(LAW, ["limitation", "restarts", "employed"])
    points = shipped().tell(ids).points
    assert [(point.citation.validity, point.warnings) for point in points] == [("in_force", [])] * 3
