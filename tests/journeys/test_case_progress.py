"""What became of a case, and taking it back."""

import pytest

from tests.journeys.conftest import Citizen, Stack, prompt_of, text_of
from tests.journeys.forms import (
    HARD_TO_EMPLOY,
    HARDSHIP,
    YUEXIU,
    in_working_days,
    numbers_in,
    signed_in,
    spoken,
)

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

LIMIT_DAYS = 10


def _file(stack: Stack, subject: str) -> tuple[Citizen, str]:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我想办就业困难人员认定"), HARD_TO_EMPLOY)
    signed_in(citizen, citizen.say("交证明办"), subject, words="登录好了")
    citizen.fill_in(citizen.say("准备好了"), HARDSHIP)
    [number] = numbers_in(citizen.say("没错"))
    return citizen, number


@pytest.mark.parametrize(
    ("subject", "mine"),
    [("demo-he", "我的办件"), ("demo-luo", "我嘅辦件去到邊度")],
    ids=["mandarin", "cantonese"],
)
def test_whoever_comes_back_sees_their_cases_after_signing_in(stack: Stack, subject: str, mine: str) -> None:
    _, number = _file(stack, subject)
    later = Citizen.arrive(stack, region=YUEXIU)
    asked = later.say(mine)
    assert number not in text_of(asked)
    shown = text_of(signed_in(later, asked, subject, words="登录好了"))
    assert number in shown
    assert spoken(in_working_days(LIMIT_DAYS)) in shown
    assert "办理中" in shown


def test_a_number_shows_the_case_to_its_own_citizen_only(stack: Stack) -> None:
    citizen, number = _file(stack, "demo-ou")
    shown = citizen.say(number.lower().replace("-", " "))
    assert shown["topic"] == "progress"
    assert number in text_of(shown)
    assert "就业困难人员认定" in text_of(shown)
    other = Citizen.arrive(stack, region=YUEXIU)
    told = text_of(signed_in(other, other.say(f"查办件{number}"), "demo-ma", words="登录好了"))
    assert "就业困难人员认定" not in told
    assert "没有找到" in told


@pytest.mark.parametrize(
    ("subject", "wish", "no", "yes"),
    [
        ("demo-zhang", "我要撤回{number}", "不,先不用", "撤回"),
        ("demo-zhou", "我想撤回{number}呢單申請", "唔使住", "系,撤回啦"),
    ],
    ids=["mandarin", "cantonese"],
)
def test_a_case_is_withdrawn_after_a_confirmation(
    stack: Stack, subject: str, wish: str, no: str, yes: str
) -> None:
    citizen, number = _file(stack, subject)
    assert number in prompt_of(citizen.say(wish.format(number=number)))
    citizen.say(no)
    assert "办理中" in text_of(citizen.say(number)), "nothing happens without a yes"
    citizen.say(wish.format(number=number))
    assert "已撤回" in text_of(citizen.say(yes))
    assert "已撤回" in text_of(citizen.say(number))


def test_a_promise_is_taken_back_and_the_case_goes_on_with_proofs(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我想办就业困难人员认定,没有证明"), HARD_TO_EMPLOY)
    turn = signed_in(citizen, citizen.say("用承诺办"), "demo-ou", words="登录好了")
    citizen.tap(citizen.fill_in(turn, HARDSHIP), "没有错")
    [number] = numbers_in(citizen.say("我承诺"))
    sure = citizen.tap(citizen.say(number), "收回承诺")
    assert number in prompt_of(sure)
    told = text_of(citizen.tap(sure, "收回承诺"))
    assert "困难情况的证明" in told
    assert "等您补材料" in told
