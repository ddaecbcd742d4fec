"""Reviews with a real back office: a case from decision to the rating of the fix, a conversation, a photo."""

import io

import pytest
from fastapi import FastAPI
from PIL import Image

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.reviews.loop import TO_THE_REPLY, Staff
from tests.actions.dialogue.review_flow.reviewing import titles
from tests.actions.dialogue.service_flow.filling import CHEN
from tests.actions.dialogue.talk import Line, Talk
from tests.actions.dialogue.test_progress import NUMBER, filed


@pytest.fixture
def talk(line: Line) -> Talk:
    return Talk(line)


@pytest.fixture
def staff(office: FastAPI) -> Staff:
    return Staff(Counter(office), "zhou")


def decided(talk: Talk, staff: Staff) -> Talk:
    """Chen's case, granted."""
    filed(talk)
    [case] = staff.counter.get("/cases", citizen=CHEN).json()["cases"]
    step = {"version": case["version"], "by": "黄科员", "outcome": "granted", "reasons": ["符合条件。"]}
    done = staff.counter.post(f"/cases/{case['number']}/decision", step, staff="clerk.wong")
    assert done.is_success, done.text
    talk.slots = {}
    return talk


def test_filed_one_is_invited_to_review_the_service(talk: Talk) -> None:
    filed(talk)
    assert titles(talk)[-1] == "评价这次服务"
    assert "您评价的是：这次对话" in talk.press("评价这次服务")


def test_case_from_its_decision_to_the_rating_of_the_fix(talk: Talk, staff: Staff) -> None:
    decided(talk, staff).say("我的办件", "ask_progress")
    assert "您评价的是：就业困难人员认定" in talk.press("评价这件事")
    talk.press("非常不满意")
    talk.say("1和3")
    talk.say("等了两个星期")
    talk.say("13800138000")
    text = talk.press("提交评价")
    [ticket] = staff.lists()
    assert f"整改单编号 {ticket}" in text
    assert "前给您打电话" in text or "前给您答复" in text
    assert "已转办" in talk.say("我的差评处理得怎么样了", "ask_reviews")
    staff.takes(ticket, *TO_THE_REPLY, note="已经加派人手。")
    assert "答复：已经加派人手。" in talk.say("我的差评处理得怎么样了", "ask_reviews")
    talk.press("给处理打分")
    talk.press("不满意")
    assert "打的是“不满意”" in talk.say("还是慢")
    assert staff.reads(ticket)["fix_rating"] == "不满意"


def test_reviewed_case_is_not_offered_again(talk: Talk, staff: Staff) -> None:
    decided(talk, staff).say("我的办件", "ask_progress")
    talk.press("评价这件事")
    for title in ("满意", "跳过", "没有了", "提交评价"):
        talk.press(title)
    talk.slots = {}
    talk.say("我的办件", "ask_progress")
    assert "评价这件事" not in titles(talk)
    assert "您已经评过了，评的是“满意”" in talk.say("/give_review", "give_review", number=NUMBER)


def test_conversation_reviewed_by_nobody_in_person_and_changed(talk: Talk, staff: Staff) -> None:
    talk.say("太慢了,差评", "give_review")
    talk.press("这次对话")
    for title in ("不满意", "太慢", "选好了", "就写前面说的", "匿名", "提交评价"):
        talk.press(title)
    [ticket] = staff.lists()
    assert staff.reads(ticket)["comment"] == "太慢了,差评"
    assert "记下了：基本满意" in talk.say("改成基本满意", "change_review")
    talk.say("跳过")
    talk.press("还是原来的话")
    assert "现在是“基本满意”" in talk.press("提交评价")
    assert staff.reads(ticket)["state"] == "dropped"


def test_lost_answer_stores_one_review(talk: Talk, staff: Staff) -> None:
    talk.say("我要评价", "give_review")
    talk.press("这次对话")
    for title in ("不满意", "跳过", "没有了", "匿名"):
        talk.press(title)
    talk.line.lost = 2
    talk.say("提交", message="m1")
    assert talk.replies[0].failed
    assert "评价提交了" in talk.say("提交", message="m1")
    assert len(staff.lists()) == 1


def test_photo_of_the_conversation_goes_with_the_review(talk: Talk, staff: Staff) -> None:
    talk.say("我要评价", "give_review")
    talk.press("这次对话")
    talk.press("不满意")
    talk.press("跳过")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    headers = {"X-File-Name": "a.png", "Content-Type": "image/png"}
    stored = staff.counter.ask(
        "POST", "/files", content=picture.getvalue(), conversation="c1", key="photo", headers=headers
    )
    assert stored.is_success, stored.text
    assert "一共1张" in talk.say("/file_sent", "file_sent")
    talk.press("没有了")
    talk.press("匿名")
    assert "评价提交了" in talk.press("提交评价")
    [review] = staff.counter.get("/reviews", conversation="c1").json()["reviews"]
    assert review["photos"] == [stored.json()["id"]]
