"""The value of a definite numeral: 1200, 1.2万, 1万2千, 一千二, 壹仟贰佰, 五点二万.

Strict, as a form needs it: 三五百, 一千多 and 二十三十 are no numbers. (cn2an 0.5 reads 二十三十 and refuses
五点二万.)
"""

import re
from decimal import Decimal

SIGNS = r"\d.点零〇一二两兩三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億廿卅kw"
"""What numerals are written with, in lower case: the inside of a character class."""

_LONGEST = 40

_PLAIN = str.maketrans(
    {
        **dict(zip("壹贰貳叁參肆伍陆陸柒捌玖", "一二二三三四五六六七八九", strict=True)),
        **dict(zip("〇两兩拾佰仟萬億", "零二二十百千万亿", strict=True)),
        "廿": "二十",
        "卅": "三十",
        "k": "千",
        "w": "万",
    }
)
_DIGITS = {digit: Decimal(value) for value, digit in enumerate("零一二三四五六七八九")}
_LAST_DIGITS = frozenset("123456789一二三四五六七八九")
_SCALES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_DECIMAL = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<scales>[十百千万亿]?[万亿]?)")
_SPOKEN_POINT = re.compile(r"(?P<whole>[^点]+)点(?P<fraction>[零一二三四五六七八九]+)(?P<scales>[百千万亿]*)")


def value_of(numeral: str) -> Decimal | None:
    """None for what is no definite number, or longer than any that people write."""
    if len(numeral) > _LONGEST:
        return None
    return _value(numeral.lower().translate(_PLAIN))


def _value(plain: str) -> Decimal | None:
    if match := _DECIMAL.fullmatch(plain):
        return _scaled(match["number"], match["scales"])
    if match := _SPOKEN_POINT.fullmatch(plain):
        whole = _value(match["whole"])
        fraction = "".join(str(_DIGITS[digit]) for digit in match["fraction"])
        return None if whole is None else _scaled(f"{whole}.{fraction}", match["scales"])
    return _sum(plain)


def _scaled(number: str, scales: str) -> Decimal:
    value = Decimal(number)
    for scale in scales:
        value *= _SCALES[scale]
    return value


def _sum(plain: str) -> Decimal | None:
    """What stands before the largest scale times it, and what stands after it."""
    for name, scale in _SCALES.items():
        head, found, rest = plain.partition(name)
        if found:
            above, below = _before(head, scale), _after(rest, scale)
            return None if above is None or below is None else above * scale + below
    return _DIGITS.get(plain)


def _before(head: str, scale: int) -> Decimal | None:
    """A whole number before 亿 and 万, a digit before the others; 十 alone is ten."""
    if not head:
        return Decimal(1) if scale == 10 else None
    return _value(head) if scale >= 10**4 or head.isdigit() else _DIGITS.get(head)


def _after(rest: str, scale: int) -> Decimal | None:
    """Something smaller than the scale. A last digit alone counts tenths of it: 一万二."""
    if not rest:
        return Decimal(0)
    value = _value(rest.removeprefix("零"))
    if value is not None and rest in _LAST_DIGITS:
        return value * scale / 10
    return value if value is not None and value < scale else None
