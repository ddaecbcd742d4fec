"""What an official passage states, told by its heading and its shape: a limit, an aim, a measure, or a record
of what was done or how things stood."""

import re
from collections.abc import Sequence

from knowledge_base.kinds import aims
from knowledge_base.models import PointKind

_LIMIT_HEADER = re.compile("时限|期限|办结时间|办理时间")
_TARGET_HEADER = re.compile("目标|指标值|规划值")
_LIST_ROW = re.compile("①")
_PLAN = re.compile(r"(?:规划|计划|行动方案|实施方案|方案|纲要)(?:[(\uff08].{1,20}[)\uff09])?$")
_PAST_SECTION = re.compile(
    "发展基础|主要成效|主要成就|工作成效|工作回顾|取得的成绩|发展现状|工作基础|发展成就"
)
_STATE_SECTION = re.compile(
    r"(?:面临|发展|国内外?|当前)的?(?:新)?形势(?!下)|形势(?:分析|任务|与任务|挑战)|机遇|挑战|存在(?:的)?(?:主要)?问题|短板"
)
_PRINCIPLE_SECTION = re.compile("指导思想|基本原则|总体要求|导言|引言|前言|序言|编制依据|编制背景")
_PAST = re.compile(
    r"截至\s*20\d\d年|“?十[二三四五六]五”?(?:期间|时期)?[,\uff0c]?.{0,40}(?:累计|共|先后)|20\d\d年底?至20\d\d年"
)
_TARGET_YEAR = re.compile(r"(?:到|至|展望|力争)\s*(20\d\d)年")


def kind_of_row(header: Sequence[str], cells: Sequence[str]) -> PointKind | None:
    """The kind of a table row, told by its header."""
    names = " ".join(header)
    if _LIMIT_HEADER.search(names):
        return PointKind.LIMIT
    if _TARGET_HEADER.search(names):
        return PointKind.TARGET
    if any(_LIST_ROW.search(cell) for cell in cells):
        return PointKind.LIST
    return None


def kind_of_passage(text: str, path: Sequence[str], *, title: str) -> PointKind | None:
    """The kind of a passage of prose; None where its shape does not tell."""
    if _tells_what_is(path):
        return PointKind.RECORD
    if aims(text, path):
        return PointKind.TARGET
    if _PAST.search(text):
        return PointKind.RECORD
    is_principle = any(_PRINCIPLE_SECTION.search(heading) for heading in path)
    is_measure = _PLAN.search(title) is not None and len(path) > 1 and not is_principle
    return PointKind.MEASURE if is_measure else None


def target_year(text: str) -> int | None:
    """The one year by which a target is to be reached; None when none or several are named."""
    years = {int(found) for found in _TARGET_YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _tells_what_is(path: Sequence[str]) -> bool:
    """Whether the headings are about what was done, or how things stood when the document was written.

    The outer heading of a plan often names all its parts, so the ones below it decide.
    """
    inner = path[1:] or path
    return any(_PAST_SECTION.search(heading) or _STATE_SECTION.search(heading) for heading in inner)
