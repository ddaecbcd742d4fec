"""The value of a numeral, and the numeral of a value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.answer.numeral import in_chinese, value_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("15", "15"),
        ("3.5", "3.5"),
        ("20,000", "20000"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("廿五", "25"),
        ("卅", "30"),
        ("一百二十三", "123"),
        ("一百零五", "105"),
        ("一千零五十", "1050"),
        ("一亿零十万", "100100000"),
        ("零", "0"),
        ("二百五", "250"),
        ("两千三", "2300"),
        ("两万", "20000"),
        ("三万五", "35000"),
        ("三万五千", "35000"),
        ("3万5", "35000"),
        ("3.5万", "35000"),
        ("两千三百万", "23000000"),
        ("一亿两千万", "120000000"),
        ("五点二万", "52000"),
        ("三点五", "3.5"),
        ("零点零五", "0.05"),
        ("二〇二五", "2025"),
        ("壹佰贰拾", "120"),
        ("10余万", "100000"),
        ("一百多", "100"),
        ("1.5w", "15000"),
        ("3k", "3000"),
    ],
)
def test_a_numeral_has_its_value_however_it_is_written(numeral: str, value: str) -> None:
    assert value_of(numeral) == Decimal(value)


@pytest.mark.parametrize("numeral", ["万", "百", "千万", "三五", "两三", "七八", ""])
def test_what_only_looks_like_a_numeral_has_no_value(numeral: str) -> None:
    assert value_of(numeral) is None


@given(st.integers(min_value=0, max_value=10**11))
def test_a_value_written_in_chinese_reads_back(value: int) -> None:
    assert value_of(in_chinese(Decimal(value))) == value


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_a_decimal_written_in_chinese_reads_back(value: Decimal) -> None:
    assert value_of(in_chinese(value)) == value


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("10", "十"),
        ("15", "十五"),
        ("110", "一百一十"),
        ("1005", "一千零五"),
        ("35000", "三万五千"),
        ("3.5", "三点五"),
    ],
)
def test_values_are_written_as_they_are_read(value: str, read: str) -> None:
    assert in_chinese(Decimal(value)) == read
