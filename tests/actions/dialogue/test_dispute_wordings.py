"""How people tell of their dispute, in Mandarin and Cantonese."""

from datetime import date

import pytest

from actions.dialogue.dispute_flow import wordings
from actions.rules.dispute_ladder import Matter, People, Tried

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("老板三个月不发工资", Matter.WAGES),
        ("老细拖粮，唔肯出粮", Matter.WAGES),
        ("公司爭我人工", Matter.WAGES),
        ("加班工资没给", Matter.OVERTIME),
        ("俾公司炒咗", Matter.DISMISSAL),
        ("把我辞退了，想要补偿", Matter.DISMISSAL),
        ("做了一年没签过劳动合同", Matter.CONTRACT),
        ("單位冇幫我買社保", Matter.INSURANCE),
        ("干活受伤了不赔医疗费", Matter.INJURY),
        ("你好", None),
    ],
)
def test_what_it_is_about(text: str, matter: Matter | None) -> None:
    assert wordings.matter_in(text) is matter


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("还没跟老板谈过", Tried.NOTHING),
        ("仲未同佢倾过", Tried.NOTHING),
        ("谈了几次都不给", Tried.TALKED),
        ("倾唔掂", Tried.TALKED),
        ("找过老板，他不理我", Tried.TALKED),
        ("街道调解过，没谈成", Tried.MEDIATED),
        ("調解唔成", Tried.MEDIATED),
        ("签了调解协议他不履行", Tried.AGREEMENT_BROKEN),
        ("仲裁裁决下来了我不服", Tried.AWARDED),
        ("我想要了解一下", None),
    ],
)
def test_what_was_tried(text: str, tried: Tried | None) -> None:
    assert wordings.tried_in(text) is tried


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("就我一个人", People.ONE),
        ("得我自己", People.ONE),
        ("1", People.ONE),
        ("3", People.FEW),
        ("八个工友", People.FEW),
        ("10", People.MANY),
        ("我们二十多个人", People.MANY),
        ("成班人", People.MANY),
        ("十个人以上", People.MANY),
        ("不知道", None),
    ],
)
def test_how_many(text: str, people: People | None) -> None:
    assert wordings.people_in(text) is people


@pytest.mark.parametrize(
    ("text", "employed"),
    [("还在做", True), ("仲喺度做紧", True), ("在职", True), ("已经走了", False), ("走咗啦", False),
     ("上个月离职了", False), ("冇做啦", False), ("嗯", None)],
)  # fmt: skip
def test_employed_or_not(text: str, employed: bool | None) -> None:
    assert wordings.employed_in(text) is employed


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("大概2026年3月5号吧", date(2026, 3, 5)),
        ("上个月5号", date(2026, 10, 5)),
        ("尋日", date(2026, 11, 22)),
        ("好久了", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert wordings.day_said(text, today=TODAY) == day


def test_claims_are_one_sentence_each() -> None:
    assert wordings.claims_in("1. 付清工资9000元\n2、补缴社保；开离职证明") == [
        "付清工资9000元",
        "补缴社保",
        "开离职证明",
    ]
    assert wordings.claims_in("付清2026年1月到3月工资1.5万元") == ["付清2026年1月到3月工资1.5万元"]
