"""What the first words of a report say already, in Mandarin and Cantonese, in both scripts."""

from typing import Any

import pytest

from actions.dialogue.report_flow.counts import at_least, months_of
from actions.dialogue.report_flow.hearing import cents_of, hear
from actions.dialogue.report_flow.places import elsewhere_in
from actions.wire.reports import Breach

YUEXIU, LONGHUA = "440104", "440309"


def heard(text: str) -> dict[str, Any]:
    return {name: value for name, value in vars(hear(text)).items() if value not in (None, "")}


def test_all_facts_of_one_sentence() -> None:
    assert heard("我们工地十几个人三个月没发工资,老板跑了,在越秀东风东路") == {
        "breach": Breach.UNPAID_WAGES,
        "region": YUEXIU,
        "place": "越秀东风东路",
        "people": 10,
        "people_words": "十几个人",
        "months": 3,
    }


def test_cantonese_in_traditional_characters() -> None:
    assert heard("老細走咗佬，我哋三十幾個工人兩個月冇出糧") == {
        "breach": Breach.UNPAID_WAGES,
        "people": 30,
        "people_words": "三十几个工人",
        "months": 2,
    }


def test_street_names_its_district() -> None:
    found = heard("我要匿名举报民治一家电子厂拖欠工资，有上百人堵门")
    assert (found["region"], found["street"]) == (LONGHUA, "民治街道")
    assert (found["people"], found["gathering"], found["anonymous"]) == (100, True, True)


@pytest.mark.parametrize(
    ("text", "breach"),
    [
        ("老板欠我3万块工资", Breach.UNPAID_WAGES),
        ("包工头一分钱都没给我", Breach.UNPAID_WAGES),
        ("老细拖粮", Breach.UNPAID_WAGES),
        ("强迫加班还不给工资", Breach.UNPAID_WAGES),
        ("天天加班，一分加班费没给过", Breach.OVERTIME),
        ("中介收了押金就不理人", Breach.BLACK_AGENCY),
        ("公司一年没签劳动合同", Breach.NO_CONTRACT),
        ("单位不给我买社保", Breach.UNPAID_SOCIAL_INSURANCE),
        ("厂里请童工", Breach.CHILD_LABOUR),
        ("有几个十四岁的小孩在做工", Breach.CHILD_LABOUR),
        ("我要举报", None),
    ],
)
def test_kind_of_breach(text: str, breach: Breach | None) -> None:
    assert hear(text).breach is breach


@pytest.mark.parametrize(
    ("text", "employer", "place"),
    [
        ("我要举报宏达建筑公司不签合同", "宏达建筑公司", None),
        ("我在东风东路的宏达装饰有限公司上班", "宏达装饰有限公司", "东风东路"),
        ("我在北京路88号的美味餐厅洗碗", "美味餐厅", "北京路88号"),
        ("单位叫顺发快递", "顺发快递", None),
        ("我要举报公司拖欠工资", None, None),
        ("我们厂里不发工资", None, None),
        ("珠江新城工地欠薪", None, "珠江新城工地"),
        ("在城里打工没拿到钱", None, None),
    ],
)
def test_names_of_employers_and_places(text: str, employer: str | None, place: str | None) -> None:
    found = hear(text)
    assert (found.employer, found.place) == (employer, place)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("厂里欠我们二十个人工资", 20),
        ("一共12个工友", 12),
        ("就我一个人，欠了两万", 1),
        ("老板一个人跑了", None),
        ("北京路88号", None),
        ("干了两个月", None),
    ],
)
def test_people(text: str, people: int | None) -> None:
    assert hear(text).people == people


@pytest.mark.parametrize(
    ("count", "number", "exact"),
    [
        ("十几", 10, False),
        ("二十多", 20, False),
        ("三四十", 30, False),
        ("好几十", 20, False),
        ("15", 15, True),
        ("几", None, False),
    ],
)
def test_vague_number_is_what_it_is_at_least(count: str, number: int | None, exact: bool) -> None:
    assert at_least(count) == (number, exact)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("半年没发工资", 6),
        ("一年半", 18),
        ("两个半月", 2),
        ("三个多月", 3),
        ("不到一个月", 0),
        ("2024年开始", None),
        ("3月份开始", None),
    ],
)
def test_months(text: str, months: int | None) -> None:
    assert months_of(text) == months


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("欠五万", 50000),
        ("欠3.6万元", 36000),
        ("一共十二万多", 120000),
        ("每人欠8000块", None),
        ("上千人", None),
    ],
)
def test_sum_in_a_sentence(text: str, yuan: int | None) -> None:
    assert hear(text).owed_cents == (None if yuan is None else yuan * 100)


@pytest.mark.parametrize(("text", "yuan"), [("30000", 30000), ("大概12,500", 12500), ("三万左右", 30000)])
def test_sum_as_an_answer(text: str, yuan: int) -> None:
    assert cents_of(text) == yuan * 100


def test_place_elsewhere_is_noticed_unless_a_covered_one_is_named() -> None:
    assert elsewhere_in("我在天河的公司欠薪") == "天河"
    assert elsewhere_in("天河的老板在越秀的工地欠薪") is None
    assert elsewhere_in("老板欠薪") is None
