"""The ways in which documents and people write one number: 2万元, 两万元, 20000元."""

from collections.abc import Iterator
from decimal import Decimal

from knowledge_base.answer.lexicon import load
from knowledge_base.answer.numbers import DAY, MONTH, YEAR, Number, numbers
from knowledge_base.answer.numeral import in_chinese

_LONGEST_READ = 5
"""Characters. Nobody writes 五十九万九千一百 for 59.91万."""


def same_numbers(text: str) -> tuple[str, ...]:
    """The other ways to write the numbers of a text, each once: 20000元 and 两万元 for 2万元."""
    forms = [form for number in numbers(text) for form in written_forms(number)]
    return tuple(dict.fromkeys(form for form in forms if form not in text))


def written_forms(number: Number) -> tuple[str, ...]:
    """How documents and people write a number with its unit; none for one without a unit."""
    return tuple(dict.fromkeys(_forms(number))) if number.unit else ()


def _forms(number: Number) -> Iterator[str]:
    value, unit = number.value, number.unit
    if unit == YEAR:
        yield f"{value}年"
        yield "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value)) + "年"
    elif unit in (MONTH, DAY):
        yield from (f"{value}{name}" for name in (("月",) if unit == MONTH else ("日", "号")))
    elif unit == "%":
        yield from _share_forms(value)
    else:
        yield from _counted_forms(value, unit)
        smaller, smaller_unit = number.in_smaller()
        if smaller_unit != unit:
            yield from _counted_forms(smaller, smaller_unit)
        elif unit == "个月" and value % 6 == 0:
            yield from _counted_forms(value / 12, "年")


def _share_forms(value: Decimal) -> Iterator[str]:
    yield f"{_plain(value)}%"
    yield f"百分之{in_chinese(value)}"
    if 0 < value < 100 and value % 5 == 0:
        tenths, half = divmod(value, 10)
        if tenths:
            yield f"{in_chinese(tenths)}成{'半' if half else ''}"
    if value == 50:
        yield "一半"


def _counted_forms(value: Decimal, unit: str) -> Iterator[str]:
    written = load("numerals")["written"].get(unit, [unit])
    if value == Decimal("0.5"):
        yield from (f"半{name}" for name in written)
        return
    for numeral in _numerals(value):
        yield from (f"{numeral}{name}" for name in written)


def _numerals(value: Decimal) -> Iterator[str]:
    yield _plain(value)
    if value >= 10**4 and value % 100 == 0:
        yield f"{_plain(value / 10**4)}万"
    read = in_chinese(value)
    if len(read) <= _LONGEST_READ:
        yield "两" if value == 2 else read
    if value > 2 and read.startswith("二") and not read.startswith("二十"):
        yield "两" + read[1:]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
