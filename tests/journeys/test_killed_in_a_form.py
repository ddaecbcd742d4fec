"""Every process is killed while people fill in their forms. Nothing that was filled in is lost."""

from typing import Any

import pytest

from tests.journeys.conftest import Citizen, Stack, asks_to_sign_in, prompt_of, text_of
from tests.journeys.forms import (
    ADDRESS,
    HARD_TO_EMPLOY,
    HARDSHIP,
    REGISTRATION_CANTONESE,
    YUEXIU,
    in_working_days,
    numbers_in,
    signed_in,
    spoken,
)

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]


def test_forms_go_on_where_they_were_after_everything_was_killed(stack: Stack) -> None:
    signing, field = _before_the_address(stack)
    asking, question = _before_the_third_question(stack)
    stack.kill()
    started = stack.run("start")
    assert started.returncode == 0, started.stdout[-3000:] + started.stderr[-3000:]
    _filed_without_being_asked_again(signing, field)
    _asked_on(asking, question)


def _before_the_address(stack: Stack) -> tuple[Citizen, dict[str, Any]]:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我想办就业困难人员认定,没有证明"), HARD_TO_EMPLOY)
    turn = signed_in(citizen, citizen.say("用承诺办"), "demo-chen", words="登录好了")
    first = {question: answer for question, answer in HARDSHIP.items() if answer != ADDRESS}
    return citizen, citizen.fill_in(turn, first)


def _before_the_third_question(stack: Stack) -> tuple[Citizen, dict[str, Any]]:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    answered = dict([*REGISTRATION_CANTONESE.items()][:2])
    return citizen, citizen.fill_in(citizen.say("我想登記失業"), answered)


def _filed_without_being_asked_again(citizen: Citizen, field: dict[str, Any]) -> None:
    assert "住在哪里" in prompt_of(field)
    summary = citizen.say(ADDRESS)
    assert HARDSHIP["您是哪一种情况？"] in prompt_of(summary), "what was said before"
    citizen.tap(summary, "没有错")
    filed = citizen.say("我承诺")
    assert len(numbers_in(filed)) == 1
    assert spoken(in_working_days(10)) in text_of(filed)


def _asked_on(citizen: Citizen, question: dict[str, Any]) -> None:
    assert "想找工作" in prompt_of(question)
    again = citizen.say("继续办啦")
    assert prompt_of(question) in prompt_of(again), "the question that waited"
    mode = citizen.fill_in(again, REGISTRATION_CANTONESE)
    assert asks_to_sign_in(citizen.say("交证明办")), text_of(mode)
