"""The value of a numeral, and the numeral of a value: 三万五千, 3.5万 and 35000 are one.

Written here rather than taken from cn2an 0.5.24: that refuses 五点二万, returns floats, and puts top-level
packages named `build` and `src` beside our own.
"""

import re
from decimal import Decimal

DIGITS = {
    digit: value
    for value, written in enumerate(
        ("零〇", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in written
}
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000} | {
    "万": 10**4,
    "w": 10**4,
    "亿": 10**8,
}
_CHINESE_DIGITS = "零一二三四五六七八九"
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_POSITIONAL = re.compile(rf"[{''.join(DIGITS)}]{{2,}}")
_ABOUT = re.compile(r"[多余来,]")
_PIECE = re.compile(rf"\d+(?:\.\d+)?|[{''.join(DIGITS)}]|[{''.join(SCALES)}]")
_WITH_POINT = re.compile(r"(?P<whole>.+)点(?P<fraction>[^百千万亿]+)(?P<scale>[百千万亿]*)")


def value_of(numeral: str) -> Decimal | None:
    """The value; None for what only looks like a numeral (万, 百) or is two estimates (三五, 两三)."""
    plain = _ABOUT.sub("", numeral).lower().translate(_TENS)
    if match := _WITH_POINT.fullmatch(plain):
        return _with_point(match)
    if _POSITIONAL.fullmatch(plain):
        return Decimal("".join(str(DIGITS[digit]) for digit in plain)) if _names_digits(plain) else None
    return _sum(_PIECE.findall(plain))


def _with_point(match: re.Match[str]) -> Decimal | None:
    whole = value_of(match["whole"])
    if whole is None or any(digit not in DIGITS for digit in match["fraction"]):
        return None
    fraction = Decimal("0." + "".join(str(DIGITS[digit]) for digit in match["fraction"]))
    value = whole + fraction
    for scale in match["scale"]:
        value *= SCALES[scale]
    return value


def _names_digits(digits: str) -> bool:
    """Two digits side by side are an estimate, 三五天, but for 二〇; longer ones are read one by one."""
    return len(digits) > 2 or digits[1] in "零〇"


def _sum(pieces: list[str]) -> Decimal | None:
    """Pieces of a numeral as they are read: 十 alone is 10; a last digit after 万 is a tenth of that."""
    if not pieces or (pieces[0] in SCALES and pieces[0] not in "十拾"):
        return None
    total, section, current, scale = Decimal(0), Decimal(0), None, 1
    for piece in pieces:
        if piece not in SCALES:
            if current:
                return None
            # 零 is only a gap: 亿零十万 goes on with ten, as 亿十万 would.
            current, scale = (None, 1) if piece in "零〇" else (_digit(piece), scale)
            continue
        scale = SCALES[piece]
        if scale < 10**4:
            section += (1 if current is None else current) * scale
        elif scale == 10**8:
            total, section = (total + section + (current or 0)) * scale, Decimal(0)
        else:
            total, section = total + (section + (current or 0)) * scale, Decimal(0)
        current = None
    tail = current or Decimal(0)
    return total + section + (tail * scale / 10 if scale >= 100 and tail < 10 else tail)


def _digit(piece: str) -> Decimal:
    return Decimal(DIGITS[piece]) if piece in DIGITS else Decimal(piece)


def in_chinese(value: Decimal) -> str:
    """A value under a trillion in Chinese numerals, as they are read."""
    whole, _, fraction = f"{value.normalize():f}".partition(".")
    read = _whole_in_chinese(int(whole))
    return read + ("点" + "".join(_CHINESE_DIGITS[int(digit)] for digit in fraction) if fraction else "")


def _whole_in_chinese(value: int) -> str:
    for size, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            head, rest = divmod(value, size)
            lead = "" if size == 10 and head == 1 else _whole_in_chinese(head)
            gap = "零" if rest and rest < size // 10 else ""
            return lead + name + (gap + _read_on(rest, size) if rest else "")
    return _CHINESE_DIGITS[value]


def _read_on(rest: int, size: int) -> str:
    """What follows a larger part: there 10 to 19 are 一十 and on, 一百一十."""
    read = _whole_in_chinese(rest)
    return "一" + read if size > 10 and 10 <= rest < 20 else read
