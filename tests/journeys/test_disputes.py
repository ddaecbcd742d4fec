"""From what happened at work to the next step, until when, and a request that can be handed in."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from tests.journeys.conftest import Citizen, Stack, buttons_of, prompt_of, text_of
from tests.journeys.forms import YUEXIU, today

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

STATUTE = "labour-dispute-law"
EMPLOYER = "广州演示服装有限公司"
CLAIM = "付清工资9000元"
STORY = "老板说没有订单，从8月开始不发工资，谈了三次"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _long_ago() -> date:
    """Long enough for little to be left, and not so long that nobody would be sent to talk any more."""
    return (today() - timedelta(days=200)).replace(day=1)


def _a_year_later(day: date) -> str:
    return f"{day.year + 1}年{day.month}月{day.day}日"


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _cited(turn: dict[str, Any], words: str) -> list[dict[str, Any]]:
    """What stands behind the part of an answer that has these words."""
    answers = [reply["answer"] for reply in turn["replies"] if reply["answer"]]
    [found] = [
        [answer["citations"][number - 1] for number in segment["citations"]]
        for answer in answers
        for segment in answer["segments"]
        if words in segment["text"]
    ]
    return found


def _inside(document: bytes) -> str:
    with ZipFile(BytesIO(document)) as parts:
        return parts.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("situation", "answers", "rung"),
    [
        ("公司把我辞退了，不给补偿，我要维权", ["谈过没谈成", "就我一个", "已经走了"], "下一步：找人调解"),
        ("公司炒咗我,唔畀补偿,我想维权", ["倾过,倾唔掂", "就我一個", "走咗喇"], "下一步：找人调解"),
        ("公司炒了我不给补尝,我要维权", ["调解过,没成", "1", "已经走了"], "下一步：申请劳动仲裁"),
    ],
    ids=["mandarin", "cantonese", "slips"],
)
def test_from_the_situation_to_the_rung_and_the_last_day_with_its_law(
    stack: Stack, situation: str, answers: Sequence[str], rung: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    turn = citizen.say(situation)
    assert turn["topic"] == "dispute"
    assert "被辞退" in text_of(turn)
    for answer in answers:
        turn = citizen.say(answer)
    assert "哪一天" in prompt_of(turn)
    told = citizen.say(_written(_long_ago()))
    assert rung in text_of(told)
    last_day = _a_year_later(_long_ago())
    assert last_day in text_of(told)
    [citation] = _cited(told, last_day)
    assert (citation["document_id"], citation["section"][-1]) == (STATUTE, "第二十七条")
    assert "以仲裁委员会为准" in text_of(told), "no promise"


@pytest.mark.parametrize(
    ("wish", "skip", "right"),
    [("帮我写一份调解申请书", "跳过", "对"), ("帮我整份調解申請書", "唔记得", "啱")],
    ids=["mandarin", "cantonese"],
)
def test_the_request_is_drafted_and_can_be_downloaded(stack: Stack, wish: str, skip: str, right: str) -> None:
    citizen, other = Citizen.arrive(stack, region=YUEXIU), Citizen.arrive(stack)
    citizen.say(wish)
    for answer in (EMPLOYER, skip, skip, CLAIM):
        citizen.say(answer)
    summary = citizen.say(STORY)
    assert EMPLOYER in prompt_of(summary)
    made = citizen.say(right)
    [card] = [reply["card"] for reply in made["replies"] if reply["card"]]
    assert card["kind"] == "file"
    document = citizen.ask("GET", f"files/{card['id']}")
    assert document.headers["Content-Type"] == WORD
    assert document.headers["Content-Disposition"].startswith("attachment")
    for words in (EMPLOYER, CLAIM, STORY):
        assert words in _inside(document.content)
    assert "没有替您交上去" in text_of(made)
    assert other.ask("GET", f"files/{card['id']}").status_code == 404


def test_after_the_advice_the_draft_is_one_button_away(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.say("老板拖我工资，我想自己维权")
    for answer in ("谈过", "就我一个"):
        citizen.say(answer)
    told = citizen.say("还在做")
    assert "不受一年的限制" in text_of(told)
    assert any("举报" in title for title in buttons_of(told))
    assert "单位的全名" in prompt_of(citizen.tap(told, "写调解申请书"))
