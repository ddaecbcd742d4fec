"""From the situation to the next rung."""

from itertools import product

import pytest

from actions.rules.dispute_ladder import (
    SOON_DAYS,
    Lane,
    Matter,
    People,
    Rung,
    Tried,
    advise,
    people_of,
)


@pytest.mark.parametrize(
    ("tried", "rung"),
    [
        (Tried.NOTHING, Rung.TALK),
        (Tried.TALKED, Rung.MEDIATION),
        (Tried.MEDIATED, Rung.ARBITRATION),
        (Tried.AGREEMENT_BROKEN, Rung.ARBITRATION),
        (Tried.AWARDED, Rung.COURT),
    ],
)
def test_one_rung_after_another(tried: Tried, rung: Rung) -> None:
    advice = advise(matter=Matter.WAGES, tried=tried, people=People.ONE, days_left=300)
    assert (advice.rung, advice.hurried) == (rung, False)


@pytest.mark.parametrize("days_left", [SOON_DAYS, 0, -400])
@pytest.mark.parametrize("tried", [Tried.NOTHING, Tried.TALKED])
def test_little_time_leads_to_arbitration_at_once(tried: Tried, days_left: int) -> None:
    advice = advise(matter=Matter.DISMISSAL, tried=tried, people=People.ONE, days_left=days_left)
    assert (advice.rung, advice.hurried) == (Rung.ARBITRATION, True)


@pytest.mark.parametrize("days_left", [None, SOON_DAYS + 1])
def test_time_enough_hurries_nobody(days_left: int | None) -> None:
    advice = advise(matter=Matter.WAGES, tried=Tried.NOTHING, people=People.ONE, days_left=days_left)
    assert (advice.rung, advice.hurried) == (Rung.TALK, False)


def test_an_award_leads_to_the_court_however_little_time() -> None:
    advice = advise(matter=Matter.WAGES, tried=Tried.AWARDED, people=People.ONE, days_left=-1)
    assert (advice.rung, advice.hurried) == (Rung.COURT, False)


@pytest.mark.parametrize(
    ("matter", "people", "lanes"),
    [
        (Matter.WAGES, People.ONE, (Lane.WAGES,)),
        (Matter.OVERTIME, People.FEW, (Lane.WAGES,)),
        (Matter.WAGES, People.MANY, (Lane.WAGES, Lane.COLLECTIVE)),
        (Matter.DISMISSAL, People.MANY, (Lane.COLLECTIVE,)),
        (Matter.CONTRACT, People.FEW, ()),
    ],
)
def test_arrears_and_many_people_have_lanes_of_their_own(
    matter: Matter, people: People, lanes: tuple[Lane, ...]
) -> None:
    assert advise(matter=matter, tried=Tried.TALKED, people=people, days_left=None).lanes == lanes


def test_payment_is_demanded_of_who_broke_an_agreement_to_pay() -> None:
    broken = {
        matter: advise(
            matter=matter, tried=Tried.AGREEMENT_BROKEN, people=People.ONE, days_left=None
        ).may_demand_payment
        for matter in Matter
    }
    assert {matter for matter, may in broken.items() if may} == {
        Matter.WAGES,
        Matter.OVERTIME,
        Matter.DISMISSAL,
        Matter.INJURY,
    }


def test_every_situation_has_a_next_rung() -> None:
    for matter, tried, people, days_left in product(Matter, Tried, People, (None, -1, 0, 30, 300)):
        advise(matter=matter, tried=tried, people=people, days_left=days_left)


@pytest.mark.parametrize(
    ("number", "people"),
    [(1, People.ONE), (2, People.FEW), (9, People.FEW), (10, People.MANY), (300, People.MANY)],
)
def test_ten_people_are_many(number: int, people: People) -> None:
    assert people_of(number) is people
