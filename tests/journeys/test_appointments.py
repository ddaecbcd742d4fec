"""Visits to a window: the last place is given to one."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.conftest import Citizen, Stack, buttons_of, prompt_of, text_of
from tests.journeys.forms import YUEXIU, in_working_days, spoken

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

CAPACITY = 3
STARTS = "09:30"


def _to_the_last_look(stack: Stack, subject: str, wish: str) -> Citizen:
    """Everything chosen, nothing booked yet."""
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.sign_in(subject)
    turn = citizen.say(wish)
    assert turn["topic"] == "appointment"
    turn = citizen.tap(turn, STARTS)
    assert STARTS in prompt_of(turn)
    return citizen


@pytest.mark.parametrize(
    ("wish", "yes", "subjects"),
    [
        ("帮我约{day}洪桥街的窗口", "对", ["demo-he", "demo-zhou", "demo-luo", "demo-ou"]),
        ("我想約{day}去農林街個窗口", "啱呀", ["demo-ma", "demo-zhang", "demo-chen", "demo-lin"]),
    ],
    ids=["mandarin", "cantonese"],
)
def test_two_who_confirm_at_once_do_not_both_get_the_last_place(
    stack: Stack, wish: str, yes: str, subjects: list[str]
) -> None:
    wish = wish.format(day=spoken(in_working_days(3)))
    *early, one, other = [_to_the_last_look(stack, subject, wish) for subject in subjects]
    assert len(early) == CAPACITY - 1
    for citizen in early:
        assert "约好了" in text_of(citizen.say(yes))
    with ThreadPoolExecutor(2) as both:
        turns = [*both.map(lambda citizen: citizen.say(yes), (one, other))]
    booked = ["预约编号" in text_of(turn) for turn in turns]
    assert sorted(booked) == [False, True]
    loser, refused = (one, other)[booked.index(False)], turns[booked.index(False)]
    assert STARTS not in buttons_of(refused), "what is left is offered"
    loser.tap(refused, "10:00")
    assert "约好了" in text_of(loser.say(yes))


def test_a_visit_is_changed_and_cancelled(stack: Stack) -> None:
    citizen = _to_the_last_look(stack, "demo-su", f"帮我约{spoken(in_working_days(4))}北京街的窗口")
    assert "预约编号" in text_of(citizen.say("对"))
    turn = citizen.tap(citizen.say("我约的号"), "改时间")
    turn = citizen.tap(citizen.tap(turn, spoken(in_working_days(5))), "14:00")
    assert "14:00" in text_of(citizen.say("对"))
    mine = citizen.say("我约了什么时候")
    assert spoken(in_working_days(5)) in text_of(mine)
    assert spoken(in_working_days(4)) not in text_of(mine), "the old place is given back"
    citizen.tap(citizen.say("取消预约"), "取消这个号")
    assert "没有约号" in text_of(citizen.say("我约的号"))
