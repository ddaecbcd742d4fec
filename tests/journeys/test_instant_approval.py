"""Decided at once, with the reasons."""

import pytest

from tests.journeys.conftest import Citizen, Stack, prompt_of, text_of
from tests.journeys.forms import ADDRESS, REGISTRATION, YUEXIU, numbers_in, signed_in

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

LAST_EMPLOYMENT = {
    "最后上班的单位": "广州演示贸易有限公司",
    "最后一天上班": "2026年11月13日",
    "住在哪里": ADDRESS,
}


@pytest.mark.parametrize(
    ("subject", "wish", "conditions", "fields", "right"),
    [
        (
            "demo-zhang",
            "我想办就业创业证",
            {"满16岁": "对", "没有领过": "对"},
            {"读书": "大专", "住在哪里": ADDRESS},
            "没错,交吧",
        ),
        (
            "demo-chen",
            "帮手搞個就業創業証",
            {"满16岁": "系", "没有领过": "啱"},
            {"读书": "高中", "住在哪里": ADDRESS},
            "冇错,交啦",
        ),
    ],
    ids=["mandarin", "cantonese"],
)
def test_who_fulfils_it_is_told_so_at_once_with_the_reasons(
    stack: Stack, *, subject: str, wish: str, conditions: dict[str, str], fields: dict[str, str], right: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    asked = citizen.fill_in(citizen.say(wish), conditions)
    citizen.fill_in(signed_in(citizen, asked, subject, words="登录好了"), fields)
    filed = citizen.say(right)
    [number] = numbers_in(filed)
    assert "已经批准" in text_of(filed)
    assert "16岁" in text_of(filed), "why"
    assert "已办结" in text_of(citizen.say(number))


def test_what_the_promise_speaks_of_is_asked_before_it_is_decided(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我要办失业登记"), REGISTRATION)
    asked = signed_in(citizen, citizen.say("用承诺办"), "demo-su", words="登录好了")
    summary = citizen.fill_in(asked, LAST_EMPLOYMENT)
    assert "2026-11-13" in prompt_of(summary), "a field that may be skipped is asked for all the same"
    citizen.tap(summary, "没有错")
    filed = text_of(citizen.say("我承诺"))
    assert "已经批准" in filed
    assert "2026年11月13日" in filed, "what the record says"


def test_who_has_it_already_is_refused_with_the_reason_and_a_way_on(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    asked = citizen.fill_in(citizen.say("我想办就业创业证"), {"满16岁": "对", "没有领过": "对"})
    turn = signed_in(citizen, asked, "demo-huang", words="登录好了")
    citizen.fill_in(turn, {"读书": "初中", "住在哪里": ADDRESS})
    filed = text_of(citizen.say("没错,交吧"))
    assert "没有批准" in filed
    assert "已经有这个证" in filed
    assert "12345" in text_of(citizen.say("我的办件"))
