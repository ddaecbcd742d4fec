"""Dates and plan periods as official documents write them."""

import re
from datetime import date

_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_CHINESE_DATE = re.compile(
    r"([二一][〇零○Oo一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_YEARS = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-—–─~\uff5e至到]+\s*((?:19|20)\d\d)\s*年?")
_FIVE_YEARS = re.compile(r"“?十([一二三四五六七八九]?)五”?|第(十[一二三四五六七八九]?)个五年")
_DIGITS = "〇一二三四五六七八九"
# The sixth five-year plan began in 1981.
_SIXTH, _SIXTH_FROM = 6, 1981


def find_date(text: str) -> date | None:
    """The first date in a text."""
    found = _DATE.search(text)
    if found:
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = _CHINESE_DATE.search(text)
    if found:
        return _date(_year(found[1]), _small(found[2]), _small(found[3]))
    return None


def whole_date(text: str) -> date | None:
    """The date that a line consists of."""
    line = text.strip()
    if _DATE.fullmatch(line) or _CHINESE_DATE.fullmatch(line):
        return find_date(line)
    return None


def period_of(title: str) -> tuple[date, date] | None:
    """The period that a title names: years, or one of the national five-year plans."""
    years = _YEARS.search(title)
    if years:
        return date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)
    plan = _FIVE_YEARS.search(title)
    if plan:
        ordinal = _small("十" + plan[1]) if plan[1] is not None else _small(plan[2])
        first = _SIXTH_FROM + 5 * (ordinal - _SIXTH)
        return date(first, 1, 1), date(first + 4, 12, 31)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(digits: str) -> int:
    plain = re.sub("[零○Oo]", "〇", digits)
    return int("".join(str(_DIGITS.index(digit)) for digit in plain))


def _small(digits: str) -> int:
    tens, ten, ones = digits.rpartition("十")
    value = _DIGITS.index(ones) if ones else 0
    return value + (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0)
