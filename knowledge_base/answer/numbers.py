"""Numbers with their units, however they are written: 3.5%, 百分之三点五, 十五个工作日, 两万元, 三成半, 半年.

Texts are simplified and half width (`text.normalise`). Indefinite numbers (几十, 两三天) are left out.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from knowledge_base.answer.lexicon import load
from knowledge_base.answer.numeral import DIGITS, value_of

YEAR, MONTH, DAY = "年份", "月份", "号"
"""Units of the calendar, 2025年12月31日; 年, 个月 and 日 are lengths of time."""

_DIGIT = "".join(DIGITS)
_SCALE = "十拾百佰千仟万亿"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = rf"[{_DIGIT}廿卅{_SCALE}]+(?:点[{_DIGIT}]+[百千万亿]*)?"
_NUMERAL = (
    rf"(?>{_ARABIC}(?:[多余来]?[{_SCALE}]+(?:(?<=[万千百])\d(?!\d)[千百]?)?|[wk](?![a-z]))?|{_CHINESE})(?!几)"
)
"""Taken whole or not at all: of 二十几 there is no 二."""
_ESTIMATE = (
    rf"(?<=几)|(?<=数)(?=[{_SCALE}])|(?<=上)(?<![则网线]上)(?=[{_DIGIT}{_SCALE}])|(?<=[几上数][{_SCALE}])"
)
"""Where a numeral would be a part of 几十, 数百 or 上万, or 上一年; 原则上10天 is no estimate."""
_SHORT_YEAR = r"1[5-9]|2\d|3[0-5]|二[零〇一四五六]|一[五六七八九]"
_KINDS = {
    "ordinary": "{ordinary}",
    "fraction": rf"{_NUMERAL}分之{_NUMERAL}",
    "year": (
        rf"(?<!\d)(?:(?:19|20)\d\d|[一二][零〇九][{_DIGIT}]{{2}})(?=年)"
        rf"|(?<![\d.])20[1-3]\d(?![\d.年万多余]|{{unit}})"
    ),
    "short_year": (
        rf"(?:(?<=[到至止在从自比])(?:{_SHORT_YEAR})(?=年(?!限|期|内|以|的?工龄|多|左右))"
        rf"|(?<!\d)(?:{_SHORT_YEAR})(?=年(?:末|底|初|的?目标|要达)))"
    ),
    "month": r"(?<![\d个])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])(?=月(?!薪|嫂|内))",
    "half": r"一半|半数|半(?=个?(?:年|月|天|日|小时|钟头|星期))|翻[一两]?番|翻倍",
    "numeral": rf"(?<!\d)(?!{_ESTIMATE}){_NUMERAL}",
}
_HALF = (Decimal(50), "%")
_DOUBLED = (Decimal(2), "倍")
_WORDS = {"一半": _HALF, "半数": _HALF, "翻两番": (Decimal(4), "倍")}
_MORE = re.compile(r"\s*[多余来]?\s*")
_AND_A_HALF = re.compile(r"半(?!年|个|天|日|小时)")
_HALF_BEFORE_UNIT = re.compile(r"个半(?=月|小时|钟头|星期|礼拜)")
_EACH_MONTH = re.compile(r"(?:每|当|次|本|下|上)个?月的?$")
_BETWEEN = re.compile(r"\s*(?:-|~|–|—|至|到)\s*")
_HUNDREDS = {"百": 100, "千": 1000, "万": 10**4}
_SHARES = {"成": Decimal(10), "‰": Decimal("0.1")}


@dataclass(frozen=True)
class Number:
    """A number in a text. `unit` is one of `numerals.yml`, of the calendar's, or empty; shares are in %."""

    value: Decimal
    unit: str
    start: int
    end: int

    def in_smaller(self) -> tuple[Decimal, str]:
        """The value in the unit in which its like is compared: years in months, weeks in days."""
        factor, unit = load("numerals")["in_smaller"].get(self.unit, (1, self.unit))
        return self.value * factor, unit

    def equals(self, other: "Number") -> bool:
        return self.in_smaller() == other.in_smaller()


def numbers(text: str) -> list[Number]:
    """All definite numbers in reading order."""
    found: list[Number] = []
    position = 0
    while match := _expression().search(text, position):
        number = _read(match, found[-1] if found else None)
        if number:
            found.append(number)
        position = number.end if number else match.end()
    counted = _with_units_of_ranges(text, found)
    return [number for number in counted if number.unit or text[number.start : number.end] not in DIGITS]


