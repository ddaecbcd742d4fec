"""The shapes that one text can take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.answer.text import normalise, numerals, squeeze


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("失業登記要多久", "失业登记要多久"),
        ("ＡＢＣ１２３", "ABC123"),
        ("失业\u200b登记", "失业登记"),
        ("  失业 \n\t 登记  ", "失业 登记"),
        ("仲裁係唔係免費", "仲裁系唔系免费"),
        ("e\u200d\u0301", "\u00e9"),
        ("", ""),
    ],
)
def test_one_shape_for_width_script_and_blanks(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet=st.sampled_from("裏裡於乾幹著麼甚鍾鐘后後髮發徵餘係唔冇 ①㈠Ⅳ½﹪％．，"), max_size=30))
def test_normalising_chinese_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(max_size=60))
def test_a_squeezed_text_has_no_blanks(text: str) -> None:
    assert not any(character.isspace() for character in squeeze(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("达到59.91万人", {"59.91"}),
        ("80.20%和80.2%", {"80.2"}),
        ("３个工作日,2.0倍", {"3", "2"}),
        ("100家", {"100"}),
        ("没有数字", set()),
    ],
)
def test_numerals_are_compared_without_trailing_zeros(text: str, found: set[str]) -> None:
    assert numerals(text) == found
