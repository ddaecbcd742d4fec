"""What is asked about an item, and what the catalogue tells."""

from datetime import date

import pytest

from actions.dialogue.service_flow.describing import Aspect, aspect_of, describe, names_nothing_else
from actions.dialogue.service_flow.guide_texts import GuideTexts
from tests.actions.backoffice.seeded import BY_NAME

TEXTS = GuideTexts.load()
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("失业登记要带什么材料", Aspect.MATERIALS),
        ("失業登記要帶咩文件", Aspect.MATERIALS),
        ("要交哪些证明", Aspect.MATERIALS),
        ("我符合条件吗", Aspect.CONDITIONS),
        ("失业金要什么条件", Aspect.CONDITIONS),
        ("多久办好", Aspect.TIME),
        ("多久办好，哪天前", Aspect.DAY),
        ("在哪办", Aspect.WHERE),
        ("去边度办", Aspect.WHERE),
        ("网上能办吗", Aspect.ONLINE),
    ],
)
def test_aspect(text: str, aspect: Aspect) -> None:
    assert aspect_of(text) is aspect


@pytest.mark.parametrize("text", ["最多贷多少", "要本人去吗", "失业登记"])
def test_other_questions_have_no_aspect(text: str) -> None:
    assert aspect_of(text) is None


@pytest.mark.parametrize(
    "text", ["要带什么", "那要带什么呢", "我符合条件吗", "在哪办", "网上办呢？", "多久办好，哪天前"]
)
def test_short_question_is_about_what_was_spoken_of(text: str) -> None:
    assert names_nothing_else(text)


@pytest.mark.parametrize("text", ["失业登记要带什么", "创业补贴要什么条件", "那窗口呢"])
def test_question_with_a_subject_of_its_own(text: str) -> None:
    assert not names_nothing_else(text)


def told(name: str, aspect: Aspect) -> str:
    return describe(BY_NAME[name], aspect, TEXTS, today=MONDAY)


def test_materials_say_what_can_be_promised_and_what_nobody_asks_for() -> None:
    text = told("失业登记", Aspect.MATERIALS)
    assert "解除或者终止劳动合同的证明【演示数据】" in text
    assert "可以用承诺代替" in text
    assert "10个工作日内补交" in text
    assert "不用您带：居民身份证" in text


def test_time_ends_with_a_day_of_the_calendar() -> None:
    text = told("就业困难人员认定", Aspect.DAY)
    assert "10个工作日" in text
    assert "12月7日前" in text


def test_places_with_their_mark() -> None:
    assert "穗好办【演示数据】" in told("失业登记", Aspect.ONLINE)
    assert "街道政务服务中心窗口" in told("失业登记", Aspect.WHERE)


def test_window_only_is_said_so() -> None:
    assert "要到窗口办" in told("存档人员党员组织关系的接转", Aspect.ONLINE)


def test_conditions_are_the_questions() -> None:
    assert "您现在没有工作" in told("失业登记", Aspect.CONDITIONS)
