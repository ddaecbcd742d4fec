"""Names, addresses and free text."""

import re

from actions.rules.readers.written import Unreadable, half_width, visible

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\u3007\uf900-\ufaff\U00020000-\U000323af]"
_DOT = re.compile(r"\s*[·•・‧∙⋅･.．]\s*")
_BEFORE_NAME = re.compile(
    r"^(?:(?:(?:我|本人)(?:的?(?:姓名|名字|全名))?(?:是|叫做?)|(?:姓名|名字|全名)(?:是|叫做?|[:：]))[\s，,]*)+"
)
_HAN_NAME = re.compile(rf"{_HAN}{{2,12}}|{_HAN}{{1,20}}(?:·{_HAN}{{1,20}}){{1,4}}")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z'’.-]*(?: [A-Za-z][A-Za-z'’.-]*)+")
_ASKING = re.compile(r"[吗嗎咩]|什么|怎么|为什么|哪里|不知道|唔知|不告诉|没有")
_BEFORE_ADDRESS = re.compile(
    r"^(?:(?:我|本人)?(?:家|现在)?(?:的?(?:地址|住址)(?:是|在|[:：])|住在|住)[\s，,]*)+"
)
_PLACE = re.compile(r"[路街道巷里村屯镇乡苑园厦城楼栋座号室房邨號樓棟]|社区")
_DAY = re.compile(r"(?:.{2,4}年)?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}[日号號]")
_END = "。，、；！.,;! "
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_TEXT = 50, 200, 500


def read_name(written: str) -> str:
    """A Chinese name, with · between its parts where it has several, or a Latin one of two words or more.

    Raises:
        Unreadable: `form`, or `asking` for what is no name but an answer of another kind.
    """
    name = _BEFORE_NAME.sub("", visible(written).strip(_END)).strip(_END)
    if _LATIN_NAME.fullmatch(plain := " ".join(half_width(name).split())) and len(plain) <= LONGEST_NAME:
        return plain
    name = re.sub(r"\s", "", _DOT.sub("·", name))
    if _ASKING.search(name):
        raise Unreadable("asking")
    if not _HAN_NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise Unreadable("form")
    return name


def read_address(written: str) -> str:
    """Down to the house: at least a road, a village or the like.

    Raises:
        Unreadable: `asking`, `short`, or `too_long`.
    """
    address = _BEFORE_ADDRESS.sub("", _half_width_signs(visible(written)).strip(_END)).strip(_END)
    address = re.sub(rf"\s+(?={_HAN})|(?<={_HAN})\s+", "", address)
    if len(address) > LONGEST_ADDRESS:
        raise Unreadable("too_long", most=LONGEST_ADDRESS)
    if _ASKING.search(address):
        raise Unreadable("asking")
    if len(address) < 6 or not _PLACE.search(address) or _DAY.fullmatch(address):
        raise Unreadable("short")
    return address


def read_text(written: str) -> str:
    """Raises: Unreadable: `too_long`."""
    text = visible(written)
    if len(text) > LONGEST_TEXT:
        raise Unreadable("too_long", most=LONGEST_TEXT)
    return text


def _half_width_signs(text: str) -> str:
    """Digits and letters only: Chinese punctuation stays as it is."""
    return re.sub(r"[０-９Ａ-Ｚａ-ｚ－＃\u3000]", lambda sign: half_width(sign[0]) or " ", text)
