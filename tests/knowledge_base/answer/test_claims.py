"""What a sentence commits itself to, however it is put."""

import pytest

from chassis.regions import RegionRegistry
from knowledge_base.answer.claims import (
    denials,
    exceptions,
    figures,
    has_link,
    is_simplified_chinese,
    names,
    places,
)

REGIONS = RegionRegistry.load()


def claims_of(text: str) -> list[tuple[str, str, set[str]]]:
    return [(f"{figure.value:f}", figure.unit, set(figure.limits)) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("不超过3个工作日", [("3", "工作日", {"at_most"})]),
        ("最长3个工作日", [("3", "工作日", {"at_most"})]),
        ("3个工作日内", [("3", "工作日", {"at_most"})]),
        ("要交满12个月", [("12", "个月", {"at_least"})]),
        ("未满16岁", [("16", "岁", {"less_than"})]),
        ("不少于30人", [("30", "人", {"at_least"})]),
        ("少于30人", [("30", "人", {"less_than"})]),
        ("30人以上,50人以下", [("30", "人", {"at_least"}), ("50", "人", {"at_most"})]),
        ("十五个工作日", [("15", "工作日", set())]),
        ("最少有人来过,共3次", [("3", "次", set())]),
        ("拨打12345", [("12345", "", set())]),
    ],
)
def test_a_figure_is_read_with_its_limit(text: str, said: list[tuple[str, str, set[str]]]) -> None:
    assert claims_of(text) == said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("无需提供证明", "不用您再提供证明"),
        ("不得收费", "不能收费"),
        ("能不能领", "可以领"),
        ("不仅在网上办", "在网上办"),
        ("非常满意", "满意"),
    ],
)
def test_the_same_is_denied(one: str, other: str) -> None:
    assert denials(one) == denials(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不收费", "收费"),
        ("不收费,要排队", "收费,不要排队"),
        ("未登记的不能领", "未登记的能领"),
        ("没有登记", "登记"),
    ],
)
def test_something_else_is_denied(one: str, other: str) -> None:
    assert denials(one) != denials(other)


def test_an_exception_is_told_from_words_that_only_hold_its_character() -> None:
    assert exceptions("除学徒外,都要登记") == 1
    assert exceptions("解除合同,免除费用,除夕休息") == 0


def test_quoted_and_latin_names_are_found() -> None:
    assert names("按《灯笼办法》在“河岸通”app用alipay办") == {"灯笼办法", "河岸通", "app", "alipay"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("越秀的", {"越秀区"}),
        ("广州市越秀区的", {"越秀区"}),
        ("广州的", {"广州市"}),
        ("上海的", {"上海"}),
        ("天河区的", {"天河"}),
        ("灯笼的", set()),
    ],
)
def test_a_place_has_one_name(text: str, found: set[str]) -> None:
    assert places(text, REGIONS) == found


@pytest.mark.parametrize("text", ["见https://a.b", "见www.x.y", "见gov.example.com", "见x.cn/a"])
def test_links_are_seen(text: str) -> None:
    assert has_link(text)
    assert not has_link("到3.5楼办.下一步再说")


def test_the_language_is_told_by_its_characters() -> None:
    assert is_simplified_chinese("在网上办“App”登记，3天。")
    assert not is_simplified_chinese("在網上辦")
    assert not is_simplified_chinese("Register online 登记")
