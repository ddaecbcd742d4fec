"""The shapes of headings in Chinese official documents.

A heading's title is the line as it stands without a final 。. A run-in heading is a topic sentence in front
of its paragraph (`——X。…`, `1.X。…`, or just `X。…`); its text belongs to the section that it opens.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from knowledge_base.ingest.blocks import Paragraph, squeeze

LONGEST_HEADING = 60
LONGEST_TOPIC = 45
LONGEST_LEAD = 40
SHORTEST_REST = 10


class Level(IntEnum):
    """How deep a shape stands; the gaps leave room for heading levels that a file states."""

    ANNEX = 5
    PART = 8
    CHAPTER = 10
    SECTION = 20
    ARTICLE = 25
    MAJOR = 30
    MINOR = 40
    NUMBER = 50
    BRACKET = 60
    BOX = 65
    DASH = 70
    TOPIC = 80
    NAMED = 100


@dataclass(frozen=True)
class Numbering:
    """The ordinal in front of a line, and how many characters it takes."""

    level: Level
    number: int
    width: int


@dataclass(frozen=True)
class Heading:
    level: int
    title: str
    number: int | None = None
    run_in: bool = False


_CHINESE = "一二三四五六七八九十百零〇"
_DIVISION = re.compile(rf"^第([{_CHINESE}\d]{{1,5}})(编|部分|章|节|条)\s*")
_DIVISION_LEVELS = {
    "编": Level.PART,
    "部分": Level.PART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
    "条": Level.ARTICLE,
}
_ORDINALS = (
    (re.compile(rf"^([{_CHINESE}]{{1,4}})、\s*"), Level.MAJOR),
    (re.compile(rf"^[(（]([{_CHINESE}]{{1,4}})[)）]\s*"), Level.MINOR),
    (re.compile(r"^(\d{1,3})[.．、](?!\d)\s*"), Level.NUMBER),
    (re.compile(r"^[(（](\d{1,2})[)）]\s*"), Level.BRACKET),
)
_BOX = re.compile(rf"^专栏\s*[\d{_CHINESE}]+(?![\d{_CHINESE}]*(?:所|中|的))")
_ANNEX = re.compile(rf"^附件\s*[\d{_CHINESE}]*\s*[:\uff1a]?$")
_TABLE_TITLE = re.compile(r"^(?:附?表|图)\s*\d+|(?:一览表|清单|指标表|目录表|明细表|统计表)$")
_NAMED = {"导言", "引言", "前言", "序言", "绪论", "结语", "附则说明"}
_COMMA = re.compile("[,\uff0c]")
_DASH = re.compile(r"^[—─–-]{2,}\s*(?=\S)")
_LIST_END = (";", "；", ",", "\uff0c", ":", "：", "、")
# A sentence that opens like this states something; it does not name what follows.
_NOT_A_LEAD = re.compile(
    r"^(?:“?十[一二三四五六]五”?|当前|目前|近年|今年|五年来|同时|此外|其中|对于|本|各|凡|下列|以下|如|若|经|到\s*20|至\s*20|"
    r"截至|自?(?:19|20)\d\d|一是|注|《|专栏)|应当|可以|不得|必须|须|应在|\d\s*(?:年|月|日|个|天|元|万|%|人|次|家|项)"
)


def numbering(text: str) -> Numbering | None:
    """The ordinal that a line begins with, whether or not the line is a heading."""
    found = _DIVISION.match(text)
    if found:
        return Numbering(_DIVISION_LEVELS[found[2]], _value(found[1]), found.end())
    for pattern, level in _ORDINALS:
        found = pattern.match(text)
        if found:
            return Numbering(level, _value(found[1]), found.end())
    return None


def heading_of(paragraph: Paragraph) -> Heading | None:
    """The heading that a paragraph is, or that it begins with."""
    text = paragraph.text
    named = _named(text)
    if named:
        return named
    ordinal = numbering(text)
    if ordinal:
        return _numbered(text, ordinal)
    if paragraph.level is not None and len(text) <= LONGEST_HEADING:
        return Heading(paragraph.level * 10, _bare(text))
    dash = _DASH.match(text)
    if dash:
        return _lead(text[dash.end() :], level=Level.DASH, longest=LONGEST_TOPIC)
    opening = text.split("。", 1)[0]
    states = _NOT_A_LEAD.search(opening) or len(_COMMA.findall(opening)) > 1
    return None if states else _lead(text, level=Level.TOPIC, longest=LONGEST_LEAD)


def _named(text: str) -> Heading | None:
    if squeeze(text) in _NAMED:
        return Heading(Level.NAMED, text)
    if _ANNEX.match(text):
        return Heading(Level.ANNEX, text)
    return Heading(Level.BOX, _bare(text)) if is_box_title(text) else None


def is_box_title(text: str) -> bool:
    return bool(_BOX.match(text)) and _is_one_line(text)


def is_table_title(text: str) -> bool:
    return is_box_title(text) or (bool(_TABLE_TITLE.search(text)) and _is_one_line(text) and len(text) <= 40)


def is_dash_item(text: str) -> bool:
    return bool(_DASH.match(text))


def bare_name(title: str) -> str:
    """A heading without its ordinal."""
    ordinal = numbering(title)
    if ordinal and ordinal.level != Level.ARTICLE:
        return title[ordinal.width :] or title
    return re.sub(rf"^专栏\s*[\d{_CHINESE}]+\s*[:\uff1a]?\s*", "", title) or title


def _numbered(text: str, ordinal: Numbering) -> Heading | None:
    if ordinal.level == Level.ARTICLE:
        return Heading(ordinal.level, text[: ordinal.width].strip(), ordinal.number, run_in=True)
    if _is_one_line(text) and not text.endswith(_LIST_END):
        return Heading(ordinal.level, _bare(text), ordinal.number)
    if ordinal.level < Level.MAJOR:
        return None
    lead = _lead(text, level=ordinal.level, longest=LONGEST_TOPIC)
    return Heading(lead.level, lead.title, ordinal.number, run_in=True) if lead else None


def _lead(text: str, *, level: Level, longest: int) -> Heading | None:
    topic, stop, rest = text.partition("。")
    if not stop or len(topic) > longest or len(topic) < 3 or len(rest) < SHORTEST_REST:
        return None
    if ":" in topic or "：" in topic or ";" in topic or "；" in topic:
        return None
    return Heading(level, topic.strip(), run_in=True)


def _is_one_line(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and "。" not in _bare(text)


def _bare(text: str) -> str:
    return text.rstrip("。").strip()


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    digits = digits.replace("零", "").replace("〇", "")
    hundreds, has_hundreds, below = digits.rpartition("百")
    tens, has_tens, ones = below.rpartition("十")
    value = "一二三四五六七八九".find
    return (
        (value(hundreds) + 1 if hundreds else 1) * 100 * bool(has_hundreds)
        + (value(tens) + 1 if tens else 1) * 10 * bool(has_tens)
        + (value(ones) + 1 if len(ones) == 1 else 0)
    )