def _read(match: re.Match[str], before: Number | None) -> Number | None:
    """The number that a match begins, up to the end of its unit."""
    kind, start, end = str(match.lastgroup), match.start(), match.end()
    if kind == "ordinary":
        return None
    if kind in ("year", "short_year"):
        value = value_of(match[0] if kind == "year" else _digits(match[0]))
        whole = value if value is None or value > 100 else value + 2000
        return _number(whole, YEAR, start, end + match.string.startswith("年", end))
    if kind == "month":
        return _number(value_of(match[0]), MONTH, start, end + 1)
    if kind == "fraction":
        return _fraction(match)
    if kind == "half" and match[0] != "半":
        return Number(*_WORDS.get(match[0], _DOUBLED), start, end)
    return _counted(match, before)


def _digits(written: str) -> str:
    return "".join(str(DIGITS.get(digit, digit)) for digit in written)


def _number(value: Decimal | None, unit: str, start: int, end: int) -> Number | None:
    return None if value is None else Number(value, unit, start, end)


def _fraction(match: re.Match[str]) -> Number | None:
    below, above = match[0].split("分之")
    part, whole = _of_hundreds(above), _of_hundreds(below)
    if part is None or not whole:
        return None
    return Number(_round(100 * part / whole), "%", match.start(), match.end())


def _of_hundreds(numeral: str) -> Decimal | None:
    """百 and 千 alone are numbers in a fraction: 百分之百."""
    return Decimal(_HUNDREDS[numeral]) if numeral in _HUNDREDS else value_of(numeral)


def _round(value: Decimal) -> Decimal:
    return value if value == (rounded := round(value, 2)) else rounded


def _counted(match: re.Match[str], before: Number | None) -> Number | None:
    """A numeral with what it counts."""
    text, end = match.string, match.end()
    value = Decimal("0.5") if match[0] == "半" else value_of(match[0])
    if value is None:
        return None
    if match[0] == "半" and text.startswith("月", end):
        return Number(value, "个月", match.start(), end + 1)
    if half := _HALF_BEFORE_UNIT.match(text, end):
        value, end = value + Decimal("0.5"), half.end()
        unit, end = ("个月", end + 1) if text.startswith("月", end) else _unit_at(text, end)
        return Number(value, unit, match.start(), end)
    unit, end = _unit_at(text, end)
    if unit and (half := _AND_A_HALF.match(text, end)):
        value, end = value + Decimal("0.5"), half.end()
    if unit in _SHARES:
        value, unit = value * _SHARES[unit], "%"
    if unit == "日" and _is_day_of_month(match, before):
        unit = DAY
    return Number(value, unit, match.start(), end)


def _is_day_of_month(match: re.Match[str], before: Number | None) -> bool:
    follows_month = before is not None and before.unit == MONTH and before.end == match.start()
    return follows_month or bool(_EACH_MONTH.search(match.string, 0, match.start()))


def _unit_at(text: str, position: int) -> tuple[str, int]:
    """The unit that stands at a position, and where it ends; without one, none and the same position."""
    match = _unit_expression().match(text, _end_of_more(text, position))
    if match is None:
        return "", position
    names = list(load("numerals")["units"])
    return names[int(str(match.lastgroup)[1:])], match.end()


def _end_of_more(text: str, position: int) -> int:
    match = _MORE.match(text, position)
    return match.end() if match else position


def _with_units_of_ranges(text: str, found: list[Number]) -> list[Number]:
    """3至5天: the first has the second's unit."""
    for at, (first, second) in enumerate(pairwise(found)):
        if not first.unit and _BETWEEN.fullmatch(text, first.end, second.start):
            found[at] = replace(first, unit=second.unit)
    return found


@cache
def _unit_expression() -> re.Pattern[str]:
    units: dict[str, str] = load("numerals")["units"]
    return re.compile("|".join(f"(?P<u{at}>{written})" for at, written in enumerate(units.values())))


@cache
def _expression() -> re.Pattern[str]:
    units = "|".join(load("numerals")["units"].values())
    filled = {
        "ordinary": "|".join(load("numerals")["ordinary"]),
        "year": _KINDS["year"].replace("{unit}", f"(?:{units})"),
    }
    return re.compile(
        "|".join(f"(?P<{kind}>{filled.get(kind, expression)})" for kind, expression in _KINDS.items()),
        re.IGNORECASE,
    )
