"""Numbers with their units in a text."""

from decimal import Decimal

import pytest

from knowledge_base.answer.number_forms import same_numbers, written_forms
from knowledge_base.answer.numbers import DAY, MONTH, YEAR, numbers


def _found(text: str) -> list[tuple[Decimal, str]]:
    return [(number.value, number.unit) for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("15个工作日", "15", "工作日"),
        ("十五个工作日", "15", "工作日"),
        ("15个工作天", "15", "工作日"),
        ("两个工作日内", "2", "工作日"),
        ("3.5%", "3.5", "%"),
        ("百分之三点五", "3.5", "%"),
        ("百分之九十五以上", "95", "%"),
        ("百分之百", "100", "%"),
        ("三成", "30", "%"),
        ("三成半", "35", "%"),
        ("一半", "50", "%"),
        ("5‰", "0.5", "%"),
        ("千分之三", "0.3", "%"),
        ("四分之一", "25", "%"),
        ("3个百分点", "3", "百分点"),
        ("两万元", "20000", "元"),
        ("2万块钱", "20000", "元"),
        ("20,000元", "20000", "元"),
        ("3千蚊", "3000", "元"),
        ("1500元/人", "1500", "元"),
        ("廿天", "20", "日"),
        ("60日内", "60", "日"),
        ("十个自然日", "10", "日"),
        ("三个星期", "3", "周"),
        ("两个钟头", "2", "小时"),
        ("三个半小时", "3.5", "小时"),
        ("半个月", "0.5", "个月"),
        ("一个半月", "1.5", "个月"),
        ("半年", "0.5", "年"),
        ("两年半", "2.5", "年"),
        ("交满25年", "25", "年"),
        ("二〇二五年", "2025", YEAR),
        ("2025年", "2025", YEAR),
        ("到25年要多少", "2025", YEAR),
        ("二五年底", "2025", YEAR),
        ("2025目标", "2025", YEAR),
        ("59.91万人", "599100", "人"),
        ("五点二万人次", "52000", "人次"),
        ("一百多家", "100", "家"),
        ("四十来岁", "40", "岁"),
        ("8折", "8", "折"),
        ("翻一番", "2", "倍"),
        ("翻两番", "4", "倍"),
        ("2.0倍", "2", "倍"),
        ("12345热线", "12345", ""),
        ("原则上10个工作日", "10", "工作日"),
        ("原则上十个工作日", "10", "工作日"),
        ("原则上三个工作日", "3", "工作日"),
        ("网上三个工作日", "3", "工作日"),
        ("以上20人", "20", "人"),
        ("上100元", "100", "元"),
        ("人数1000人", "1000", "人"),
        ("人数三百人", "300", "人"),
        ("总数百分之三十", "30", "%"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: str, unit: str) -> None:
    assert _found(text) == [(Decimal(value), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "第三个怎么办",
        "第十五条",
        "十四五规划",
        "十四个五年规划",
        "一次性补助",
        "一件事一次办",
        "五险一金",
        "三支一扶",
        "万一不行",
        "千万不要",
        "一般要什么",
        "三五天",
        "两三个月",
        "三四十人",
        "十几天",
        "几十家",
        "几万块",
        "上万",
        "上百元",
        "上万五千人",
        "数百",
        "数百万元",
        "数十个工作日",
        "几十五家",
        "几10家",
        "10几天",
        "20几个人",
        "二十几天",
        "一百二十几家",
        "上一年度",
        "上两个月",
        "周四直聘日",
        "星期三开门吗",
        "一网通办",
        "百姓",
    ],
)
def test_words_that_count_nothing_and_estimates_are_no_numbers(text: str) -> None:
    assert numbers(text) == []


def test_a_date_is_no_length_of_time() -> None:
    assert _found("2025年12月31日前") == [(Decimal(2025), YEAR), (Decimal(12), MONTH), (Decimal(31), DAY)]
    assert _found("每月20日前") == [(Decimal(20), DAY)]


@pytest.mark.parametrize("text", ["3至5天", "3-5天", "三到五天"])
def test_both_ends_of_a_range_have_its_unit(text: str) -> None:
    assert _found(text) == [(Decimal(3), "日"), (Decimal(5), "日")]


def test_a_number_says_where_it_stands() -> None:
    text = "网上办要十五个工作日,窗口办当场好"
    (number,) = numbers(text)
    assert text[number.start : number.end] == "十五个工作日"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一年", "12个月"),
        ("半年", "六个月"),
        ("两周", "14天"),
        ("半小时", "30分钟"),
        ("三成", "30%"),
        ("两万元", "20000块"),
    ],
)
def test_numbers_of_one_size_are_equal_in_any_unit(one: str, other: str) -> None:
    assert numbers(one)[0].equals(numbers(other)[0])


@pytest.mark.parametrize(("one", "other"), [("15天", "15个工作日"), ("3年", "3个月"), ("10人", "10人次")])
def test_numbers_of_different_things_are_not(one: str, other: str) -> None:
    assert not numbers(one)[0].equals(numbers(other)[0])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("十五个工作日", "15个工作日"),
        ("15个工作日", "十五个工作日"),
        ("百分之三点五", "3.5%"),
        ("3.5%", "百分之三点五"),
        ("三成半", "35%"),
        ("50%", "一半"),
        ("两万块", "20000元"),
        ("20000元", "2万元"),
        ("20000元", "两万元"),
        ("半年", "6个月"),
        ("12个月", "1年"),
        ("二〇二五年", "2025年"),
        ("两个月", "2个月"),
    ],
)
def test_a_number_is_searched_for_in_its_other_forms(text: str, form: str) -> None:
    assert form in same_numbers(text)


@pytest.mark.parametrize("text", ["15个工作日", "20000元", "3.5%", "2025年", "6个月", "59.91万人"])
def test_all_forms_of_a_number_are_that_number(text: str) -> None:
    (number,) = numbers(text)
    assert [form for form in written_forms(number) if not numbers(form)[0].equals(number)] == []


def test_a_form_that_is_there_already_is_not_repeated() -> None:
    assert "15个工作日" not in same_numbers("15个工作日")
    assert same_numbers("打12345") == ()
