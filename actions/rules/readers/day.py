"""Days: 2026年3月5日, 二〇二六年三月五日, 2026-3-5, 26.3.5, 20260305, 3月5号, 去年3月5号, 上个月5号, 昨天."""

import re
from datetime import date, timedelta

from actions.rules.readers.numeral import value_of
from actions.rules.readers.written import Unreadable, half_width

_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_SHORT_YEARS_AHEAD = 10
"""A year of two digits is the one that lies at most so far ahead: in 2026, 36 is 2036 and 37 is 1937."""

_DAY_WORDS = {
    **dict.fromkeys(("今天", "今日"), 0),
    **dict.fromkeys(("昨天", "昨日", "琴日", "寻日", "尋日", "噚日"), -1),
    "大前天": -3,
    **dict.fromkeys(("前天", "前日"), -2),
    **dict.fromkeys(("明天", "明日", "听日", "聽日"), 1),
    "大后天": 3,
    **dict.fromkeys(("后天", "後天", "后日", "後日"), 2),
}
_YEAR_WORDS = {
    **dict.fromkeys(("今年", "本年"), 0),
    **dict.fromkeys(("去年", "旧年", "舊年"), -1),
    **dict.fromkeys(("明年", "出年"), 1),
    "前年": -2,
}
_MONTH_WORDS = {
    **dict.fromkeys(("这个月", "這個月", "本月", "当月", "今个月", "今個月"), 0),
    **dict.fromkeys(("上个月", "上個月", "上月"), -1),
    **dict.fromkeys(("下个月", "下個月", "下月"), 1),
}
_NUMERALS = "〇零一二三四五六七八九十廿卅"
_SHORT = rf"(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})"
_YEAR = r"(?P<year>\d{4}|\d{2}|[〇零一二三四五六七八九]{4}|[〇零一二三四五六七八九]{2})年"
_MONTH, _OF_MONTH = rf"(?P<month>{_SHORT})月份?", rf"(?P<day>{_SHORT})[日号號]?"
_FORMS = tuple(
    re.compile(rf"(?<![\d{_NUMERALS}.])(?:{form})(?![\d{_NUMERALS}])")
    for form in (
        _YEAR + _MONTH + _OF_MONTH,
        r"(?P<year>\d{4}|\d{2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<year_word>{'|'.join(_YEAR_WORDS)})的?{_MONTH}{_OF_MONTH}",
        rf"(?P<month_word>{'|'.join(_MONTH_WORDS)})的?{_OF_MONTH}",
        _MONTH + _OF_MONTH,
        r"(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<day_word>{'|'.join(_DAY_WORDS)})",
    )
)
_OTHER = re.compile(r"\d|[一二三四五六七八九十][年月日号號]|[不没]")


def read_day(written: str, *, today: date) -> str:
    """ISO 8601. A day without its year is the one nearest to today.

    Raises:
        Unreadable: `none` where no whole date is found, `several`, or `no_such_day`.
    """
    plain = re.sub(r"\s", "", half_width(written))
    for form in _FORMS:
        if match := form.search(plain):
            around = plain[: match.start()] + "，" + plain[match.end() :]
            if _OTHER.search(around) or form.search(around):
                raise Unreadable("several")
            return _day(match.groupdict(), today=today).isoformat()
    raise Unreadable("none")


def _day(parts: dict[str, str | None], *, today: date) -> date:
    if word := parts.get("day_word"):
        return today + timedelta(days=_DAY_WORDS[word])
    day = _number(parts["day"])
    if word := parts.get("month_word"):
        months = today.year * 12 + today.month - 1 + _MONTH_WORDS[word]
        return _existing(months // 12, months % 12 + 1, day)
    month = _number(parts["month"])
    if word := parts.get("year_word"):
        return _existing(today.year + _YEAR_WORDS[word], month, day)
    if written := parts.get("year"):
        return _existing(_year(written, today=today), month, day)
    return _nearest(month, day, today=today)


def _nearest(month: int, day: int, *, today: date) -> date:
    years = [year for year in (today.year - 1, today.year, today.year + 1) if _exists(year, month, day)]
    if not years:
        raise Unreadable("no_such_day")
    return min((date(year, month, day) for year in years), key=lambda candidate: abs(candidate - today))


def _existing(year: int, month: int, day: int) -> date:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR or not _exists(year, month, day):
        raise Unreadable("no_such_day")
    return date(year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _year(written: str, *, today: date) -> int:
    digits = "".join(str(value_of(digit)) for digit in written)
    if len(digits) == 4:
        return int(digits)
    century = today.year // 100 * 100
    year = century + int(digits)
    return year - 100 if year > today.year + _SHORT_YEARS_AHEAD else year


def _number(written: str | None) -> int:
    value = value_of(written or "")
    if value is None:
        raise Unreadable("no_such_day")
    return int(value)
