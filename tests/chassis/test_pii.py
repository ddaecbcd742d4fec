"""What identifies a person is starred out; service numbers and figures stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.pii import mask


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("身份证44010419900101123X请查", "19900101"),
        ("身份证440104199001011234", "19900101"),
        ("440104 19900101 123x", "19900101"),
        ("我的电话13812345678", "12345678"),
        ("电话:13812345678,急", "12345678"),
        ("+8613812345678", "12345678"),
        ("86-138-1234-5678", "1234-5678"),
        ("138 1234 5678", "1234 5678"),
        ("１３８１２３４５６７８", "１２３４５６７８"),
        ("卡号6222021234567890123", "02123456789"),
        ("6222 0212 3456 7890", "0212 3456"),
        ("邮箱zhang.san@example.com请回复", "zhang.san"),
        ("zhang.san@example.com", "zhang.san"),
        ("写到li-si_88@mail.example.cn。", "li-si_88"),
    ],
)
def test_what_identifies_a_person_is_starred_out(text: str, hidden: str) -> None:
    masked = mask(text)
    assert hidden not in masked
    assert "***" in masked


def test_the_words_around_a_masked_number_stay() -> None:
    masked = mask("我叫小李,电话13812345678,想问失业登记")
    assert masked.startswith("我叫小李,电话138")
    assert masked.endswith("5678,想问失业登记")


@pytest.mark.parametrize(
    "text",
    [
        "打12345或12333",
        "020-83525299",
        "到2025年达到59.91万人",
        "补贴13500000元",
        "2021-12-30发布,越府办〔2021〕25号",
        "440104",
        "有效率98.5%,共1234567890次",
        "请@我",
        "",
    ],
)
def test_service_numbers_and_figures_stay(text: str) -> None:
    assert mask(text) == text


def _digits(text: str) -> int:
    return len(re.findall(r"\d", text))


@given(st.text(alphabet=st.sampled_from("0123456789Xx -@.a中，"), max_size=60))
def test_masking_never_shows_more_digits(text: str) -> None:
    assert _digits(mask(text)) <= _digits(text)


@given(st.text(max_size=80).filter(lambda text: "@" not in text and not re.search(r"\d", text)))
def test_a_text_without_digits_or_at_sign_is_not_touched(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet=st.sampled_from("0123456789Xx -@.a中，"), max_size=60))
def test_masking_twice_shows_no_more_than_once(text: str) -> None:
    assert _digits(mask(mask(text))) <= _digits(mask(text))
