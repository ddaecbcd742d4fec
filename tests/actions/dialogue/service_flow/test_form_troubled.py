"""The back office slow, down, refusing or answering twice; another channel; a message that comes again."""

from dataclasses import replace
from datetime import datetime, timedelta

from fastapi import FastAPI

from actions.backoffice.bootstrap import build
from chassis.clock import FixedClock
from tests.actions.backoffice.counter import settings_for
from tests.actions.dialogue.service_flow.filling import (
    CHEN,
    answer_questions,
    begin,
    choose_promise,
    fill_in,
    to_the_promise,
)
from tests.actions.dialogue.talk import MONDAY, Line, Talk


def submissions(line: Line) -> list[bytes]:
    return [
        write.headers["idempotency-key"].encode() for write in line.writes if "submission" in write.url.path
    ]


def test_back_office_down_it_is_said_plainly_and_nothing_is_lost(talk: Talk) -> None:
    begin(talk)
    talk.line.down = True
    text = talk.say("对")
    assert "没有丢，也没有重复交" in text
    assert "12345" in text
    assert talk.replies[0].failed
    talk.line.down = False
    assert "您办过失业登记了吗" in talk.say("对")


def test_back_office_down_a_policy_question_is_answered_all_the_same(talk: Talk) -> None:
    begin(talk)
    talk.line.down = True
    talk.say("失业金能领几个月", "ask_policy")
    assert talk.topics == ["knowledge"]


def test_back_office_down_other_topics_go_on(talk: Talk) -> None:
    begin(talk)
    talk.line.down = True
    talk.say("你好", "greet")
    assert talk.topics == ["smalltalk"]


def test_back_office_down_no_application_is_begun(talk: Talk) -> None:
    talk.line.down = True
    talk.say("我要办失业登记", "apply_for_service")
    assert talk.replies[0].failed
    assert talk.slots.get("flow") is None


def test_answer_lost_on_the_way_back_files_once(talk: Talk) -> None:
    to_the_promise(talk)
    talk.line.lost = 1
    assert "YX20261123-000001" in talk.say("我承诺")
    first, second = submissions(talk.line)
    assert first == second


def test_submission_that_never_answered_is_found_filed_when_tried_again(talk: Talk) -> None:
    to_the_promise(talk)
    talk.line.lost = 3
    assert talk.say("我承诺") != ""
    talk.line.lost = 0
    text = talk.say("我承诺")
    assert "没有重复交" in text
    assert "YX20261123-000001" in text
    assert "YX20261123-000002" not in talk.say("我的办件", "ask_progress")


def test_message_that_comes_again_is_no_answer_to_the_next_question(talk: Talk) -> None:
    begin(talk)
    text = talk.say("对", message="m7")
    assert talk.say("对", message="m7") == text


def test_reply_that_never_arrived_its_question_is_asked_again(talk: Talk) -> None:
    begin(talk)
    before = dict(talk.slots)
    talk.say("对")
    talk.slots = before
    assert "您办过失业登记了吗" in talk.say("对")


def test_taken_up_again_after_a_restart_of_everything(talk: Talk, line: Line) -> None:
    begin(talk)
    talk.say("对")
    restarted = Talk(line, slots=dict(talk.slots))
    assert "您有下面哪一种情况" in restarted.say("是")


def test_signed_in_on_another_channel_the_same_form_goes_on(talk: Talk, line: Line) -> None:
    choose_promise(answer_questions(begin(talk)))
    talk.sign_in(CHEN)
    talk.say("2")
    other = Talk(line, conversation="c2", citizen=CHEN)
    text = other.say("继续办", "continue_flow")
    assert "找到上次没填完的“就业困难人员认定”" in text
    assert "大约从哪天开始" in text
    assert "请写到街道和门牌" in other.say("2026年1月5日")


def test_draft_of_a_person_is_not_shown_to_who_is_not_signed_in(talk: Talk, line: Line) -> None:
    choose_promise(answer_questions(begin(talk)))
    talk.sign_in(CHEN)
    talk.say("2")
    talk.citizen = None
    text = talk.say("2026年1月5日")
    assert "请先登录，再接着办" in text
    assert talk.replies[0].card == {"kind": "sign_in"}
    assert "没有没填完的申请" in Talk(line, conversation="c3").say("继续办", "continue_flow")
    assert "大约从哪天开始" in talk.sign_in(CHEN)


def test_changed_on_another_channel_the_present_step_is_asked(talk: Talk, line: Line) -> None:
    choose_promise(answer_questions(begin(talk)))
    talk.sign_in(CHEN)
    other = Talk(line, conversation="c2", citizen=CHEN)
    other.say("继续办", "continue_flow")
    other.say("2")
    assert "大约从哪天开始" in talk.say("3")


def test_several_drafts_the_citizen_chooses(talk: Talk) -> None:
    begin(talk)
    talk.say("先不办了")
    begin(talk, "我要办失业登记")
    talk.say("先不办了")
    assert "您有2份没填完的申请" in talk.say("继续办", "continue_flow")
    assert "接着填" in talk.press("失业登记")


def test_begun_twice_the_same_draft_is_taken_up(talk: Talk) -> None:
    begin(talk)
    talk.say("对")
    talk.say("先不办了")
    text = begin(talk).text
    assert "找到上次没填完的" in text
    assert "您办过失业登记了吗" in text


def test_after_seven_days_it_is_told_to_have_expired(talk: Talk, line: Line) -> None:
    begin(talk)
    line.app = a_week_later(line.app)
    assert "已经过期清掉了" in talk.say("对")
    assert "您现在没有工作" in talk.press("重新办")


def test_expired_while_away_it_is_told_once(talk: Talk, line: Line) -> None:
    begin(talk)
    talk.say("先不办了")
    line.app = a_week_later(line.app)
    assert "已经过期清掉了" in talk.say("继续办", "continue_flow")
    assert "没有没填完的申请" in talk.say("继续办", "continue_flow")


def a_week_later(office: FastAPI) -> FastAPI:
    """The same database, eight days on."""
    moment: datetime = MONDAY.now() + timedelta(days=8)
    return build(settings_for(office.state.office.settings.var_dir), FixedClock(moment))


def test_submitted_elsewhere_it_says_so_instead_of_filing_again(talk: Talk, line: Line) -> None:
    to_the_promise(talk)
    twin = replace(talk, slots=dict(talk.slots))
    talk.say("我承诺")
    assert "没有重复交" in twin.say("我承诺")
    assert len(submissions(line)) == 1


def test_slip_of_the_tongue_is_asked_back(talk: Talk) -> None:
    text = talk.say("我要申请创业担宝贷款", "apply_for_service")
    assert "您要办的是不是下面这一项" in text
    assert "创业担保贷款申请" in talk.say("1")


def test_filled_in_by_words_only(talk: Talk) -> None:
    talk.citizen = CHEN
    answer_questions(begin(talk))
    for words in ("好", "好", "好", "好", "好", "承诺"):
        talk.say(words)
    fill_in(talk)
    talk.say("没有错")
    assert "交上去了" in talk.say("我愿意承诺")
