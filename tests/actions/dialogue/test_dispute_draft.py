"""The draft of a request for mediation, as a file of the conversation."""

import json

import pytest

from tests.actions.dialogue.grounded import GroundedKnowledge
from tests.actions.dialogue.talk import Line, Talk

STORY = "老板说什么没订单，从8月开始不发工资，谈了三次"


@pytest.fixture
def talk(line: Line) -> Talk:
    return Talk(line, knowledge=GroundedKnowledge())


def until_confirmed(talk: Talk) -> str:
    talk.say("帮我写调解申请书", "draft_mediation")
    talk.say("越秀某某餐厅")
    talk.say("北京街道某某路1号")
    talk.say("2024年5月6日")
    talk.say("1. 付清8月到9月的工资9000元 2. 补缴社保")
    return talk.say(STORY)


def test_asked_for_what_it_needs_and_made_into_a_file(talk: Talk) -> None:
    text = until_confirmed(talk)
    assert "单位：越秀某某餐厅" in text
    assert "入职：2024年5月6日" in text
    assert "2. 补缴社保" in text
    talk.press("对，就这样写")
    [reply] = talk.replies
    assert reply.card is not None
    assert reply.card["kind"] == "file"
    assert reply.card["name"].endswith(".docx")
    assert reply.card["bytes"] > 1000
    assert reply.card["id"]
    assert "没有替您交上去" in reply.text
    assert talk.slots["flow"] is None


def test_who_it_is_is_never_asked(talk: Talk) -> None:
    assert "您自己填" in talk.say("帮我写调解申请书", "draft_mediation")
    until_confirmed(talk)
    talk.say("对")
    [sent] = [json.loads(request.content) for request in talk.line.writes]
    assert (sent["applicant"], sent["phone"]) == ("", "")
    assert sent["claims"] == ["付清8月到9月的工资9000元", "补缴社保"]
    assert sent["facts"] == STORY
    assert sent["region"] == "440104"


def test_what_is_not_known_is_passed_over(talk: Talk) -> None:
    talk.say("帮我写调解申请书", "draft_mediation")
    assert "一定要有" in talk.say("跳过")
    talk.say("越秀某某餐厅")
    talk.press("跳过")
    talk.say("唔记得")
    text = talk.say("付清工资9000元")
    assert "把事情说一说" in text
    assert "地址：空着" in talk.say(STORY)


def test_after_the_advice_its_matter_suggests_the_claim(talk: Talk) -> None:
    talk.say("被欠薪了我想维权", "ask_dispute")
    talk.press("谈过")
    talk.press("就我一个")
    talk.press("还在做")
    talk.press("写调解申请书")
    talk.say("越秀某某餐厅")
    talk.press("跳过")
    talk.press("跳过")
    talk.press("付清拖欠的工资")
    assert "1. 付清拖欠的工资" in talk.say(STORY)


def test_not_right_is_written_anew(talk: Talk) -> None:
    until_confirmed(talk)
    assert "单位的全名" in talk.say("不对")
    assert talk.slots["flow"]["facts"] is None


def test_an_answer_lost_on_the_way_makes_no_second_file(talk: Talk) -> None:
    until_confirmed(talk)
    talk.line.lost = 2
    talk.press("对，就这样写")
    assert talk.replies[0].failed
    talk.say("对")
    assert talk.replies[0].card is not None
    assert len({request.headers["Idempotency-Key"] for request in talk.line.writes}) == 1


def test_back_office_down_what_was_told_stays(talk: Talk) -> None:
    until_confirmed(talk)
    talk.line.down = True
    talk.say("对")
    assert talk.replies[0].failed
    talk.line.down = False
    talk.say("对")
    assert talk.replies[0].card is not None


def test_a_question_inside_a_story_is_part_of_it_one_at_its_end_is_asked(talk: Talk) -> None:
    talk.say("帮我写调解申请书", "draft_mediation")
    talk.say("单位名字写简称行吗？", "ask_policy")
    assert talk.topics == ["knowledge", "dispute"]
    assert "什么地方" in talk.say("越秀什么都有餐厅")
