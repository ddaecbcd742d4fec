"""How many people and months, as people say it: 十几个, 二十多个, 三四十, 半年, 一年半. Pure."""

import re

from actions.dialogue.report_flow.wordings import ReportWordings
from actions.rules.readers.numeral import value_of

_VAGUE = {
    "几十": 20,
    "好几十": 20,
    "几百": 200,
    "好几百": 200,
    "上百": 100,
    "成百": 100,
    "上千": 1000,
    "十几二十": 10,
}
_BETWEEN = re.compile(r"([一二三四五六七八九])[一二三四五六七八九]([十百千万]?)")
_NUMERAL = re.compile(r"\d{1,7}|[零一二两三四五六七八九十百千万]+")
_MONTHS_OF_YEAR = 12
_HALF = 6


def at_least(count: str) -> tuple[int | None, bool]:
    """The number, and whether it is exact; of a vague one what it is at least. None for what is no number."""
    if count in _VAGUE:
        return _VAGUE[count], False
    if match := _BETWEEN.fullmatch(count):
        return _value(f"{match[1]}{match[2]}"), False
    if count[-1:] in "多几来余":
        return _value(count[:-1]), False
    return _value(count), True


def months_of(said: str) -> int | None:
    """Full months: 两个半月 is 2, 不到一个月 0."""
    words = ReportWordings.load().hints
    if words["half_month"].search(said):
        return 0
    if match := words["months"].search(said):
        return at_least(match["count"])[0]
    if words["half_year"].search(said):
        return _HALF
    if match := words["years"].search(said):
        years = _value(match["count"])
        return years * _MONTHS_OF_YEAR + (_HALF if match["half"] else 0) if years else None
    return None


def number_in(written: str) -> int | None:
    """The one number of a short answer: 12, 一共十二."""
    found = _NUMERAL.findall(written)
    return _value(found[0]) if len(found) == 1 else None


def _value(numeral: str) -> int | None:
    value = value_of(numeral)
    return int(value) if value is not None and value == int(value) else None
