"""Whatever is written: one form that stays, slips in checked numbers noticed, all ways the same value."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.errors import AnswerInvalid
from actions.rules.readers import credit_code, identity_number
from actions.wire.catalogue import FieldKind
from tests.actions.rules.filled_in import TODAY, read, refusal

always = settings(deadline=None, database=None)


@pytest.mark.parametrize("kind", FieldKind)
@given(
    written=st.text(max_size=1100)
    | st.text("〇一二十百千万亿点元块角分年月日号12345X-./,*， 是我叫住在第个路", max_size=30)
)
@always
def test_whatever_is_written_is_kept_in_one_form_or_refused(kind: FieldKind, written: str) -> None:
    try:
        kept = read(kind, written)
    except AnswerInvalid:
        return
    assert kept
    assert read(kind, kept) == kept


DIGITS = st.text("0123456789", min_size=3, max_size=3)
BIRTHS = st.dates(date(1900, 1, 1), TODAY)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    digits = f"{draw(st.sampled_from(['440104', '110105', '810000', '911400']))}"
    digits += f"{draw(BIRTHS):%Y%m%d}{draw(DIGITS)}"
    return digits + identity_number.check_character(digits)


@given(number=identity_numbers(), place=st.integers(0, 17), digit=st.sampled_from("0123456789"))
@always
def test_a_wrong_digit_in_an_identity_number_is_always_noticed(number: str, place: int, digit: str) -> None:
    assert read(FieldKind.IDENTITY_NUMBER, number.lower()) == number
    wrong = number[:place] + digit + number[place + 1 :]
    if wrong != number:
        refusal(FieldKind.IDENTITY_NUMBER, wrong)


@given(number=identity_numbers(), place=st.integers(0, 16))
@always
def test_two_exchanged_digits_in_an_identity_number_are_always_noticed(number: str, place: int) -> None:
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if wrong != number:
        refusal(FieldKind.IDENTITY_NUMBER, wrong)


CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(
    middle=st.text(CODE_CHARACTERS, min_size=9, max_size=9),
    place=st.integers(0, 17),
    character=st.sampled_from(CODE_CHARACTERS),
)
@always
def test_a_wrong_character_in_a_credit_code_is_always_noticed(
    middle: str, place: int, character: str
) -> None:
    code = f"91440104{middle}"
    code += credit_code.check_character(code)
    assert read(FieldKind.CREDIT_CODE, code.lower()) == code
    wrong = code[:place] + character + code[place + 1 :]
    if wrong != code:
        refusal(FieldKind.CREDIT_CODE, wrong)


READ_DIGITS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


def in_chinese(number: int) -> str:
    """A number under a hundred million as it is read."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for scale, name in ((10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return in_chinese(head) + name + (gap + in_chinese(rest) if rest else "")
    raise AssertionError(number)


@given(day=st.dates(date(1950, 1, 1), date(2035, 12, 31)))
@always
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    year = "".join(READ_DIGITS[digit] for digit in str(day.year))
    ways = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{in_chinese(day.month)}月{in_chinese(day.day)}号",
        f"{day:%Y%m%d}",
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%Y/%m/%d}",
        f"{day:%y}.{day.month}.{day.day}",
    ]
    assert {read(FieldKind.DATE, way) for way in ways} == {day.isoformat()}


@given(today=st.dates(date(1990, 1, 1), date(2090, 1, 1)), days=st.integers(-180, 180))
@always
def test_a_day_without_its_year_is_the_nearest(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    if (day.month, day.day) != (2, 29):
        assert read(FieldKind.DATE, f"{day.month}月{day.day}号", today=today) == day.isoformat()


@given(yuan=st.integers(0, 10**8 - 1))
@always
def test_an_amount_is_the_same_however_it_is_written(yuan: int) -> None:
    ways = [str(yuan), f"{yuan:,}元", f"{yuan}.00", f"{in_chinese(yuan)}块钱"]
    assert {read(FieldKind.AMOUNT, way) for way in ways} == {f"{yuan}.00"}
