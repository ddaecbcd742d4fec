"""A paper that comes later, or does not come."""

import pytest

from tests.journeys.conftest import Citizen, Stack, prompt_of, text_of
from tests.journeys.forms import (
    ADDRESS,
    REGISTRATION,
    REGISTRATION_CANTONESE,
    YUEXIU,
    days_until,
    in_working_days,
    numbers_in,
    signed_in,
    spoken,
)

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

MISSING = "解除或者终止劳动合同的证明"
DEFERRABLE_DAYS = 10
ONLINE_DAYS = 2
SKIPPED = {"最后上班的单位": "跳过", "最后一天上班": "冇", "住在哪里": ADDRESS}


def _file_without_the_proof(
    citizen: Citizen, subject: str, *, wish: str, conditions: dict[str, str], later: str
) -> str:
    citizen.fill_in(citizen.say(wish), conditions)
    asked = signed_in(citizen, citizen.say("交证明办"), subject, words="登录好了")
    assert MISSING in prompt_of(asked)
    citizen.fill_in(citizen.say(later), SKIPPED)
    filed = citizen.say("没错")
    assert MISSING in text_of(filed)
    assert spoken(in_working_days(DEFERRABLE_DAYS)) in text_of(filed), "by when it must come"
    [number] = numbers_in(filed)
    return number


@pytest.mark.parametrize(
    ("subject", "wish", "conditions", "later", "ask"),
    [
        ("demo-su", "我要办失业登记", REGISTRATION, "先欠着", "查一下{number}办到哪了"),
        ("demo-ma", "帮手登记失业", REGISTRATION_CANTONESE, "迟啲补", "睇下{number}搞成點"),
    ],
    ids=["mandarin", "cantonese"],
)
def test_what_does_not_come_in_time_is_returned_and_not_a_day_earlier(
    stack: Stack, *, subject: str, wish: str, conditions: dict[str, str], later: str, ask: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    number = _file_without_the_proof(citizen, subject, wish=wish, conditions=conditions, later=later)
    last = days_until(in_working_days(DEFERRABLE_DAYS))
    assert number not in stack.sweep(days_ahead=last)["returned"]
    assert "等您补材料" in text_of(citizen.say(ask.format(number=number)))
    assert number in stack.sweep(days_ahead=last + 1)["returned"]
    told = text_of(citizen.say(ask.format(number=number)))
    assert "已退回" in told
    assert MISSING in told, "and why"


def test_what_comes_in_time_lets_the_case_go_on(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    number = _file_without_the_proof(
        citizen, "demo-luo", wish="我要办失业登记", conditions=REGISTRATION, later="先欠着"
    )
    sure = citizen.tap(citizen.say(number), "材料补交")
    assert MISSING in prompt_of(sure)
    told = text_of(citizen.say("都交了"))
    assert "等您补材料" not in told
    assert spoken(in_working_days(ONLINE_DAYS)) in told, "the limit runs from now"
