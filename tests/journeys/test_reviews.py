"""What people think of what was done for them, and what becomes of it when they are not content."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis.clock import SystemClock
from tests.journeys.conftest import Citizen, Stack, prompt_of, text_of
from tests.journeys.forms import HARD_TO_EMPLOY, HARDSHIP, YUEXIU, numbers_in, signed_in, spoken, today
from tests.journeys.office import Staff, at_once, staff_of

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

HANDLED_BY, ANSWERS_FOR_IT, COLLEAGUE = "wong.handles", "zhou.reviews", "chan.reviews"
CASE = "就业困难人员认定"
PHONE = "13800138000"


def _days_within(moment: datetime) -> int:
    """How many whole days ahead the clock may be and not be past a moment."""
    return (moment - SystemClock().now()) // timedelta(days=1)


def _granted_case(stack: Stack, subject: str, clerk: Staff) -> tuple[Citizen, str, dict[str, Any]]:
    """Filed, granted, and looked at by its citizen another time: what is shown then comes last."""
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我想办就业困难人员认定"), HARD_TO_EMPLOY)
    signed_in(citizen, citizen.say("交证明办"), subject, words="登录好了")
    citizen.fill_in(citizen.say("准备好了"), HARDSHIP)
    [number] = numbers_in(citizen.say("没错"))
    clerk.grants(number)
    later = Citizen.arrive(stack, region=YUEXIU)
    shown = signed_in(later, later.say(f"查办件{number}"), subject, words="登录好了")
    assert "已办结" in text_of(shown)
    return later, number, shown


def _ticket_in(turn: dict[str, Any]) -> str:
    [number] = [word for word in text_of(turn).replace("。", " ").split() if word.startswith("ZG")]
    return number


def _bad_review(citizen: Citizen, shown: dict[str, Any], *, reasons: str, comment: str, contact: str) -> str:
    """From the finished case to the number of the ticket."""
    asked = citizen.tap(shown, "评价这件事")
    assert CASE in text_of(asked)
    assert "是因为什么" in prompt_of(citizen.tap_exactly(asked, "非常不满意"))
    citizen.say(reasons)
    citizen.say(comment)
    summary = citizen.say(contact)
    assert comment in prompt_of(summary)
    assert PHONE not in prompt_of(summary), "numbers are masked"
    return _ticket_in(citizen.tap(summary, "提交评价"))


def _is_escalated_when_over(stack: Stack, ticket: str, last: int) -> None:
    """Not a day earlier, and once."""
    assert ticket not in stack.sweep(days_ahead=last)["escalated"]
    assert ticket in stack.sweep(days_ahead=last + 1)["escalated"]
    assert ticket not in stack.sweep(days_ahead=last + 1)["escalated"]


def test_from_the_bad_review_past_every_limit_to_the_rating_of_the_fix(stack: Stack) -> None:
    with staff_of(stack, HANDLED_BY, ANSWERS_FOR_IT) as (clerk, staff):
        citizen, case, shown = _granted_case(stack, "demo-ou", clerk)
        ticket = _bad_review(citizen, shown, reasons="1和3", comment="跑了三趟才办好", contact=PHONE)
        opened = staff.rectification(ticket)
        assert (opened["level"], opened["about"]) == ("非常不满意", case)
        assert [reason["text"] for reason in opened["reasons"]] == ["太慢", "态度不好"]
        assert opened["state"] == "dispatched", "at once, to the unit that handled it"
        assert not [shown for shown in ("欧演示", PHONE) if shown in str(opened)], "who it was is not told"
        assert clerk.ask("GET", f"/rectifications/{ticket}/reviewer").status_code == 403
        assert staff.get(f"/rectifications/{ticket}/reviewer")["phone"] == PHONE

        _is_escalated_when_over(stack, ticket, _days_within(datetime.fromisoformat(opened["contact_by"])))
        staff.step(ticket, "take_in")
        staff.step(ticket, "contact")
        staff.step(ticket, "verify")
        reply_by = datetime.fromisoformat(opened["reply_by"]).date()
        _is_escalated_when_over(stack, ticket, (reply_by - today()).days)
        due_on = today() + timedelta(days=3)
        staff.step(ticket, "schedule", due_on=due_on.isoformat())
        staff.step(ticket, "reply", note="窗口下周加派人手")
        told = citizen.is_told("窗口下周加派人手")
        assert told["topic"] == "review"
        assert spoken(due_on) in text_of(told)
        owed = text_of(citizen.say("给处理打分"))
        assert "没有等您打分" in owed, "what is only promised is not rated"
        assert spoken(due_on) in owed
        _is_escalated_when_over(stack, ticket, 3)
        late = staff.rectification(ticket)
        assert late["escalated"] == 3
        assert "分管领导" in late["role"]

        staff.step(ticket, "fix")
        staff.step(ticket, "reply", note="人手加好了，现在不用排队")
        assert "请您评一评" in text_of(citizen.is_told("现在不用排队"))
        assert "已答复" in text_of(citizen.say("我的差评处理得怎样"))
        asked = citizen.say("给处理打分")
        assert "现在不用排队" in text_of(asked)
        assert "基本满意" in text_of(citizen.tap_exactly(asked, "基本满意"))
        rated = staff.rectification(ticket)
        assert (rated["state"], rated["fix_rating"]) == ("rated", "基本满意")


def test_in_cantonese_and_anonymous_nobody_is_called(stack: Stack) -> None:
    with staff_of(stack, HANDLED_BY, ANSWERS_FOR_IT) as (clerk, staff):
        citizen, _, shown = _granted_case(stack, "demo-he", clerk)
        ticket = _bad_review(citizen, shown, reasons="1同5", comment="行咗三轉先搞掂", contact="匿名")
        assert staff.get(f"/rectifications/{ticket}/reviewer") == {"phone": None, "name": None}
        for act in ("take_in", "verify", "explain"):
            staff.step(ticket, act)
        staff.step(ticket, "reply", note="材料已经改成一次交齐")
        citizen.is_told("材料已经改成一次交齐")
        asked = citizen.say("俾處理結果打分")
        citizen.tap_exactly(asked, "不满意")
        citizen.say("都系要排队")
        assert staff.rectification(ticket)["fix_rating"] == "不满意"


def test_of_two_who_act_at_once_one_wins_and_the_other_is_told(stack: Stack) -> None:
    with staff_of(stack, HANDLED_BY, ANSWERS_FOR_IT, COLLEAGUE) as (clerk, *both):
        citizen, _, shown = _granted_case(stack, "demo-luo", clerk)
        ticket = _bad_review(citizen, shown, reasons="2", comment="讲得太快了", contact="匿名")
        version = both[0].rectification(ticket)["version"]
        body = {"version": version, "act": "take_in", "note": "我来办"}
        answers = at_once(both, f"/rectifications/{ticket}/steps", body)
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        [lost] = [answer for answer in answers if answer.status_code == 409]
        assert lost.json()["error"]["code"] == "version_conflict"
        assert "已经有改动" in lost.json()["error"]["message"]
        [won] = [one for one, answer in zip(both, answers, strict=True) if answer.status_code == 200]
        assert both[0].rectification(ticket)["taken_in_by"] == won.account


def test_a_case_is_reviewed_once_and_only_by_its_citizen(stack: Stack) -> None:
    with staff_of(stack, HANDLED_BY) as (clerk,):
        citizen, case, shown = _granted_case(stack, "demo-zhang", clerk)
        _bad_review(citizen, shown, reasons="跳过", comment="讲不清楚", contact="匿名")
        assert "评价这件事" not in str(citizen.say(case)["replies"])
        told = text_of(Citizen.arrive(stack, region=YUEXIU).say(f"我要评价办件{case}"))
        assert CASE not in told, "of somebody who is not signed in"


@pytest.mark.parametrize(
    ("wish", "words", "sure", "reasons", "comment", "contact"),
    [
        ("我想评价", "太差了，差评", "非常不满意", "1和7", "转了半天也没有结果", "匿名"),
        ("我要俾個評價", "太慢喇,差評", "非常不满意", "1同7", "轉咗半日都冇結果", "唔留名"),
        ("我想评介一下", "太漫了,差评", "非常不满意", "1,7", "转了半天没结过", "匿名"),
    ],
    ids=["mandarin", "cantonese", "slips"],
)
def test_a_conversation_is_reviewed_in_words_and_no_level_is_guessed(
    stack: Stack, *, wish: str, words: str, sure: str, reasons: str, comment: str, contact: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    asked = citizen.say(wish)
    assert asked["topic"] == "review"
    citizen.tap(asked, "这次对话")
    heard = citizen.say(words)
    assert "非常不满意" in prompt_of(heard)
    assert "是因为什么" not in prompt_of(heard), "it is asked, not guessed"
    assert "是因为什么" in prompt_of(citizen.say(sure))
    citizen.say(reasons)
    citizen.say(comment)
    done = citizen.tap(citizen.say(contact), "提交评价")
    with staff_of(stack, ANSWERS_FOR_IT) as (staff,):
        opened = staff.rectification(_ticket_in(done))
        assert (opened["kind"], opened["comment"]) == ("conversation", comment)
        assert [reason["text"] for reason in opened["reasons"]] == ["太慢", "问题没有解决"]
    again = citizen.ask("POST", "review", json={"level": "满意"})
    assert again.status_code == 409, "once a conversation"


def test_a_review_left_half_way_is_none(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.tap(citizen.say("我要评价"), "这次对话")
    citizen.say("好满意呀")
    assert "什么都没有提交" in text_of(citizen.say("唔评喇"))
    given = citizen.ask("POST", "review", json={"level": "基本满意"})
    assert given.status_code == 201, given.text
    assert given.json()["level"] == "基本满意"
