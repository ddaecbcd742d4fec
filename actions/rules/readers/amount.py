"""Sums of money in yuan: 1,200元, ¥1200.5, 一千二, 1.2万, 三块五, 壹万贰仟元整."""

import re
from decimal import Decimal

from actions.rules.readers.numeral import SIGNS, value_of
from actions.rules.readers.written import Unreadable, half_width

LARGEST_YUAN = Decimal(10**10)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_VAGUE = re.compile(r"[多几幾]|左右|上下|不到|不足|以上|以下|以内|至少|最多|大概|大约|差不多|约")
_MINUS = re.compile(rf"(?:^|[^\d])(?:-|负|負)¥?[{SIGNS}]")
_YUAN, _JIAO = "元圆圓块塊蚊", "角毛"
_SUM = re.compile(rf"[{_YUAN}{_JIAO}分]*[{SIGNS}][{SIGNS}{_YUAN}{_JIAO}分]*")
_PARTS = re.compile(
    rf"(?:(?P<yuan>[{SIGNS}]+)[{_YUAN}]?)??(?:(?P<jiao>[{SIGNS}]+)[{_JIAO}])?(?:(?P<fen>[{SIGNS}]+)分)?"
)
_SHORT = re.compile(rf"(?P<yuan>[{SIGNS}]+)[块塊蚊](?P<jiao>[{SIGNS}])")


def read_amount(written: str) -> str:
    """In yuan with two decimals, such as `1200.00`.

    Raises:
        Unreadable: `none`, `several`, `vague`, `negative`, `too_fine`, or `too_large`.
    """
    plain = _THOUSANDS.sub("", re.sub(r"\s", "", half_width(written).lower()))
    if _VAGUE.search(plain):
        raise Unreadable("vague")
    if _MINUS.search(plain):
        raise Unreadable("negative")
    found = [match[0] for match in _SUM.finditer(plain)]
    if len(found) != 1:
        raise Unreadable("several" if found else "none")
    return _kept(_yuan(found[0]))


def _yuan(written: str) -> Decimal:
    match = _SHORT.fullmatch(written) or _PARTS.fullmatch(written)
    if match is None:
        raise Unreadable("none")
    parts = match.groupdict()
    yuan, jiao, fen = (_value(parts.get(name)) for name in ("yuan", "jiao", "fen"))
    if jiao >= 10 or fen >= 10:
        raise Unreadable("none")
    return yuan + jiao / 10 + fen / 100


def _value(numeral: str | None) -> Decimal:
    value = value_of(numeral) if numeral else Decimal(0)
    if value is None:
        raise Unreadable("none")
    return value


def _kept(yuan: Decimal) -> str:
    if yuan > LARGEST_YUAN:
        raise Unreadable("too_large")
    cents = yuan.quantize(Decimal("0.01"))
    if cents != yuan:
        raise Unreadable("too_fine")
    return str(cents)
