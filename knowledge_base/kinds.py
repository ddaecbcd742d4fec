"""What a sentence of an official text states, told by how it reads: an aim, or something else."""

import re
from collections.abc import Sequence

from knowledge_base.models import Chunk, PointKind, Source

_AIM = re.compile(
    r"(?:到|展望|力争)\s*20\d\d年"
    r"|\d年内[^。;]{0,20}(?:不少于|至少|累计|达到)"
    r"|率[^。;,\d]{0,14}(?:控制在|达到?|保持在?|不低于|不高于|提高到|低于|高于|大于|小于)?[^\d。;,]{0,4}\d[\d.]*%(?:以[上内]|$|[,。;])"
    r"|“?十[四五六七]五”?(?:期间|时期)[^。;]{0,80}(?:达到?|保持|控制在|不低于|不少于|新增|累计)[^\d。;]{0,6}\d"
)
_AIMS_HEADING = re.compile("发展目标|主要目标|总体目标|目标任务|具体目标|规划目标|主要指标|预期目标")
_BOX_HEADING = re.compile(r"^专栏\s*\d")
_SENTENCE = re.compile(r"[^。;；]+")
_TITLE = 16
"""Characters of a sentence that only names what the next ones are about, at the most."""
_QUANTITY = re.compile(r"(?:不少于|至少)\d|\d[\d.]*万?(?:人次|人|家|场|名|个)以上|\d年内")


def aims(text: str, path: Sequence[str]) -> bool:
    """Whether a text says what is to be reached: by its words, or by a figure under a heading of aims."""
    if _AIM.search(text):
        return True
    if _is_about_aims(path):
        return bool(re.search(r"\d", text))
    return any(_BOX_HEADING.match(heading) for heading in path) and bool(_QUANTITY.search(text))


def kinds_told(chunk: Chunk, told: str) -> tuple[PointKind | None, ...]:
    """The kinds of what is told of a passage: of an official one that ends with an aim it may be the aim, the
    measures before it, or both."""
    whole = chunk.source is not Source.OFFICIAL or chunk.is_table_row
    if whole or chunk.kind is not PointKind.TARGET:
        return (chunk.kind,)
    if not aims(told, chunk.path):
        return (PointKind.MEASURE,)
    beside = not _is_about_aims(chunk.path) and not all(
        aims(sentence, chunk.path) for sentence in _SENTENCE.findall(told) if len(sentence) > _TITLE
    )
    return (PointKind.TARGET, PointKind.MEASURE) if beside else (PointKind.TARGET,)


def _is_about_aims(path: Sequence[str]) -> bool:
    return any(_AIMS_HEADING.search(heading) for heading in path)
