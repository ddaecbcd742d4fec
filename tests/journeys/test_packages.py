"""An occasion with several items: one form for those that are chosen, a case for each."""

import pytest

from tests.journeys.conftest import Citizen, Stack, prompt_of, text_of
from tests.journeys.forms import (
    ADDRESS,
    HARD_TO_EMPLOY,
    HARDSHIP,
    REGISTRATION,
    YUEXIU,
    in_working_days,
    numbers_in,
    signed_in,
    spoken,
)

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

ITEMS = ["失业登记", "《就业创业证》申领", "失业保险金申领", "代缴基本医疗保险费", "价格临时补贴申领"]
ITEMS += ["职业培训补贴申领（领金失业人员）", "就业困难人员认定", "职业介绍"]
CHOSEN = ["失业登记", "失业保险金申领", "就业困难人员认定"]
CONDITIONS = {**REGISTRATION, **HARD_TO_EMPLOY, "满1年": "满了", "不是您自己辞职的": "对"}
FIELDS = {
    **HARDSHIP,
    "最后上班的单位": "广州演示餐饮有限公司",
    "最后一天上班": "2026年6月30日",
    "怎么离开": "合同到期",
    "哪张卡": "社会保障卡",
}


@pytest.mark.parametrize(
    ("subject", "event", "choice", "mode"),
    [
        ("demo-huang", "我失业了", "1、3和7", "用承诺办"),
        ("demo-ou", "畀人炒咗魷魚,冇咗份工", "1、3同埋7", "用承诺啦"),
    ],
    ids=["mandarin", "cantonese"],
)
def test_three_of_eight_items_are_one_form_and_three_cases(
    stack: Stack, subject: str, event: str, choice: str, mode: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    offered = citizen.say(event)
    assert offered["topic"] == "life_event"
    assert all(item in text_of(offered) for item in ITEMS)
    opened = citizen.say(choice)
    assert all(item in text_of(opened) for item in CHOSEN)
    citizen.fill_in(opened, CONDITIONS)
    signed_in(citizen, citizen.say(mode), subject, words="登录好了")
    assert "最后上班的单位" in prompt_of(citizen.say("准备好了")), "the one paper that no promise replaces"
    summary = citizen.fill_in(citizen.say("跳过"), FIELDS)
    assert "跳过" not in prompt_of(summary), "what is required is not skipped"
    assert prompt_of(summary).count(ADDRESS) == 1
    citizen.tap(summary, "没有错")
    filed = citizen.say("我承诺")
    cases, common = numbers_in(filed)[: len(CHOSEN)], numbers_in(filed)[len(CHOSEN) :]
    assert len(cases) == len(CHOSEN)
    assert len(common) == 1, "one number for all of them"
    assert all(item in text_of(filed) for item in CHOSEN)
    assert spoken(in_working_days(10)) in text_of(filed), "the day of 就业困难人员认定"
    mine = text_of(citizen.say("我的办件"))
    assert all(number in mine for number in cases)
    assert common[0] in text_of(citizen.say(cases[0]))
