"""From when to when a paper is in force, by its own words and dates."""

import re
from datetime import date, timedelta

from knowledge_base.ingest.dates import find_date
from knowledge_base.models import DocumentHead

_SELF = r"本(?:规划|计划|办法|规定|细则|规则|通知|方案|意见|指南|指引|措施|政策|制度|条例|标准)"
_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_FROM = re.compile(rf"{_SELF}自({_DAY})起(?:正式)?(?:施行|实施|执行|生效)")
_FROM_ISSUE = re.compile(rf"{_SELF}自(?:印发|发布|公布|颁布|公开发布)之日起(?:正式)?(?:施行|实施|执行|生效)")
_UNTIL = re.compile(rf"(?:有效期(?:截?至|到|止于)|施行至|执行至)({_DAY})")
_YEARS = re.compile(r"有效期(?:为|限)?([1-9]\d?|[一二两三四五六七八九十])年")
_BLANKS = re.compile(r"\s+")
_DIGITS = {name: value for value, name in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}


def effective_dates(text: str, head: DocumentHead) -> tuple[date | None, date | None]:
    """The first and the last day that a paper states for itself; None for what it does not say.

    What it says of another paper (“《条例》自某日起施行”) is not taken.
    """
    plain = _BLANKS.sub("", text)
    first = _first_day(plain, head)
    until = _UNTIL.search(plain)
    years = _YEARS.search(plain)
    if until:
        return first, find_date(until[1])
    if years and first:
        return first, _last_day(first, _number(years[1]))
    return first, None


def dated(head: DocumentHead) -> date | None:
    """The day a paper bears: that of its signature, else that of its publication."""
    return head.signed_on or head.published_on


def _first_day(plain: str, head: DocumentHead) -> date | None:
    stated = _FROM.search(plain)
    if stated:
        return find_date(stated[1])
    return dated(head) if _FROM_ISSUE.search(plain) else None


def _number(digits: str) -> int:
    return int(digits) if digits.isdigit() else _DIGITS[digits]


def _last_day(first: date, years: int) -> date:
    """Five years from 1 March 2021 end on 28 February 2026."""
    try:
        return first.replace(year=first.year + years) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(first.year + years, 2, 28)
